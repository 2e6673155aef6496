"""The figures of a story, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allegedly.ledger.links.claims import side_columns
from allegedly.ledger.links.work import Work
from allegedly.linking.records import Series


def count(work: Work, story: str, documents: Sequence[str]) -> None:
    """Write the series of a story anew, from all its documents, earliest first."""
    mentions = work.profiles("figures", documents)
    found: Sequence[Series] = work.tried(story, lambda: tuple(work.rules.series(mentions)), ()) if mentions else ()
    work.connection.execute("DELETE FROM series WHERE story = ?", (story,))
    rows = list(_rows(work, story, found, documents))
    work.connection.executemany("INSERT OR IGNORE INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _rows(work: Work, story: str, found: Sequence[Series], documents: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for series in found:
        for n, entry in enumerate(series.entries):
            columns = side_columns(work, documents, entry.side)
            if columns is not None:
                yield story, series.thing, n, *columns, entry.low, entry.high, entry.published, entry.source
