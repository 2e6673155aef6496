"""A pattern that is passed over has no match."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.moments.grammar import _patterns, needed
from allegedly.reading.moments.tokens import alphabet

LETTERS = st.sampled_from(sorted(alphabet().values()))


@settings(max_examples=300, deadline=None)
@given(st.lists(LETTERS, max_size=12).map("".join))
def test_what_matches_has_what_its_pattern_needs(line: str) -> None:
    for one in _patterns():
        if any(match.end() > match.start() for match in one.pattern.finditer(line)):
            assert one.may_match(frozenset(line))


def test_of_alternatives_each_is_needed_and_of_a_sequence_the_rarest() -> None:
    month, year, the = (
        frozenset(letter for classes, letter in alphabet().items() if name in classes)
        for name in ("MONTH", "YEAR", "the")
    )
    assert needed("MONTH", {}) == month
    assert needed("MONTH | YEAR", {}) == month | year
    assert needed("the $X", {"X": "( MONTH | YEAR )"}) == min(the, month | year, key=len)
    assert needed("MONTH? <( the ) ( YEAR )?", {}) is None
    assert needed("MONTH | YEAR?", {}) is None
