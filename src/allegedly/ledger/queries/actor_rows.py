"""Who appears in the ledger, and how often they speak and are spoken about."""

from __future__ import annotations

import json
from collections.abc import Iterator

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import Conditions
from allegedly.ledger.queries.verdicts import rejected
from allegedly.ledger.rows import ActorRow
from allegedly.ledger.store import Ledger

_ACTORS = """
WITH wanted AS (SELECT d.id FROM documents d WHERE {documents}),
made AS (
    SELECT actor, count(*) AS claims, sum(act = 'deny') AS denials FROM claims
    WHERE document IN wanted AND actor IS NOT NULL AND {act} AND {counts} GROUP BY actor
),
about AS (
    SELECT actor, count(*) AS claims FROM (
        SELECT target AS actor, number FROM claims
        WHERE document IN wanted AND target IS NOT NULL AND {act} AND {counts}
        UNION
        SELECT w.actor, c.number FROM claims c
            JOIN claim_spans x ON x.document = c.document AND x.claim = c.id AND x.role = 'content'
            JOIN mentions w
                ON w.document = x.document AND w.start >= x.start AND w.start < x."end" AND w."end" <= x."end"
        WHERE c.document IN wanted AND w.actor IS NOT NULL AND {act} AND NOT {gone}
    ) GROUP BY actor
),
present AS (SELECT actor, count(*) AS documents FROM document_actors WHERE document IN wanted GROUP BY actor),
named AS (SELECT actor, count(*) AS mentions FROM mentions WHERE document IN wanted GROUP BY actor),
party AS (
    SELECT actor, count(DISTINCT document || ' ' || event) AS events FROM event_parties
    WHERE document IN wanted GROUP BY actor
)
SELECT d.id, d.name, d.kind, d.country, d.sectors, d.role, d.members, present.documents,
    coalesce(named.mentions, 0) AS mentions, coalesce(made.claims, 0) AS claims, coalesce(made.denials, 0) AS denials,
    coalesce(about.claims, 0) AS claims_about, coalesce(party.events, 0) AS events
FROM actors d JOIN present ON present.actor = d.id
    LEFT JOIN named ON named.actor = d.id LEFT JOIN made ON made.actor = d.id
    LEFT JOIN about ON about.actor = d.id LEFT JOIN party ON party.actor = d.id
"""
_COUNTS = {
    "counts": f"NOT {rejected('claim', 'claims.document', 'claims.id')}",
    "gone": rejected("claim", "c.document", "c.id"),
}
_TYPE = "folded(d.kind) = :type OR EXISTS (SELECT 1 FROM json_each(d.sectors) WHERE folded(value) = :type)"


def actors(ledger: Ledger, wanted: Filter | None = None) -> Iterator[ActorRow]:
    """Yield the actors, those with the most claims first; counts are of the wanted documents and the wanted act.

    `by` takes those of the name who make a claim, `about` those about whom there is one.
    """
    wanted = wanted or Filter()
    conditions = Conditions(ledger, wanted)
    conditions.days()
    documents = " AND ".join(f"({part})" for part in conditions.parts) or "1"
    conditions.parts.clear()
    if wanted.by is not None:
        ids = conditions.actor_ids(wanted.by)
        conditions.add("made.claims > 0 AND d.id IN (SELECT value FROM json_each(:by_ids))", by_ids=ids)
    conditions.about("about.claims > 0 AND d.id IN (SELECT value FROM about)")
    conditions.country("d.country IN (SELECT value FROM countries)")
    conditions.type(_TYPE)
    act = "1"
    if wanted.act is not None:
        conditions.add("made.claims > 0 OR about.claims > 0", act=wanted.act.lower())
        act = "act = :act"
    order = "made.claims DESC, about.claims DESC, named.mentions DESC, d.id"
    for row in conditions.rows(_ACTORS.format(documents=documents, act=act, **_COUNTS), order):
        for name in ("sectors", "members"):
            row[name] = tuple(json.loads(row[name]))
        yield ActorRow(**row)
