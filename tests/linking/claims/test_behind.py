from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.claims import Source, sources_behind

MINISTRY, ARMY = Source("HUN.ministry", "HUN", "HUN"), Source("HUN.army", "HUN", "HUN")
NURSE, RIVAL, UNKNOWN = Source("words:ann nurse"), Source("AUT.ministry", "AUT", "AUT"), Source("words:ministry", "?")


def test_organs_of_one_government_are_one_source() -> None:
    backings = sources_behind([("d1", MINISTRY), ("d2", ARMY), ("d3", NURSE)])
    assert [backing.reports for backing in backings] == [("d1", "d2"), ("d3",)]


def test_two_governments_are_two() -> None:
    assert len(sources_behind([("d1", MINISTRY), ("d1", RIVAL)])) == 2


def test_an_office_of_an_unknown_state_may_be_any() -> None:
    assert len(sources_behind([("d1", MINISTRY), ("d2", UNKNOWN)])) == 1


def test_nothing_stands_behind_nothing() -> None:
    assert sources_behind([]) == ()


@given(st.permutations([("d1", MINISTRY), ("d2", ARMY), ("d3", NURSE), ("d4", RIVAL), ("d2", UNKNOWN)]))
def test_the_order_does_not_matter(told: list[tuple[str, Source]]) -> None:
    assert sources_behind(told) == sources_behind(sorted(told, key=str))
