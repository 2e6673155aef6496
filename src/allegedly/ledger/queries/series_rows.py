"""How the figures of a story moved from report to report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import SeriesRow
from allegedly.ledger.queries.conditions import Conditions, said_by
from allegedly.ledger.queries.sides import each, story_id
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.store import Ledger


def series(ledger: Ledger, story: str, wanted: Filter | None = None) -> Iterator[SeriesRow]:
    """Yield the figures of a story by what is counted, in order of publication; the filter's `type` is what."""
    conditions = _SeriesConditions(ledger, wanted or Filter())
    conditions.add("r.story = :story", story=story_id(ledger, story))
    conditions.days()
    conditions.said(by_outlet=True)
    conditions.type("folded(r.thing) = :type")
    query = f"""
        SELECT r.story, r.thing, d.published, d.id, t.report, d.outlet, r.quote, r.start, r."end", r.low, r.high,
            r.claim, {said_by()}, r.source, r.excludes, r.corrected_by,
            {of_record("claim", "r.document", "r.claim")}
        FROM series r JOIN documents d ON d.id = r.document JOIN story_documents t ON t.document = r.document
            LEFT JOIN claims c ON c.document = r.document AND c.id = r.claim
            LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
    """  # noqa: S608 (own constants)
    for row in each(conditions, query, "r.thing, coalesce(d.published, '9999'), r.document, r.start"):
        head, (start, end), tail, notes, verdict = row[:7], row[7:9], row[9:-3], row[-3:-1], row[-1]
        fields: list[Any] = [*head, (start, end), *tail, *(tuple(json.loads(note)) for note in notes)]
        fields.append(verdict_row(verdict))
        yield SeriesRow(*fields)


class _SeriesConditions(Conditions):
    def _documents(self) -> None:
        wanted = self.wanted
        if wanted.document is not None:
            self.add("d.id = :document", document=self.ledger.document_id(wanted.document))
        if wanted.outlet is not None:
            self.add("has_words(d.outlet, :outlet)", outlet=wanted.outlet)
