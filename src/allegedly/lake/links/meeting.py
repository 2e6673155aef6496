"""Documents that share a key, compared: each pair once, however many keys the two share.

The rows of a group are documents that share one key: the first of them (`is_first`; of very many that share a key only
these meet all, see `ledger.links.meeting`), and some or all of the others; where the others of a key are cut into
parts, each part has all of the first. `marks` are the keys of a document that others have, too, each with whether it is
among the first there: from those of both it can be told by which keys two meet, and at the least of these they are
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    compare = rules.copied if step == "copies" else rules.related
    window = None if step == "copies" else rules.window
    for pair in _meetings(rows, window):
        a, b = sorted(pair)
        profiles = known.profiles(step, (a, b))
        if len(profiles) == 2:
            value = known.tried(f"{a} and {b}", partial(compare, profiles[a], profiles[b]), None)
            if value is not None:
                yield {"a": a, "b": b, "value": value}
    yield from ({"fault": fault} for fault in known.faults)


def _meetings(rows: list[Row], window: int | None) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are to be compared in this group: those not too many days apart, if there is a window."""
    if not rows:
        return
    key, part = rows[0]["key"], rows[0]["part"]
    all_ = [_Met(row) for row in rows]
    firsts = [met for met in all_ if met.is_first]
    others = [met for met in all_ if not met.is_first]
    for place, one in enumerate(firsts):
        # The first of all are in every part of their key, and meet one another in its part 0.
        for other in (*(firsts[place + 1 :] if part == 0 else ()), *others):
            if _far(one, other, window):
                continue
            if one.meeting_key(other) == key:
                yield one.document, other.document


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
