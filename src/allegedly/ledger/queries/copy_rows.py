"""Which documents are copies of which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import CopyRow
from allegedly.ledger.queries.conditions import Conditions
from allegedly.ledger.queries.sides import each, story_id
from allegedly.ledger.queries.verdicts import of_documents, verdict_row
from allegedly.ledger.store import Ledger


def copies(ledger: Ledger, wanted: Filter | None = None, story: str | None = None) -> Iterator[CopyRow]:
    """Yield pairs of copies, of one story if it is named, by the time of the later one."""
    conditions = _CopyConditions(ledger, wanted or Filter())
    if story is not None:
        conditions.add("t.story = :story", story=story_id(ledger, story))
    # What has a passage in common with more than one report is a copy of one of them only. Where somebody says that it
    # is none, it is listed with that.
    conditions.add("t.report = o.report OR ('copy', r.a, r.b) IN (SELECT link, one, other FROM kept_apart)")
    conditions.days("done.published", "dother.published")
    query = f"""
        SELECT done.id, done.outlet, done.published, done.title, dother.id, dother.outlet, dother.published,
            dother.title, r.share,
            (SELECT json_group_array(DISTINCT agency) FROM credits WHERE document IN (r.a, r.b)),
            {of_documents("copy", "r.a", "r.b")}
        FROM copies r JOIN documents done ON done.id = r.first
            JOIN documents dother ON dother.id = iif(r.first = r.a, r.b, r.a)
            JOIN story_documents t ON t.document = r.a JOIN story_documents o ON o.document = r.b
    """  # noqa: S608 (own constants)
    order = "coalesce(dother.published, '9999'), dother.id, done.published, done.id"
    for row in each(conditions, query, order):
        *head, agencies, verdict = row
        fields: list[Any] = [*head, tuple(sorted(json.loads(agencies))), verdict_row(verdict)]
        yield CopyRow(*fields)


def pair(ledger: Ledger, one: str, other: str) -> CopyRow | None:
    """Return the pair that two documents (whole ids) make, None if they are no copies of each other."""
    rows = copies(ledger, Filter(document=one))
    return next((row for row in rows if {row.first, row.copy} == {one, other}), None)


class _CopyConditions(Conditions):
    def _documents(self) -> None:
        wanted = self.wanted
        if wanted.document is not None:
            self.add("r.a = :document OR r.b = :document", document=self.ledger.document_id(wanted.document))
        if wanted.outlet is not None:
            both = "has_words(done.outlet, :outlet) OR has_words(dother.outlet, :outlet)"
            self.add(both, outlet=wanted.outlet)
