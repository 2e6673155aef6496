"""What excludes what, and what was corrected."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures import Mention, conflicts, corrected, exclude, excluding
from allegedly.linking.rules import Near
from tests.linking.figures.test_series import MENTIONS, mention


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


def test_a_count_that_went_on_is_no_conflict() -> None:
    sunday = mention("d1", 31, 31)
    tuesday = mention("d3", 58, 58, side="PHL")
    assert conflicts([sunday, tuesday]) == ()
    assert excluding([sunday, tuesday])  # but neither do they say the same
    assert conflicts([replace(sunday, side="XXX.GOV"), tuesday]) == ()
    again = mention("d4", 31, 31)
    assert conflicts([sunday, tuesday, again])


def test_a_count_that_went_back_is_one() -> None:
    sunday, tuesday = mention("d1", 58, 58), mention("d3", 31, 31, side="PHL")
    assert conflicts([sunday, tuesday]) == ((sunday, tuesday),)
    missing = [replace(told, thing="missing") for told in (sunday, tuesday)]
    assert conflicts(missing) == ()
    assert conflicts([replace(told, published=told.published and "2022-05-03T10:00") for told in (sunday, tuesday)])
    undated = [replace(told, published=None) for told in (sunday, replace(tuesday, low=70, high=70))]
    assert conflicts(undated)


@given(st.lists(MENTIONS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_mentions_makes_no_difference(found: list[Mention], luck: Any) -> None:
    shuffled = luck.sample(found, len(found))
    assert conflicts(found) == conflicts(shuffled)
    assert corrected(found) == corrected(shuffled)
    assert excluding(found) == excluding(shuffled)


@given(st.lists(MENTIONS, max_size=8), st.integers(0, 4))
def test_what_is_in_conflict_with_a_figure_excludes_it(found: list[Mention], reach: int) -> None:
    found = [replace(one, start=2 * n, end=2 * n + 1) for n, one in enumerate(found)]
    places = {f"d{n}": n for n in range(1, 5)}
    pairs = {
        (one.start, other.document)
        for pair in conflicts(found)
        for one, other in (pair, reversed(pair))
        if abs(places[one.document] - places[other.document]) <= reach
    }
    told = excluding(found, Near(places, reach))
    both = {(side.start, document) for side, documents in told.items() for document in documents}
    assert pairs <= both
    if all(one.thing != "killed" for one in found):
        assert both == pairs


@given(MENTIONS, MENTIONS)
def test_exclusion_is_symmetric(a: Mention, b: Mention) -> None:
    assert exclude(a, b) == exclude(b, a)
