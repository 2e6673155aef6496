"""Which documents meet by the keys of their story profiles, however many share a key, and in whatever order they came.

A key that very many share would make each new document be compared with all of them. So a key introduces two documents
only if one of the two is among the first `CROWD` of those who share it, by a hash of the id. The crowd of a key meets
through these few. A document that comes becomes one of the first of n with probability CROWD / n, and meets all n then,
so it meets some two crowds a key. Whom it takes that place from parts from those whom he met by this key alone, and who
gets the place of one that leaves is looked up again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from zlib import crc32

CROWD = 64

_SHARING = "SELECT number FROM story_keys WHERE key = ? ORDER BY place, number"
_KEYS = "SELECT key FROM story_keys WHERE number = ?"
_NUMBER = "SELECT number FROM linked WHERE document = ?"


def place(document: str) -> int:
    """Return where a document stands among those that share a key."""
    return crc32(document.encode("utf-8", "surrogatepass"))


def meets(connection: sqlite3.Connection, document: str) -> tuple[set[str], set[str]]:
    """Return the documents that a linked one meets, and those that it has taken a place among the first from."""
    number = _number(connection, document)
    met: set[int] = set()
    pushed: set[int] = set()
    for key in _column(connection, _KEYS, number):
        first = _column(connection, f"{_SHARING} LIMIT {CROWD + 1}", key)
        if len(first) > CROWD and number in first[:CROWD]:
            met.update(_column(connection, _SHARING, key))
            pushed.add(first[CROWD])
        else:
            met.update(first[:CROWD])
    met.discard(number)
    return _documents(connection, met), _documents(connection, pushed)


def meet(connection: sqlite3.Connection, document: str, others: Iterable[str]) -> set[str]:
    """Return those of the others that a document meets."""
    number = _number(connection, document)
    open_to: dict[int, set[int]] = {}
    for key in _column(connection, _KEYS, number):
        first = _column(connection, f"{_SHARING} LIMIT {CROWD + 1}", key)
        open_to[key] = set() if len(first) <= CROWD or number in first[:CROWD] else set(first[:CROWD])
    met: set[str] = set()
    for other in others:
        its = _number(connection, other)
        shared = open_to.keys() & set(_column(connection, _KEYS, its))
        if any(not open_to[key] or its in open_to[key] for key in shared):
            met.add(other)
    return met


def promoted(connection: sqlite3.Connection, document: str) -> set[str]:
    """Return those that get a place among the first of a key when a document leaves; none where it is not linked."""
    row = connection.execute(_NUMBER, (document,)).fetchone()
    if row is None:
        return set()
    following: set[int] = set()
    for key in _column(connection, _KEYS, row[0]):
        first = _column(connection, f"{_SHARING} LIMIT {CROWD + 1}", key)
        if len(first) > CROWD and row[0] in first[:CROWD]:
            following.add(first[CROWD])
    return _documents(connection, following)


def _number(connection: sqlite3.Connection, document: str) -> int:
    (number,) = connection.execute(_NUMBER, (document,)).fetchone()
    return int(number)


def _column(connection: sqlite3.Connection, query: str, value: int) -> list[int]:
    return [row[0] for row in connection.execute(query, (value,))]


def _documents(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[str]:
    query = "SELECT document FROM linked WHERE number = ?"
    return {row[0] for number in numbers for row in connection.execute(query, (number,))}
