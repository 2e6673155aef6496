"""Things for people to say in tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allegedly.ledger import Ledger
from allegedly.ledger.corrections import (
    Correction,
    LinkKind,
    Place,
    Verdict,
    about,
    as_read,
    correct,
    find,
    stands_at,
)
from allegedly.records import Claim, Event


def say(ledger: Ledger, document: str, record: str, verdict: Verdict, **amended: Any) -> None:
    """Say something of a claim or an event."""
    reading = ledger.reading(document)
    records: tuple[Claim | Event, ...] = (*reading.claims, *reading.events)
    [found] = [one for one in records if one.id == record]
    kind: Any = "claim" if record.startswith("c") else "event"
    made = Correction(reading.document.id, kind, stands_at(found), verdict, as_read(found), "A. Reader", "why not")
    correct(ledger, replace(made, amended=amended))


def say_of_link(ledger: Ledger, link: LinkKind, one: str, other: str, verdict: Verdict) -> None:
    """Say something of the link between two places, each "document" or "document:claim"."""
    sides = [Place(document, claim=claim or None) for document, _, claim in (one.partition(":"), other.partition(":"))]
    found = about(find(ledger, link, *sides))
    correct(ledger, replace(found, verdict=verdict, person="A. Reader", reason="two mills"))
