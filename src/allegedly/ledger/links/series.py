"""The figures of a story, thing by thing; what comes out as it was is left alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from allegedly.ledger.links.claims import REACH, side_columns
from allegedly.ledger.links.work import Known, Work
from allegedly.linking.records import Series, Side
from allegedly.linking.rules import Near

Place = tuple[str, int, int]
"""Where a figure stands: document, start, end."""
Key = tuple[str, str, int, int]
"""What is counted, and where the figure stands."""
Row = tuple[object, ...]

_THERE = """
SELECT thing, document, start, "end", quote, claim, low, high, published, source, excludes, corrected_by
FROM series WHERE story = ?
"""
_SIDE, _VALUE = slice(0, 2), slice(2, None)
"""Where quote and claim of a figure are in a row, after its key, and where what it comes to in its story."""


def count(work: Work, story: str, reported: Mapping[str, str]) -> None:
    """Bring the series of a story to those of the documents given, earliest first, with who stands for each."""
    mentions = work.profiles("figures", reported)
    there = {tuple(row[:4]): tuple(row[4:]) for row in work.connection.execute(_THERE, (story,))}
    if not mentions and not there:
        return
    wanted, sides = _wanted(work, story, mentions, reported)
    gone = [(story, *key) for key, row in there.items() if wanted.get(key) != row[_VALUE]]
    work.connection.executemany(
        'DELETE FROM series WHERE story = ? AND thing = ? AND document = ? AND start = ? AND "end" = ?', gone
    )
    rows: list[Row] = []
    for key, value in wanted.items():
        if key not in there:
            columns = side_columns(work, reported, sides[key[1:]])
            if columns is not None:
                rows.append((story, key[0], *columns, *value))
        elif there[key][_VALUE] != value:
            rows.append((story, *key, *there[key][_SIDE], *value))
    work.connection.executemany(f"INSERT INTO series VALUES ({', '.join('?' * 13)})", rows)  # noqa: S608


def rows_of(known: Known, story: str, reported: Mapping[str, str]) -> Iterator[Row]:
    """Yield the series of a story as rows, from the documents given, earliest first, with who stands for each."""
    mentions = known.profiles("figures", reported)
    if mentions:
        wanted, sides = _wanted(known, story, mentions, reported)
        for key, value in wanted.items():
            columns = side_columns(known, reported, sides[key[1:]])
            if columns is not None:
                yield story, key[0], *columns, *value


def _wanted(
    known: Known, story: str, mentions: Mapping[str, Any], reported: Mapping[str, str]
) -> tuple[dict[Key, Row], dict[Place, Side]]:
    """Return the columns of each figure that depend on its story, and the sides of the figures."""
    rules, near = known.rules, near_reports(reported)
    found: Sequence[Series] = known.tried(story, lambda: tuple(rules.series(mentions)), ())
    excluding: Mapping[Side, Collection[str]] = known.tried(story, lambda: rules.excluding(mentions, near), {})
    corrected: Sequence[tuple[Side, Side]] = known.tried(story, lambda: tuple(rules.corrected(mentions)), ())
    sides = {_place(entry.side): entry.side for entry in chain.from_iterable(series.entries for series in found)}
    return _values(found, _listed(excluding), _listed(_corrections(corrected))), sides


def near_reports(reported: Mapping[str, str]) -> Near:
    """Return which documents are near each other: their reports are within reach among those given.

    A report that is not there is before the first.
    """
    standing = [document for document, report in reported.items() if document == report]
    places = {report: place for place, report in enumerate(standing)}
    return Near({document: places.get(report, -1) for document, report in reported.items()}, REACH)


def _values(found: Iterable[Series], excludes: Mapping[Place, str], corrected: Mapping[Place, str]) -> dict[Key, Row]:
    """Return the columns of each figure that depend on its story."""
    values: dict[Key, Row] = {}
    for series in found:
        for entry in series.entries:
            place = _place(entry.side)
            noted = excludes.get(place, "[]"), corrected.get(place, "[]")
            values.setdefault((series.thing, *place), (entry.low, entry.high, entry.published, entry.source, *noted))
    return values


def _listed(documents: Mapping[Side, Collection[str]]) -> dict[Place, str]:
    """Return the documents as a JSON list each; those of one number share a set."""
    lists: dict[int, str] = {}
    for others in documents.values():
        if id(others) not in lists:
            lists[id(others)] = json.dumps(sorted(others))
    return {_place(side): lists[id(others)] for side, others in documents.items()}


def _corrections(corrected: Iterable[tuple[Side, Side]]) -> dict[Side, set[str]]:
    """Return the documents in which figures are corrected."""
    notes: dict[Side, set[str]] = {}
    for one, other in corrected:
        notes.setdefault(one, set()).add(other.document)
    return notes


def _place(side: Side) -> Place:
    return side.document, side.start, side.end
