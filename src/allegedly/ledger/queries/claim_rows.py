"""Who says what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import FIRST, HEAD, LAST, Conditions, offsets, said_by
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.rows import JOINT, ClaimRow
from allegedly.ledger.store import Ledger

_CLAIMS = f"""
SELECT {HEAD}, c.id, c.act, c.quote, c.source, c.source_kind, c.source_class, c.cue, c.content,
    c.polarity, c.certainty,
    c.actor, s.name AS actor_name, s.country, {said_by()} AS said_by,
    c.target, t.name AS target_name, c.parent, c.answers, c.moment,
    substr({FIRST}, 1, 10) AS day, m.first AS start,
    m.last AS "end",
    (SELECT json_group_array(id) FROM claims WHERE document = c.document AND answers = c.id) AS answered_by,
    (SELECT json_group_array(json_array(role, n, start, "end")) FROM claim_spans
        WHERE document = c.document AND claim = c.id) AS spans,
    (SELECT json_group_array(json_array(role, n, start, "end")) FROM claim_origins
        WHERE document = c.document AND claim = c.id) AS origins,
    (SELECT quote FROM claim_origins WHERE document = c.document AND claim = c.id AND role = 'named_by') AS named_by,
    (SELECT quote FROM claim_origins WHERE document = c.document AND claim = c.id AND role = 'anonymity') AS anonymity,
    (SELECT json_group_array(quote) FROM claim_origins
        WHERE document = c.document AND claim = c.id AND role = 'relay') AS relays,
    (SELECT json_group_array(quote) FROM claim_spans
        WHERE document = c.document AND claim = c.id AND role = 'hedge') AS hedges,
    {of_record("claim", "c.document", "c.id")} AS verdict
FROM claims c JOIN documents d ON d.id = c.document
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
    LEFT JOIN document_actors t ON t.document = c.document AND t.actor = c.target
    LEFT JOIN moments m ON m.document = c.document AND m.id = c.moment
"""  # noqa: S608 (own constants)
ROLES = ("source", "cue", "content", "hedge", "named_by", "anonymity", "relay")
ABOUT = """
c.target IN (SELECT value FROM about)
OR EXISTS (
    SELECT 1 FROM claim_spans x
        JOIN mentions w ON w.document = x.document AND w.start >= x.start AND w.start < x."end" AND w."end" <= x."end"
    WHERE x.document = c.document AND x.claim = c.id AND x.role = 'content'
        AND (w.actor IN (SELECT value FROM about) OR has_words(w.quote, :about))
)
OR EXISTS (
    SELECT 1 FROM events e JOIN event_parties p ON p.document = e.document AND p.event = e.id
    WHERE e.document = c.document AND e.claim = c.id AND p.actor IN (SELECT value FROM about)
)
"""
"""The claim `c` is about them: its target, mentioned in its content, or party of an event in it."""


def claims(ledger: Ledger, wanted: Filter | None = None) -> Iterator[ClaimRow]:
    """Yield the claims."""
    wanted = wanted or Filter()
    conditions = claim_conditions(ledger, wanted)
    conditions.days(FIRST, LAST)
    yield from map(_claim, conditions.rows(_CLAIMS, "d.number, c.n"))


def claims_numbered(ledger: Ledger, numbers: Sequence[int]) -> Iterator[ClaimRow]:
    """Yield the claims with these numbers (column `number`), the highest first."""
    query = f"{_CLAIMS} WHERE c.number IN (SELECT value FROM json_each(?)) ORDER BY c.number DESC"  # noqa: S608 (own constants)
    return (_claim(dict(row)) for row in ledger.select(query, json.dumps(list(numbers))))


def _claim(row: dict[str, Any]) -> ClaimRow:
    spans = offsets(row.pop("spans")) | offsets(row.pop("origins"))
    row["hedges"] = JOINT.join(json.loads(row["hedges"]))
    row["answered_by"] = tuple(json.loads(row["answered_by"]))
    row["relays"] = tuple(json.loads(row["relays"]))
    row["verdict"] = verdict_row(row["verdict"])
    row |= {f"{role}_spans": spans.get(role, ()) for role in ROLES}
    return ClaimRow(**row)


def claim_conditions(ledger: Ledger, wanted: Filter) -> Conditions:
    """Return all conditions on claims but that on their day; `s` is the source's row of document_actors."""
    conditions = Conditions(ledger, wanted)
    conditions.said()
    conditions.about(ABOUT + conditions.amended("c", "target", "IN (SELECT value FROM about)"))
    conditions.country("s.country IN (SELECT value FROM countries)")
    conditions.type("c.quote = :type")
    return conditions
