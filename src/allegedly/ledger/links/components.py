"""Documents that hang together: a connected set, the reports that it makes, and the stories that they tell."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]
Partition = frozenset[tuple[str, str]]
"""The documents of a story, each with the one that stands for its copies."""


@dataclass(slots=True)
class Component:
    """A connected set of documents: edges of the story with scores, and copies with who was first and the share."""

    documents: set[str] = field(default_factory=set)
    edges: dict[Pair, float] = field(default_factory=dict)
    copies: dict[Pair, tuple[str, float]] = field(default_factory=dict)


def components(connection: sqlite3.Connection, touched: Iterable[str]) -> Iterator[Component]:
    """Yield the connected sets that hold the documents, each once."""
    seen: set[str] = set()
    for start in sorted(touched):
        if start not in seen:
            component = _around(connection, start)
            seen |= component.documents
            yield component


def _around(connection: sqlite3.Connection, start: str) -> Component:
    component = Component({start})
    frontier = {start}
    while frontier:
        listed = json.dumps(sorted(frontier))
        reached: set[str] = set()
        for a, b, score in connection.execute(_beside("story_edges", "score"), (listed, listed)):
            component.edges[a, b] = score
            reached |= {a, b}
        for a, b, first, share in connection.execute(_beside("copies", "first, share"), (listed, listed)):
            component.copies[a, b] = first, share
            reached |= {a, b}
        frontier = reached - component.documents
        component.documents |= frontier
    return component


def _beside(table: str, value: str) -> str:
    listed = "IN (SELECT value FROM json_each(?))"
    by_a = f"SELECT a, b, {value} FROM {table} WHERE a {listed}"  # noqa: S608 (own names)
    return f"{by_a} UNION SELECT a, b, {value} FROM {table} WHERE b {listed}"  # noqa: S608 (own names)


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
