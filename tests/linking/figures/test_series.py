"""Series of what reports count."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures import Mention, joined


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


@given(st.lists(MENTIONS, max_size=8))
def test_every_mention_stands_in_one_series(found: list[Mention]) -> None:
    series = joined(found)
    assert sum(len(one.entries) for one in series) == len(found)
    dates = [[entry.published or "" for entry in one.entries] for one in series]
    assert all(given == sorted(given) for given in dates)
