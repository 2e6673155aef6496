"""The claims of reports that are in one story, compared pair by pair; what was compared before is kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from allegedly.ledger.links.components import tuples
from allegedly.ledger.links.work import Known, Work
from allegedly.linking.records import Side
from allegedly.linking.rules import Links

Pair = tuple[str, str]
Row = tuple[str | int | float | None, ...]

REACH = 20
"""A report is compared with so many before it and after it in its story."""


def compare_reports(work: Work, documents: Sequence[str], standing: Sequence[str]) -> None:
    """Bring the pairs compared, and their links, to those of a story as it is now.

    `standing` are those of its documents that stand for a report, earliest first.
    """
    listed = json.dumps(sorted(documents))
    beside = "IN (SELECT value FROM json_each(?))"
    query = f"SELECT a, b FROM report_pairs WHERE a {beside} UNION ALL SELECT a, b FROM report_pairs WHERE b {beside}"  # noqa: S608
    _bring_to(work, set(tuples(work.connection, query, (listed, listed))), standing)


def compare_changed(work: Work, standing: Sequence[str], came: Collection[int], gone: Mapping[str, int]) -> None:
    """Do the same where some reports have come to a story, or no longer stand for one, and all others are in it still.

    `came` are the places of those that have come, `gone` has the documents that are gone, with the places that they
    would have among those that stand now.
    """
    taken = [(one, one) for one in sorted(gone)]
    work.connection.executemany("DELETE FROM report_pairs WHERE a = ? OR b = ?", taken)
    first = last = 0
    for place in sorted({*came, *gone.values()}):
        if place - REACH > last:
            compare_near(work, standing[first:last])
            first = place - REACH
        last = place + REACH + 1
    compare_near(work, standing[first:last])


def compare_near(work: Work, near: Sequence[str]) -> None:
    """Do the same for a report that came to a story: `near` are it and those within reach of it, earliest first."""
    listed = json.dumps(sorted(near))
    inside = "IN (SELECT value FROM json_each(?))"
    query = f"SELECT a, b FROM report_pairs WHERE a {inside} AND b {inside}"  # noqa: S608 (own names)
    _bring_to(work, set(tuples(work.connection, query, (listed, listed))), near)


def _bring_to(work: Work, there: set[Pair], standing: Sequence[str]) -> None:
    wanted = {_by_id(pair): pair for pair in _pairs(standing)}
    work.connection.executemany("DELETE FROM report_pairs WHERE a = ? AND b = ?", sorted(there - wanted.keys()))
    new = sorted(wanted.keys() - there)
    profiles = work.profiles("claims", sorted({one for pair in new for one in pair}))
    for key in new:
        earlier, later = wanted[key]
        if earlier in profiles and later in profiles:
            work.connection.execute("INSERT INTO report_pairs VALUES (?, ?)", key)
            links, undertakings = found_between(work, profiles, earlier, later)
            _insert(work, "claim_links", key, links)
            _insert(work, "undertakings", key, undertakings)


def _by_id(pair: Pair) -> Pair:
    """Return the two in the order of their ids."""
    a, b = pair
    return (a, b) if a <= b else (b, a)


def _pairs(told: Sequence[str]) -> Iterator[Pair]:
    """Yield each report with itself and with those that follow within reach."""
    for place, report in enumerate(told):
        for other in told[place : place + REACH + 1]:
            yield report, other


def found_between(
    known: Known, profiles: Mapping[str, object], earlier: str, later: str
) -> tuple[list[Row], list[Row]]:
    """Return the links and the undertakings between two reports, or within one: rows from their kind on, in order."""
    key, rules = _by_id((earlier, later)), known.rules
    what = " and ".join(key)
    if earlier == later:
        links = known.tried(what, lambda: rules.within(profiles[earlier]), Links())
    else:
        links = known.tried(what, lambda: rules.between(profiles[earlier], profiles[later]), Links())
    found = _link_rows(known, key, links), _undertaking_rows(known, key, links)
    joined, undertaken = (sorted(set(rows), key=_order) for rows in found)
    return joined, undertaken


def _insert(work: Work, table: str, key: Pair, rows: Sequence[Row]) -> None:
    if rows:
        full = [(*key, n, *row) for n, row in enumerate(rows)]
        marks = ", ".join("?" * len(full[0]))
        work.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", full)  # noqa: S608 (own names)


def _order(row: Row) -> tuple[str, ...]:
    return tuple(f"{value:012}" if isinstance(value, int) else str(value or "") for value in row)


def _link_rows(known: Known, key: Pair, links: Links) -> Iterator[Row]:
    joined = chain(
        (("same", one.a, one.b, one.reason, False) for one in links.same),
        (("corroborates", one.a, one.b, one.reason, one.interested) for one in links.corroborations),
        ((one.kind, one.claim, one.answer, one.reason, one.interested) for one in links.disputes),
    )
    for kind, one, other, reason, interested in joined:
        for sides in _sides(known, key, one, other):
            yield kind, *sides, reason, int(interested)


def _undertaking_rows(known: Known, key: Pair, links: Links) -> Iterator[Row]:
    for one in links.undertakings:
        by = one.by if one.by in known.actors_of(one.undertaking.document) else None
        for sides in _sides(known, key, one.undertaking, one.outcome):
            yield one.result, *sides, one.reason, by, one.due


def _sides(known: Known, key: Pair, one: Side, other: Side) -> Iterable[Row]:
    """Return the columns of two sides, nothing if one of them is not in the pair's texts."""
    left, right = side_columns(known, key, one), side_columns(known, key, other)
    return [(*left, *right)] if left and right else []


def side_columns(known: Known, documents: Collection[str], side: Side) -> Row | None:
    """Return document, start, end, quote and claim; None if the side is not in one of the documents."""
    if side.document not in documents:
        return None
    text = known.text(side.document)
    if not 0 <= side.start < side.end <= len(text):
        return None
    claim = side.claim if side.claim in known.claims_of(side.document) else None
    return side.document, side.start, side.end, text[side.start : side.end], claim
