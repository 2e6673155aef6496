"""Documents that hang together: a connected set, the reports that it makes, and the stories that they tell.

A connected set of more documents than a limit is *vast*: weak edges hold most of a large ledger together. It is never
read as a whole. In it only near-certain edges and copies make stories, so what has to be read is the *part* that these
connect. The stories know whether they are in a vast set, so that a set that becomes one is divided anew, once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Pair = tuple[str, str]
Partition = frozenset[tuple[str, str]]
"""The documents of a story, each with the one that stands for its copies."""

_PART = """
WITH RECURSIVE part (one) AS (
    VALUES (:start)
    UNION SELECT b FROM part JOIN story_edges ON a = one WHERE score >= :certain
    UNION SELECT a FROM part JOIN story_edges ON b = one WHERE score >= :certain
    UNION SELECT b FROM part JOIN joined_copies ON a = one
    UNION SELECT a FROM part JOIN joined_copies ON b = one
)
SELECT one FROM part
"""
_AT_ONCE = 25
"""Documents whose neighbours are read in one query."""


@dataclass(slots=True)
class Component:
    """A connected set of documents, or a part of a vast one: edges with scores, copies with who was first and share."""

    documents: set[str] = field(default_factory=set)
    edges: dict[Pair, float] = field(default_factory=dict)
    copies: dict[Pair, tuple[str, float]] = field(default_factory=dict)
    is_vast: bool = False


def components(
    connection: sqlite3.Connection,
    touched: Iterable[str],
    limit: int,
    part_of: Callable[[str], set[str]],
    *,
    is_grown: bool = False,
) -> list[Component]:
    """Return what has to be worked out anew: connected sets that hold the documents, and parts of vast ones.

    `part_of` returns what is of one part with a document of a vast set. `is_grown` says that nothing was parted since
    the stories were written, so that what was vast still is.
    """
    found: list[Component] = []
    seen: set[str] = set()
    vast: set[str] = set()
    starts: list[str] = []
    for start in sorted(touched):
        if start not in seen:
            is_vast = is_grown and bool(in_vast(connection, read_beside(connection, [start], Component())))
            component = None if is_vast else _around(connection, start, limit, vast)
            if component is None:
                starts.append(start)
            else:
                seen |= component.documents
                found.append(component)
    for start in sorted(_spread(connection, starts)):
        if start not in seen:
            part = _part(connection, part_of(start), limit)
            seen |= part.documents
            found.append(part)
    return found


def _around(connection: sqlite3.Connection, start: str, limit: int, vast: set[str]) -> Component | None:
    """Return the connected set of a document; None if it is a vast one, and what was seen of it goes to `vast`."""
    component = Component({start})
    waiting = [start]
    while waiting:
        some, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        new = read_beside(connection, some, component) - component.documents
        component.documents |= new
        if len(component.documents) > limit or not vast.isdisjoint(component.documents):
            vast |= component.documents
            return None
        waiting += sorted(new)
    return component


def _spread(connection: sqlite3.Connection, starts: Collection[str]) -> set[str]:
    """Return these documents of vast sets, and those that hang on them and were in no vast set before."""
    reached = set(starts)
    waiting = sorted(starts)
    while waiting:
        some, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        new = read_beside(connection, some, Component()) - reached
        new -= in_vast(connection, new)
        reached |= new
        waiting += sorted(new)
    return reached


def _part(connection: sqlite3.Connection, documents: set[str], limit: int) -> Component:
    """Return a part of a vast set: these documents, their copies, and all edges inside.

    The edges are left out where the part is larger than the limit: it is not divided, then.
    """
    part = Component(documents, is_vast=True)
    read_copies(connection, part.documents, part)
    if len(part.documents) <= limit:
        part.edges = edges_inside(connection, part.documents)
    return part


def part_of(connection: sqlite3.Connection, start: str, certain: float) -> set[str]:
    """Return what near-certain edges and copies connect with a document."""
    return {row[0] for row in tuples(connection, _PART, {"start": start, "certain": certain})}


def read_beside(connection: sqlite3.Connection, documents: Collection[str], into: Component) -> set[str]:
    """Add the edges and copies of the documents, and return all that are in them."""
    listed = json.dumps(sorted(documents))
    reached: set[str] = set()
    for a, b, score in tuples(connection, _beside("story_edges", "score"), (listed, listed)):
        into.edges[a, b] = score
        reached.add(a)
        reached.add(b)
    return reached | read_copies(connection, documents, into)


def read_copies(connection: sqlite3.Connection, documents: Collection[str], into: Component) -> set[str]:
    """Add the copies of the documents that nobody says are none, and return all that are in them."""
    listed = json.dumps(sorted(documents))
    reached: set[str] = set()
    for a, b, first, share in tuples(connection, _beside("joined_copies", "first, share"), (listed, listed)):
        into.copies[a, b] = first, share
        reached.add(a)
        reached.add(b)
    return reached


def tuples(connection: sqlite3.Connection, query: str, values: Any) -> sqlite3.Cursor:
    """Return the rows as plain tuples, which are made in half the time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values)


def _beside(table: str, value: str) -> str:
    listed = "IN (SELECT value FROM json_each(?))"
    by_a = f"SELECT a, b, {value} FROM {table} WHERE a {listed}"  # noqa: S608 (own names)
    return f"{by_a} UNION ALL SELECT a, b, {value} FROM {table} WHERE b {listed}"  # noqa: S608 (own names)


def edges_inside(connection: sqlite3.Connection, documents: Collection[str]) -> dict[Pair, float]:
    """Return the edges among the documents, with their scores."""
    # The plus keeps SQLite from looking every pair of them up.
    inside = "IN (SELECT value FROM json_each(:all))"
    query = f"SELECT a, b, score FROM story_edges WHERE a {inside} AND +b {inside}"  # noqa: S608 (own names)
    values = {"all": json.dumps(sorted(documents))}
    return {(a, b): score for a, b, score in tuples(connection, query, values)}


def in_vast(connection: sqlite3.Connection, documents: Collection[str]) -> set[str]:
    """Return those of the documents whose stories are in a vast set."""
    query = """
        SELECT m.document FROM story_documents m JOIN stories s ON s.id = m.story
        WHERE s.vast AND m.document IN (SELECT value FROM json_each(?))
    """
    return {row[0] for row in connection.execute(query, (json.dumps(sorted(documents)),))}


def connected(documents: Iterable[str], pairs: Iterable[Pair]) -> Iterator[list[str]]:
    """Yield the sets that the pairs connect, each in order."""
    beside: dict[str, set[str]] = {document: set() for document in sorted(documents)}
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    seen: set[str] = set()
    for start in beside:
        if start not in seen:
            reached, waiting = {start}, {start}
            while waiting:
                waiting = set().union(*(beside[one] for one in waiting)) - reached
                reached |= waiting
            seen |= reached
            yield sorted(reached)


def reports(sets: Mapping[str, str], firsts: Mapping[Pair, str], rank: Mapping[str, int]) -> dict[str, str]:
    """Return for each document the one that stands for its set of copies, itself where it has none.

    That is one of which no other of the set says that it was earlier, and of several the first by `rank`.
    """
    inside = {pair: first for pair, first in firsts.items() if sets[pair[0]] == sets[pair[1]]}
    later = {b if first == a else a for (a, b), first in inside.items()}
    standing: dict[str, str] = {}
    for document in sorted(sets, key=lambda document: (document in later, rank[document])):
        standing.setdefault(sets[document], document)
    return {document: standing[sets[document]] for document in sets}


def stories(reported: Mapping[str, str], groups: Mapping[str, str], rank: Mapping[str, int]) -> dict[str, Partition]:
    """Return the stories by their ids, the earliest documents in them; copies follow the one that stands for them."""
    members: dict[str, list[str]] = {}
    for document in sorted(reported, key=lambda document: rank[document]):
        members.setdefault(groups[reported[document]], []).append(document)
    return {told[0]: frozenset((document, reported[document]) for document in told) for told in members.values()}
