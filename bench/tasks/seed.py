"""The seed report: the whole reading in the form of the seed's gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from allegedly.reading.pipeline import layers, read_document
from allegedly.records import Claim, Event, Reading, Span
from allegedly.sources import from_text


def predict(gold: Path, *, fast: bool = False) -> dict[str, Any]:
    """Read the report that GOLD's `document.file` names, in the folder `seed/` beside GOLD's own folder."""
    name = json.loads(gold.read_text(encoding="utf-8"))["document"]["file"]
    return prediction((gold.resolve().parent.parent / "seed" / name).read_text(encoding="utf-8"), fast=fast)


def prediction(text: str, published: str | None = None, *, fast: bool = False) -> dict[str, Any]:
    """Return the whole reading of a report in the form of the scorer."""
    reading = read_document(from_text(text, published=published), layers(fast=fast))
    return {
        "title": reading.document.title,
        "deck": reading.document.deck,
        "published": reading.document.published,
        "furniture": [_pair(block.span) for block in reading.blocks if block.is_furniture],
        "claims": [_claim(reading, claim) for claim in reading.claims],
        "events": [_event(reading, event) for event in reading.events],
        "figures": [
            {"span": _pair(f.span), "low": f.low, "high": f.high, "country": _country(reading, f.whose)}
            for f in reading.figures
        ],
        "moments": [{"span": _pair(moment.span), "value": moment.value} for moment in reading.moments],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _country(reading: Reading, actor_id: str | None) -> str | None:
    actor = reading.actor(actor_id)
    return actor.country if actor else None


def _claim(reading: Reading, claim: Claim) -> dict[str, Any]:
    actor = reading.actor(claim.actor)
    return {
        "id": claim.id,
        **{role: [_pair(span) for span in getattr(claim, role)] for role in ("source", "cue", "content")},
        "act": claim.act,
        "quote": claim.quote,
        "country": actor.country if actor else None,
        "person": actor.name if actor and actor.kind == "person" else None,
        "parent": claim.parent,
        "answers": claim.answers,
    }


def _event(reading: Reading, event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "trigger": _pair(event.trigger),
        "actor_country": _country(reading, event.actors[0].actor) if event.actors else None,
        "recipient_country": _country(reading, event.recipients[0].actor) if event.recipients else None,
        "status": event.status,
        "claim": event.claim,
    }
