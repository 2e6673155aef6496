"""Words of the report become what stands instead."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import UsageError
from allegedly.ledger.corrections import amended, as_read, fields, typed
from allegedly.ledger.corrections.amending import spans
from allegedly.records import Claim, Event, Span
from tests.readings import reading

TEXT = "He said so. She\n\nsaid 15-20 men came, he said, and 15-20 men\nleft."
NEAR = Span.of(TEXT, 40, 43)


def test_words_are_taken_where_they_stand_nearest() -> None:
    assert [span.start for span in spans(TEXT, "he said", NEAR)] == [38]
    assert [span.quote for span in spans(TEXT, "She said", NEAR)] == ["She\n\nsaid"]
    assert [span.quote for span in spans(TEXT, "left\n\n  He said ", NEAR)] == ["He said", "left"]


def test_offsets_and_words_go_together() -> None:
    assert spans(TEXT, "3-7", NEAR) == (Span.of(TEXT, 3, 7),)
    assert spans(TEXT, "3-7 said", NEAR) == (Span.of(TEXT, 3, 7),)
    assert spans(TEXT, "3–7: said", NEAR) == (Span.of(TEXT, 3, 7),)
    assert [span.quote for span in spans(TEXT, "3-7 men came", NEAR)] == ["men came"]  # the words were typed over
    assert [span.quote for span in spans(TEXT, "15-20 men came", NEAR)] == ["15-20 men came"]
    assert [span.quote for span in spans(TEXT, "", NEAR)] == []


@pytest.mark.parametrize("given", ["nobody", "7-3", "60-9999", "0-7\nsaid so", "3-7 nobody"])
def test_what_does_not_stand_there_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        spans(TEXT, given, Span.of(TEXT, 3, 7))


def overlapping(words: str, near: Span) -> bool:
    """Say whether two of the lines are taken from places that have characters in common."""
    pieces = {piece for line in words.splitlines() if line.strip() for piece in spans(TEXT, line, near)}
    return any(one.overlaps(other) for one, other in combinations(pieces, 2))


@given(start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 20), near=st.integers(0, len(TEXT) - 2))
def test_what_is_taken_quotes_the_text(start: int, length: int, near: int) -> None:
    words = TEXT[start : start + length]
    if words.strip() and not re.match(r"\s*\d+-\d+\s*$", words):  # which are offsets, if there are such
        place = Span.of(TEXT, near, near + 1)
        if "\n" in words and overlapping(words, place):  # the words of one line may stand in those of another
            with pytest.raises(UsageError):
                spans(TEXT, words, place)
            return
        found = spans(TEXT, words, place)
        for one in found:
            assert TEXT[one.start : one.end] == one.quote
            assert one.quote.split() in (
                [words.split()] if "\n" not in words else [*map(str.split, words.splitlines())]
            )


def test_what_is_typed_back_changes_nothing() -> None:
    found = reading()
    records: tuple[Claim | Event, ...] = (*found.claims, *found.events)
    for record in records:
        read = as_read(record)
        given = {field.name: typed(read[field.name]) for field in fields(record)}
        assert amended(found, record, given, lambda _: True) == {}


def test_only_what_can_be_amended_is() -> None:
    found = reading()
    claim = found.claims[0]
    assert amended(found, claim, {"act": "deny", "target": ""}, lambda _: True) == {"act": "deny", "target": None}
    for wrong in ({"parent": "c2"}, {"act": "sing"}, {"actor": "nobody"}):
        with pytest.raises(UsageError):
            amended(found, claim, wrong, lambda _: False)
    with pytest.raises(UsageError, match="one piece"):
        amended(found, found.events[0], {"trigger": ""}, lambda _: True)
