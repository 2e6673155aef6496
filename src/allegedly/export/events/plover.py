"""PLOVER's JSON records, one object a line, and in each after PLOVER's fields ours.

The fields are those of its data interchange specification (Open Event Data Alliance, 0.6b2, chapter "Data Fields").
PLOVER leaves nearly all of its fields open and asks for names of one's own beyond them. Types and modes are those of
2024, which the specification's list precedes. Fields without a value are left out, as the specification has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from allegedly import __version__
from allegedly.export.events.codes import quad_number
from allegedly.export.events.plain import Plain, plain
from allegedly.export.events.reported import Part, Reported
from allegedly.records import Figure, Place, Span


def write(events: Iterable[Reported], file: TextIO, *, every_status: bool = False) -> int:
    """Write the events as JSON lines, ASCII only; return how many. Types are as in `allegedly.export.events.plain`."""
    count = 0
    for row in plain(events, every_status=every_status):
        file.write(json.dumps(to_json(row), allow_nan=False, separators=(",", ":")) + "\n")
        count += 1
    return count


def to_json(row: Plain) -> dict[str, Any]:
    """Return the PLOVER record of an event."""
    event, document = row.event, row.event.document
    record = {
        "id": event.id,
        "date": row.day,
        "enddate": row.last_day,
        "source": [_actor(part) for part in event.actors],
        "target": [_actor(part) for part in event.recipients],
        "event": row.type,
        "mode": row.mode,
        "context": list(event.event.contexts),
        "eventText": event.event.trigger.quote,
        "eventLoc": _location(event.place) if event.place else None,
        "quadCode": quad_number(row.type),
        "text": event.passage.quote,
        "textInfo": {"start": event.passage.start, "end": event.passage.end},
        "citation": document.id,
        "url": document.url,
        "language": document.language,
        "publication": document.outlet,
        "coder": "Allegedly",
        "version": __version__,
        "codebook": "PLOVER 2024",
    }
    return _filled(record) | {"source": record["source"], "event": record["event"], **_ours(event)}


def _ours(event: Reported) -> dict[str, Any]:
    """Return what PLOVER has no fields for: where the event stands, whether it happened, and who says so."""
    claim = event.claim
    ours = {
        "document": event.document.id,
        "documentEvent": event.event.id,
        "published": event.document.published,
        "headline": event.document.title,
        "reportedType": event.event.type,
        "status": event.event.status,
        "trigger": _span(event.event.trigger),
        "accordingTo": event.according_to,
        "voice": event.voice,
        "verdict": event.said,
        "figures": [_figure(figure) for figure in event.figures],
    }
    if claim is not None:
        ours["claim"] = _filled(
            {
                "id": claim.id,
                "act": claim.act,
                "quote": claim.quote,
                "source": [_span(span) for span in claim.source],
                "cue": [_span(span) for span in claim.cue],
                "content": [_span(span) for span in claim.content],
                "hedges": [_span(span) for span in claim.hedges],
                "sourceKind": claim.source_kind,
                "actor": event.source.id if event.source else None,
                "name": event.source.name if event.source else None,
                "code": event.source.country if event.source else None,
                "sector": "".join(event.source.sectors[:2]) if event.source else None,
                "quotedBy": list(event.quoted_by),
                "deniedBy": list(event.denied_by),
            }
        )
    return _filled(ours)


def _actor(part: Part) -> dict[str, Any]:
    """Return PLOVER's information object; a sector is of three letters or, with the secondary one, of six."""
    return _filled(
        {
            "code": part.country,
            "sector": "".join(part.sectors[:2]),
            "identifier": part.actor.id if part.actor else None,
            "office": part.actor.role if part.actor else None,
            "name": part.name,
            "actorText": part.span.quote,
            "start": part.span.start,
            "end": part.span.end,
        }
    )


def _location(place: Place) -> dict[str, Any]:
    """Return PLOVER's location object, whose names are GeoNames'."""
    return _filled(
        {
            "geonameid": place.geonameid,
            "name": place.name,
            "latitude": place.lat,
            "longitude": place.lon,
            "feature code": place.feature,
            "cc3": place.country,
            "text": _span(place.span),
        }
    )


def _figure(figure: Figure) -> dict[str, Any]:
    return _filled(
        {
            "text": _span(figure.span),
            "low": figure.low,
            "high": figure.high,
            "counted": figure.counted,
            "unit": figure.unit,
            "whose": figure.whose,
        }
    )


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
