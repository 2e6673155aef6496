"""Actor phrases: the country and sector of a phrase in its sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allegedly.reading.actors import MentionIndex
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Actor, Reading
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "places", "actors")
ABROAD = ("IGO", "NGO", "IMG")
"""Codes that the task has where a country would stand."""


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the country and sector of `text` within `context`, or by itself where the context lacks it."""
    phrase, context = row["text"].strip(), (row.get("context") or "").strip()
    parts = [part.strip() for part in phrase.split("...")]
    actors = [found for part in parts if part and part in context and (found := _in_context(part, context, row))]
    actor = actors[-1] if actors else None
    if actor and actors[0].country:
        actor = replace(actor, country=actors[0].country)
    if actor is None and phrase:
        actor = _in_context(phrase, f"{phrase}.", row)
        if actor and actor.kind == "institution" and phrase in context and actor.id == f"{actor.country}.GOV":
            actor = replace(actor, sectors=("CVL",))  # a capital that its sentence has as a place: the people there
    return {"id": row["id"], **_codes(actor)}


def _in_context(phrase: str, text: str, row: dict[str, Any]) -> Actor | None:
    published = _iso(row.get("date"))
    reading = read_document(make_document(text, language="en", published=published), LAYERS)
    start = reading.text.find(phrase)
    return _actor(reading, start, start + len(phrase)) if start >= 0 else None


def _iso(date: Any) -> str | None:
    return date if isinstance(date, str) and date[:4].isdigit() else None


def _actor(reading: Reading, start: int, end: int) -> Actor | None:
    """Return the actor of the mention that the phrase is, or of the first one within it."""
    index = MentionIndex(reading)
    mention = index.at(start, end)
    if mention is None or mention.actor is None:
        mention = next((m for m in index.within(start, end) if m.actor), None)
    return reading.actor(mention.actor) if mention else None


def _codes(actor: Actor | None) -> dict[str, str | None]:
    if actor is None:
        return {"country": None, "sector": None}
    abroad = next((code for code in ABROAD if code in actor.sectors), None)
    sectors = [code for code in actor.sectors if code not in ABROAD]
    return {"country": actor.country or abroad, "sector": sectors[0] if sectors else None}
