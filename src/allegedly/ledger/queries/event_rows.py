"""Who did what to whom, and who says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import FIRST, HEAD, JOIN_CLAIM, LAST, Conditions, said_by
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.rows import EventRow, PartyRow
from allegedly.ledger.store import Ledger

_EVENTS = f"""
SELECT {HEAD}, r.id, r.type, r.mode, r.contexts, r.status, r.quote AS "trigger", json_array(r.start, r."end") AS span,
    r.claim, {said_by()} AS said_by, c.cue, r.place, l.name AS place_name, l.country, r.moment, m.first AS start,
    m.last AS "end", substr({FIRST}, 1, 10) AS day,
    (SELECT json_group_array(json_array(p.role, p.n, p.quote, p.start, p."end", p.actor, a.name, a.country,
            called(p.quote, a.name, a.actor, a.kind)))
        FROM event_parties p LEFT JOIN document_actors a ON a.document = p.document AND a.actor = p.actor
        WHERE p.document = r.document AND p.event = r.id) AS parties,
    (SELECT json_group_array(figure) FROM event_figures WHERE document = r.document AND event = r.id) AS figures,
    {of_record("event", "r.document", "r.id")} AS verdict
FROM events r JOIN documents d ON d.id = r.document
    {JOIN_CLAIM}
    LEFT JOIN moments m ON m.document = r.document AND m.id = r.moment
    LEFT JOIN places l ON l.document = r.document AND l.id = r.place
"""  # noqa: S608 (own constants)
_ABOUT = """
EXISTS (
    SELECT 1 FROM event_parties p WHERE p.document = r.document AND p.event = r.id
        AND (p.actor IN (SELECT value FROM about) OR has_words(p.quote, :about))
)
"""
_COUNTRY = """
l.country IN (SELECT value FROM countries) OR EXISTS (
    SELECT 1 FROM event_parties p JOIN document_actors a ON a.document = p.document AND a.actor = p.actor
    WHERE p.document = r.document AND p.event = r.id AND a.country IN (SELECT value FROM countries)
)
"""


def events(ledger: Ledger, wanted: Filter | None = None) -> Iterator[EventRow]:
    """Yield the events."""
    conditions = Conditions(ledger, wanted or Filter())
    conditions.days(FIRST, LAST)
    conditions.said(by_outlet=True)
    conditions.about(_ABOUT)
    conditions.country(_COUNTRY)
    conditions.type("folded(r.type) = :type" + conditions.amended("r", "type", "COLLATE NOCASE = :type", "event"))
    for row in conditions.rows(_EVENTS):
        parties = sorted(json.loads(row.pop("parties")), key=lambda party: party[:2])
        row |= {name: tuple(json.loads(row[name])) for name in ("contexts", "figures", "span")}
        row["verdict"] = verdict_row(row["verdict"])
        yield EventRow(**row, actors=_parties(parties, "actor"), recipients=_parties(parties, "recipient"))


def _parties(rows: list[list[Any]], wanted: str) -> tuple[PartyRow, ...]:
    return tuple(
        PartyRow(words, (start, end), actor, name, country, called)
        for role, _, words, start, end, actor, name, country, called in rows
        if role == wanted
    )
