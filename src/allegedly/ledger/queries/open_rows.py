"""What was undertaken, and nothing reported of it in the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import UndertakingRow
from allegedly.ledger.queries.conditions import Conditions, said_by
from allegedly.ledger.queries.sides import each, side_row, story_id
from allegedly.ledger.queries.verdicts import of_record
from allegedly.ledger.store import Ledger

OPEN = "open"
"""The result of an undertaking without a reported outcome."""

_CLAIMS = f"""
    SELECT t.story, c.actor, s.name,
        (SELECT max(substr(m.last, 1, 10)) FROM moments m
            WHERE m.document = d.id AND r.start <= m.start AND m."end" <= r."end" AND m.first > d.published),
        d.id, d.outlet, d.published, c.id, c.act, c.cue, {said_by()}, c.actor, s.name,
        r.quote, r.start, r."end", {of_record("claim", "c.document", "c.id")}
    FROM claims c JOIN documents d ON d.id = c.document JOIN story_documents t ON t.document = d.id
        JOIN claim_spans r ON r.document = d.id AND r.claim = c.id AND r.role = 'content' AND r.n = 0
        LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
"""  # noqa: S608 (own constants)
_UNDERTAKES = """
    c.act IN ('promise', 'threaten') OR EXISTS (SELECT 1 FROM events e WHERE e.document = d.id AND e.claim = c.id
        AND e.type = 'AGREE' AND e.status IN ('occurred', 'ongoing', 'future'))
"""
_OUTCOME = "SELECT 1 FROM counted_undertakings u WHERE u.one_document = {0} AND u.one_claim = {1}"
_SAME = """
    SELECT 1 FROM counted_links l JOIN counted_undertakings u
        ON u.one_document = l.{1}_document AND u.one_claim = l.{1}_claim
    WHERE l.kind = 'same' AND l.{0}_document = d.id AND l.{0}_claim = c.id
"""


def open_undertakings(
    ledger: Ledger, wanted: Filter | None = None, story: str | None = None
) -> Iterator[UndertakingRow]:
    """Yield promises, threats and agreements that no linked report tells the outcome of; copies are left out.

    `by` is who says so, `due` the last day that the words name after the report was published.
    """
    conditions = Conditions(ledger, wanted or Filter())
    if story is not None:
        conditions.add("t.story = :story", story=story_id(ledger, story))
    conditions.add("t.report = d.id")
    conditions.add(_UNDERTAKES)
    for query in (_OUTCOME.format("d.id", "c.id"), _SAME.format("one", "other"), _SAME.format("other", "one")):
        conditions.add(f"NOT EXISTS ({query})")
    conditions.said()
    conditions.days()
    conditions.type(f"'{OPEN}' = :type")
    for row in each(conditions, _CLAIMS, "coalesce(d.published, '9999'), d.id, r.start"):
        told, by, by_name, due, *rest = row
        side = side_row(rest)
        yield UndertakingRow(told, OPEN, by, by_name, due, side, None, "no report in the ledger tells what came of it")
