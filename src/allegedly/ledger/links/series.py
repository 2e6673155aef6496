"""The figures of a story, thing by thing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from allegedly.ledger.links.claims import side_columns
from allegedly.ledger.links.work import Work
from allegedly.linking.records import Series, Side
from allegedly.linking.rules import Divergence

Place = tuple[str, int, int]
"""Where a figure stands: document, start, end."""


def count(work: Work, story: str, documents: Sequence[str]) -> None:
    """Write the series of a story anew, from all its documents, earliest first."""
    mentions = work.profiles("figures", documents)
    found: Sequence[Series] = ()
    diverging: Sequence[Divergence] = ()
    if mentions:
        found = work.tried(story, lambda: tuple(work.rules.series(mentions)), ())
        diverging = work.tried(story, lambda: tuple(work.rules.divergences(mentions)), ())
    work.connection.execute("DELETE FROM series WHERE story = ?", (story,))
    rows = list(_rows(work, story, found, documents, _notes(diverging)))
    marks = ", ".join("?" * 14)
    work.connection.executemany(f"INSERT OR IGNORE INTO series VALUES ({marks})", rows)  # noqa: S608


def _notes(diverging: Sequence[Divergence]) -> dict[tuple[str, Place], set[str]]:
    """Return the documents of the figures that exclude, or correct, the one at a place."""
    notes: dict[tuple[str, Place], set[str]] = {}
    for one in diverging:
        notes.setdefault((one.kind, _place(one.one)), set()).add(one.other.document)
        if one.kind == "excludes":
            notes.setdefault((one.kind, _place(one.other)), set()).add(one.one.document)
    return notes


def _place(side: Side) -> Place:
    return side.document, side.start, side.end


def _rows(
    work: Work,
    story: str,
    found: Sequence[Series],
    documents: Sequence[str],
    notes: dict[tuple[str, Place], set[str]],
) -> Iterator[tuple[object, ...]]:
    for series in found:
        for n, entry in enumerate(series.entries):
            columns = side_columns(work, documents, entry.side)
            if columns is not None:
                noted = (json.dumps(sorted(notes.get((kind, _place(entry.side)), ()))) for kind in KINDS)
                value = (entry.low, entry.high, entry.published, entry.source)
                yield story, series.thing, n, *columns, *value, *noted


KINDS = ("excludes", "corrected")
"""Kinds of divergence, in the order of the columns."""
