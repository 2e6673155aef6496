"""Which documents have been read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from allegedly.ledger.filters import Filter
from allegedly.ledger.rows import DocumentRow
from allegedly.ledger.store import Ledger


def documents(ledger: Ledger, wanted: Filter | None = None) -> Iterator[DocumentRow]:
    """Yield the documents, in the order in which they were first read.

    Of the filter, `document`, `outlet`, `since`, `until` (both by publication), `superseded` and `limit` count; a
    document that is named is taken whatever the others say.
    """
    wanted = wanted or Filter()
    only = ledger.document_id(wanted.document) if wanted.document is not None else None
    rows = (row for row in ledger.documents() if (row.id == only if only else _fits(row, wanted)))
    yield from islice(rows, wanted.limit)


def _fits(row: DocumentRow, wanted: Filter) -> bool:
    published = row.published or ""
    return (
        (wanted.superseded or row.superseded_by is None)
        and (wanted.outlet is None or wanted.outlet.casefold() in (row.outlet or "").casefold())
        and (wanted.since is None or published >= wanted.since)
        and (wanted.until is None or "" < published[: len(wanted.until)] <= wanted.until)
    )
