"""Readings as a ledger keeps them: what every format that goes document by document is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.ledger import DocumentRow, Filter, Ledger
from allegedly.records import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading, when it was made (UTC, ISO 8601), and the id of the earlier version that its document supersedes."""

    reading: Reading
    read_at: str | None = None
    supersedes: str | None = None


def from_ledger(ledger: Ledger, wanted: Filter | None = None) -> Iterator[Kept]:
    """Yield the readings of the documents that meet the filter, in the order in which they were first read.

    Of the filter, `document`, `outlet`, `since`, `until` (both by publication), `superseded` and `limit` count. One
    document is in memory at a time.
    """
    wanted = wanted or Filter()
    only = ledger.document_id(wanted.document) if wanted.document is not None else None
    left = wanted.limit
    for row in ledger.documents():
        if left == 0:
            return
        if (row.id == only) if only else _fits(row, wanted):
            yield Kept(ledger.reading(row.id), row.read_at, row.supersedes)
            left = left and left - 1


def _fits(row: DocumentRow, wanted: Filter) -> bool:
    published = row.published or ""
    return (
        (wanted.superseded or row.superseded_by is None)
        and (wanted.outlet is None or wanted.outlet.casefold() in (row.outlet or "").casefold())
        and (wanted.since is None or published >= wanted.since)
        and (wanted.until is None or "" < published[: len(wanted.until)] <= wanted.until)
    )
