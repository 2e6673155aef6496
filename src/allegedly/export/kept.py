"""Readings as a ledger keeps them: what every format that goes document by document is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.ledger import Filter, Ledger, queries
from allegedly.records import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading, when it was made (UTC, ISO 8601), and the id of the earlier version that its document supersedes."""

    reading: Reading
    read_at: str | None = None
    supersedes: str | None = None


def from_ledger(ledger: Ledger, wanted: Filter | None = None) -> Iterator[Kept]:
    """Yield the readings of the documents that meet the filter (`queries.documents`), one in memory at a time."""
    for row in queries.documents(ledger, wanted):
        yield Kept(ledger.reading(row.id), row.read_at, row.supersedes)
