"""PLOVER events: the main events of a sentence in a coding that knows no status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allegedly.reading.events import Coded, coded
from allegedly.reading.events.learnt import subordination
from allegedly.reading.events.plover import declared_type
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Event, Party, Reading
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "places", "actors", "attribution", "sources", "acts")
ABROAD = ("IGO", "NGO", "IMG")
"""Sectors that the task has where a country would stand."""


def read_text(text: str) -> Reading:
    """Return the reading of one sentence, all that the events layer builds on."""
    return read_document(make_document(text, language="en"), LAYERS)


def main_events(reading: Reading) -> list[Coded]:
    """Return the first of the least subordinate events of the sentence."""
    main = least_subordinate(coded(reading))
    return [main] if main else []


def least_subordinate(found: Sequence[Coded]) -> Coded | None:
    """Return the first of the least subordinate events, None where there is none."""
    ranks = [subordination(one.token) + 2 * (one.event.status == "hypothetical") for one in found]
    return next((one for one, rank in zip(found, ranks, strict=True) if rank == min(ranks)), None)


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the main events of the row's sentence."""
    reading = read_text(row["text"])
    return {
        "id": row["id"],
        "events": [
            {
                "type": declared_type(one.event.type, one.event.status),
                "actors": [_entity(reading, party) for party in one.event.actors],
                "recipients": [_entity(reading, party) for party in _recipients(one.event)],
                "quote": one.event.trigger.quote,
                "status": one.event.status,
            }
            for one in main_events(reading)
        ],
    }


def _recipients(event: Event) -> tuple[Party, ...]:
    """Return the recipients; none of a reciprocal event, as the scorer counts its actors on both sides."""
    return () if set(event.recipients) == set(event.actors) else event.recipients


def _entity(reading: Reading, party: Party) -> dict[str, Any]:
    actor = reading.actor(party.actor)
    if actor is None:
        return {"text": party.span.quote, "country": None, "sector": None}
    abroad = next((code for code in ABROAD if code in actor.sectors), None)
    sector = next((code for code in actor.sectors if code not in ABROAD), None)
    return {"text": party.span.quote, "country": actor.country or abroad, "sector": sector}
