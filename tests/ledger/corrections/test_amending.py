"""Words of the report become what stands instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import UsageError
from allegedly.ledger import Filter, Ledger, check, open_ledger, queries
from allegedly.ledger.corrections import amended, as_read, fields, typed
from allegedly.ledger.corrections.amending import spans
from allegedly.ledger.queries import finding
from allegedly.records import Claim, Event, Span
from tests.ledger.corrections.saying import say
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


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l") as opened:
        opened.add(reading())
        yield opened
        assert not list(check(opened))


def found(ledger: Ledger, wanted: Filter) -> tuple[list[str], list[str]]:
    """Return the claims that a list has, and those that the search of the reading room has."""
    return [row.id for row in queries.claims(ledger, wanted)], [
        row.id for row in finding.find(ledger, "", wanted).claims
    ][::-1]


def test_claims_are_found_by_what_people_made_of_them(ledger: Ledger) -> None:
    document = next(queries.documents(ledger)).id
    assert found(ledger, Filter(act="threaten")) == ([], [])
    say(ledger, document, "c1", "amend", act="threaten", actor="GRA.GOV", target="RUR.harbour-ministry")
    assert found(ledger, Filter(act="threaten")) == (["c1"], ["c1"])
    assert "c1" in found(ledger, Filter(act="accuse"))[0], "what the machine read finds it as well"
    for wanted in (Filter(by="GRA.GOV"), Filter(about="RUR.harbour-ministry")):
        assert all("c1" in ids for ids in found(ledger, wanted))
    [act] = [value for value in finding.find(ledger, "", Filter()).facets["act"] if value.code == "threaten"]
    assert act.count == 1
    say(ledger, document, "c1", "withdraw")
    assert found(ledger, Filter(act="threaten")) == ([], [])


def test_events_are_found_by_the_type_that_people_gave_them(ledger: Ledger) -> None:
    document = next(queries.documents(ledger)).id
    assert not list(queries.events(ledger, Filter(type="PROTEST")))
    say(ledger, document, "e1", "amend", type="PROTEST")
    assert [row.id for row in queries.events(ledger, Filter(type="protest"))] == ["e1"]


def test_what_is_rejected_is_not_counted_among_the_claims_of_a_document(ledger: Ledger) -> None:
    before = next(queries.documents(ledger))
    say(ledger, before.id, "c1", "reject")
    assert next(queries.documents(ledger)).claims == before.claims - 1
