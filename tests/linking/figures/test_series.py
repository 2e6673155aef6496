"""Series, what excludes what, and what was corrected."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures import Mention, conflicts, corrected, exclude, joined


def mention(document: str, low: float | None, high: float | None, **more: Any) -> Mention:
    given: dict[str, Any] = {
        "approximate": False,
        "thing": "killed",
        "published": f"2022-05-0{int(document[-1]) % 9 + 1}",
    } | more
    return Mention(document=document, figure="f1", start=0, end=2, low=low, high=high, **given)


MENTIONS = st.builds(
    mention,
    st.sampled_from(["d1", "d2", "d3", "d4"]),
    st.sampled_from([None, 10.0, 30.0]),
    st.sampled_from([None, 30.0, 50.0]),
    approximate=st.booleans(),
    thing=st.sampled_from(["killed", "vehicles", "armoured vehicles"]),
    among=st.sampled_from(["", "troops", "police"]),
    whose=st.sampled_from([None, "RUS", "UKR"]),
    side=st.sampled_from([None, "RUS", "UKR"]),
)


def test_ranges_with_nothing_in_common_exclude_each_other() -> None:
    assert exclude(mention("d1", 30, 30), mention("d2", 50, 50))
    assert exclude(mention("d1", 9000, 9000), mention("d2", None, 4000))
    assert not exclude(mention("d1", 12, None), mention("d2", 30, 30))
    assert exclude(mention("d1", 40, None), mention("d2", 30, 30))


def test_an_approximate_number_may_be_a_little_off() -> None:
    assert not exclude(mention("d1", 50, 50, approximate=True), mention("d2", 52, 52))
    assert exclude(mention("d1", 50, 50, approximate=True), mention("d2", 60, 60))


def test_a_sides_own_update_is_a_correction_and_no_conflict() -> None:
    first = mention("d1", 30, 30, side="TCD")
    later = mention("d2", 50, 50, side="TCD")
    others = mention("d3", 73, 73, side="opposition")
    assert conflicts([first, later, others]) == ((later, others),)
    assert corrected([first, later, others]) == ((first, later),)


def test_of_one_statements_numbers_the_last_is_the_newest() -> None:
    former = mention("d1", 22, 22, side="TCD")
    newest = replace(mention("d1", 40, 40, side="TCD"), start=90, end=92)
    union = mention("d2", 60, 60, side="union")
    assert conflicts([former, union, newest]) == ((newest, union),)


def test_a_number_that_an_outlet_repeats_is_its_givers() -> None:
    told = mention("d1", 30, 30, side="TCD")
    later = mention("d2", 50, 50, side="TCD")
    repeated = mention("d3", 30, 30)
    assert conflicts([told, later, repeated]) == ()


def test_of_one_reports_numbers_the_first_is_the_newest() -> None:
    newest = mention("d1", 40, 40, side="TCD")
    former = replace(mention("d1", 22, 22, side="TCD"), start=90, end=92, begin=60)
    union = mention("d2", 60, 60, side="union")
    assert conflicts([former, union, newest]) == ((newest, union),)


def test_a_figure_without_an_owner_goes_to_who_has_the_same() -> None:
    russian, ukrainian = mention("d1", 170, 170, whose="RUS"), mention("d2", 90, 90, whose="UKR")
    loose = mention("d3", 90, 90)
    series = joined([russian, ukrainian, loose])
    assert [(s.thing, len(s.entries)) for s in series] == [("killed RUS", 1), ("killed UKR", 2)]


def test_a_thing_goes_to_a_narrower_one_that_no_report_tells_beside_it() -> None:
    soldiers, dead = mention("d1", 12, 12, among="troops"), mention("d2", 15, 15)
    assert [(s.thing, len(s.entries)) for s in joined([soldiers, dead])] == [("killed", 2)]
    said = mention("d1", 200, None, side="rebels")
    assert [(s.thing, len(s.entries)) for s in joined([soldiers, said])] == [("killed", 2)]
    beside = mention("d1", 40, 40)
    assert [s.thing for s in joined([soldiers, dead, beside])] == ["killed", "killed (troops)"]
    armoured, vehicles = mention("d1", 36, 36, thing="armoured vehicles"), mention("d2", 20, 20, thing="vehicles")
    assert [s.thing for s in joined([armoured, vehicles])] == ["armoured vehicles"]


@given(st.lists(MENTIONS, max_size=8), st.randoms(use_true_random=False))
def test_order_makes_no_difference(found: list[Mention], luck: Any) -> None:
    shuffled = luck.sample(found, len(found))
    assert joined(found) == joined(shuffled)
    assert conflicts(found) == conflicts(shuffled)
    assert corrected(found) == corrected(shuffled)


@given(st.lists(MENTIONS, max_size=8))
def test_every_mention_stands_in_one_series(found: list[Mention]) -> None:
    series = joined(found)
    assert sum(len(one.entries) for one in series) == len(found)
    dates = [[entry.published or "" for entry in one.entries] for one in series]
    assert all(given == sorted(given) for given in dates)


@given(MENTIONS, MENTIONS)
def test_exclusion_is_symmetric(a: Mention, b: Mention) -> None:
    assert exclude(a, b) == exclude(b, a)
