"""Which claims answer each other, or say the same, and what became of undertakings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import LinkRow, UndertakingRow
from allegedly.ledger.queries.sides import SideConditions, each, sided, two_sides
from allegedly.ledger.queries.verdicts import of_link, verdict_row
from allegedly.ledger.store import Ledger

DISPUTES = ("denial", "figures", "happened")
AGREEMENTS = ("corroborates", "same")


def disputes(ledger: Ledger, wanted: Filter | None = None, story: str | None = None) -> Iterator[LinkRow]:
    """Yield claims with their answers, of one story if it is named; the filter's `type` is the kind of dispute."""
    return _links(ledger, wanted or Filter(), story, DISPUTES)


def agreements(ledger: Ledger, wanted: Filter | None = None, story: str | None = None) -> Iterator[LinkRow]:
    """Yield claims that say the same: of several sources (corroborates), or one source's in two reports (same)."""
    return _links(ledger, wanted or Filter(), story, AGREEMENTS)


def _links(ledger: Ledger, wanted: Filter, story: str | None, kinds: Sequence[str]) -> Iterator[LinkRow]:
    conditions = SideConditions(ledger, wanted, story)
    conditions.days("min(coalesce(done.published, '9999'), coalesce(dother.published, '9999'))", _LATER)
    conditions.add("r.kind IN (SELECT value FROM json_each(:kinds))", kinds=json.dumps(kinds))
    conditions.type("r.kind = :type")
    for row in each(conditions, sided("claim_links", f"r.kind, r.reason, r.interested, {of_link('link_verdicts')}")):
        told, kind, reason, interested, verdict = row[:5]
        one, other = two_sides(row)
        yield LinkRow(told, kind, one, other, reason, bool(interested), verdict_row(verdict))


_LATER = "max(coalesce(done.published, ''), coalesce(dother.published, ''))"


def undertakings(ledger: Ledger, wanted: Filter | None = None, story: str | None = None) -> Iterator[UndertakingRow]:
    """Yield what was undertaken, and what became of it; the filter's `type` is the result."""
    conditions = SideConditions(ledger, wanted or Filter(), story)
    conditions.days("min(coalesce(done.published, '9999'), coalesce(dother.published, '9999'))", _LATER)
    conditions.type("r.result = :type")
    named = "(SELECT name FROM actors WHERE id = r.by)"
    columns = f"r.result, r.by, {named}, r.due, r.reason, {of_link('undertaking_verdicts')}"
    for row in each(conditions, sided("undertakings", columns)):
        told, result, by, by_name, due, reason, verdict = row[:7]
        one, other = two_sides(row)
        yield UndertakingRow(told, result, by, by_name, due, one, other, reason, verdict_row(verdict))
