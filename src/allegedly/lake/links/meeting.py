"""Documents that share a key, compared: each pair once, however many keys the two share.

The rows of a group are documents that share one key: the first of them (`is_first`; of very many that share a key only
these meet all, see `ledger.links.meeting`), and some or all of the others; where the others of a key are cut into
parts, each part has all of the first. `marks` are the keys of a document that others have, too, each with whether it is
among the first there: from those of both it can be told by which keys two meet, and at the least of these they are
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import pyarrow as pa

from allegedly.lake.links.known import Known, Row
from allegedly.lake.links.profiles import document_of
from allegedly.linking.rules import Rules, Step

PAIRS = pa.schema([
    pa.field("a", pa.string()),
    pa.field("b", pa.string()),
    pa.field("value", pa.float64()),
    pa.field("fault", pa.string()),
])  # fmt: skip
"""Pairs, their ids in order, with the share of copies or the score of an edge; or what the rules failed on."""
COPIES = pa.schema([
    pa.field("a", pa.string()),
    pa.field("b", pa.string()),
    pa.field("share", pa.float64()),
    pa.field("first", pa.string()),
    pa.field("fault", pa.string()),
])  # fmt: skip


class _Met:
    """A document of a group, with its keys as sets."""

    __slots__ = ("day", "document", "firsts", "is_first", "keys")

    def __init__(self, row: Row) -> None:
        self.document: str = row["document"]
        self.day: int | None = row["day"]
        self.is_first: bool = row["is_first"]
        self.keys = {mark["key"] for mark in row["marks"]}
        self.firsts = {mark["key"] for mark in row["marks"] if mark["first"]}

    def meeting_key(self, other: _Met) -> int:
        """Return the least key by which the two meet."""
        met: set[int] = (self.firsts & other.keys) | (self.keys & other.firsts)
        return min(met)


def compared(group: Iterable[Row], step: Step, rules: Rules) -> Iterator[Row]:
    """Yield the pairs of a group of one key (`key`, `part`) that the rules of the step take, and their figures."""
    rows = list(group)
    known = Known(rules, {row["document"]: row for row in rows})
    window = None if step == "copies" else rules.window
    for one, others in _meetings(rows, window):
        values = _copied(known, one, others) if step == "copies" else _related(known, one, others)
        for other, value in zip(others, values, strict=True):
            if value is not None:
                yield {"a": min(one, other), "b": max(one, other), "value": value}
    yield from ({"fault": fault} for fault in known.faults)


def _copied(known: Known, one: str, others: Sequence[str]) -> Iterator[float | None]:
    profiles = known.profiles("copies", (one, *others))
    for other in others:
        a, b = sorted((one, other))
        there = a in profiles and b in profiles
        said = f"{a} and {b}"
        yield known.tried(said, partial(known.rules.copied, profiles[a], profiles[b]), None) if there else None


def _related(known: Known, one: str, others: Sequence[str]) -> Iterator[float | None]:
    mine = known.blob("stories", one)
    theirs = {other: blob for other in others if (blob := known.blob("stories", other))}
    found: dict[str, float | None] = {}
    if mine and theirs:
        try:
            found = dict(zip(theirs, known.rules.related(mine, list(theirs.values())), strict=True))
        except Exception:  # one of them is at fault, and is told alone
            for other, blob in theirs.items():
                none: Sequence[float | None] = [None]
                [found[other]] = known.tried(f"{one} and {other}", partial(known.rules.related, mine, [blob]), none)
    return (found.get(other) for other in others)


def _meetings(rows: list[Row], window: int | None) -> Iterator[tuple[str, list[str]]]:
    """Yield whom each of the first is to be compared with in this group: those not too many days away."""
    if not rows:
        return
    key, part = rows[0]["key"], rows[0]["part"]
    all_ = [_Met(row) for row in rows]
    firsts = [met for met in all_ if met.is_first]
    others = [met for met in all_ if not met.is_first]
    for place, one in enumerate(firsts):
        # The first of all are in every part of their key, and meet one another in its part 0.
        met = (*(firsts[place + 1 :] if part == 0 else ()), *others)
        near = [other.document for other in met if not _far(one, other, window) and one.meeting_key(other) == key]
        if near:
            yield one.document, near


def _far(one: _Met, other: _Met, window: int | None) -> bool:
    if window is None or one.day is None or other.day is None:
        return False
    return abs(one.day - other.day) > window


def with_first(rows: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield pairs of copies (`a`, `b`, `value`, and of each `head_…` and `text_…`) with who had it first."""
    for row in rows:
        a, b = row["a"], row["b"]
        known = Known(rules, {})
        one, other = (document_of({"head": row[f"head_{side}"], "text": row[f"text_{side}"]}) for side in ("a", "b"))
        first = known.tried(f"{a} and {b}", partial(rules.first, one, other), a)
        share = min(1.0, max(0.0, row["value"]))
        yield {"a": a, "b": b, "share": share, "first": first if first in (a, b) else a}
        yield from ({"fault": fault} for fault in known.faults)
