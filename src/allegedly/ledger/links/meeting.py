"""Which documents meet by the keys of their profiles, however many share a key, and in whatever order they came.

A key that very many share would make each new document be compared with all of them. So a key introduces two documents
only if one of the two is among the first `CROWD` of those who share it, by a hash of the id. The crowd of a key meets
through these few. A document that comes becomes one of the first of n with probability CROWD / n, and meets all n then,
so it meets some two crowds a key. Whom it takes that place from parts from those whom he met by this key alone, and who
gets the place of one that leaves is looked up again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from allegedly.linking.crowds import COPIED_CROWD, CROWD

Keys = Literal["sketch_keys", "story_keys"]

_NUMBER = "SELECT number FROM linked WHERE document = ?"


def meets(connection: sqlite3.Connection, keys: Keys, document: str) -> tuple[set[int], set[int]]:
    """Return the documents that a linked one meets, and those that it has taken a place among the first from.

    They are told by their numbers.
    """
    number = _number(connection, document)
    met: set[int] = set()
    pushed: set[int] = set()
    for key, first, following in _firsts(connection, keys, number):
        if following is not None and number in first:
            met.update(_column(connection, _sharing(keys), key))
            pushed.add(following)
        else:
            met.update(first)
    met.discard(number)
    return met, pushed


def meet(connection: sqlite3.Connection, keys: Keys, document: str, others: Collection[str]) -> set[str]:
    """Return those of the others that a document meets."""
    if not others:
        return set()
    number = _number(connection, document)
    met: set[int] = set()
    open_keys: list[int] = []
    for key, first, following in _firsts(connection, keys, number):
        met.update(first)
        if following is not None and number in first:
            open_keys.append(key)
    numbers = "SELECT document, number FROM linked WHERE document IN (SELECT value FROM json_each(?))"
    found = dict(connection.execute(numbers, (json.dumps(sorted(others)),)).fetchall())
    left = [its for its in found.values() if its not in met]
    beside = "IN (SELECT value FROM json_each(?))"
    query = f"SELECT DISTINCT number FROM {keys} WHERE number {beside} AND key {beside}"  # noqa: S608 (own names)
    met.update(row[0] for row in connection.execute(query, (json.dumps(left), json.dumps(open_keys))))
    return {other for other, its in found.items() if its in met}


def promoted(connection: sqlite3.Connection, document: str) -> set[str]:
    """Return those that get a place among the first of a key when a document leaves; none where it is not linked."""
    row = connection.execute(_NUMBER, (document,)).fetchone()
    if row is None:
        return set()
    tables: tuple[Keys, ...] = ("sketch_keys", "story_keys")
    led = (led for keys in tables for led in _firsts(connection, keys, row[0]))
    return documents(connection, {last for _, first, last in led if last is not None and row[0] in first})


def _firsts(connection: sqlite3.Connection, keys: Keys, number: int) -> Iterator[tuple[int, set[int], int | None]]:
    """Yield each key of a document, the first of those who share it, and who comes next where there are more."""
    crowd = CROWD if keys == "story_keys" else COPIED_CROWD
    sharing = f"SELECT number FROM {keys} WHERE key = its.key ORDER BY place, number LIMIT {crowd + 1}"  # noqa: S608
    firsts = f"SELECT json_group_array(number) FROM ({sharing})"  # noqa: S608 (own names)
    query = f"SELECT json_group_array(json_array(key, json(({firsts})))) FROM {keys} its WHERE number = ?"  # noqa: S608
    (listed,) = connection.execute(query, (number,)).fetchone()
    for key, first in json.loads(listed):
        yield key, set(first[:crowd]), first[crowd] if len(first) > crowd else None


def _sharing(keys: Keys) -> str:
    return f"SELECT number FROM {keys} WHERE key = ? ORDER BY place, number"  # noqa: S608 (own names)


def _number(connection: sqlite3.Connection, document: str) -> int:
    (number,) = connection.execute(_NUMBER, (document,)).fetchone()
    return int(number)


def _column(connection: sqlite3.Connection, query: str, value: int) -> list[int]:
    return [row[0] for row in connection.execute(query, (value,))]


def documents(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[str]:
    """Return the linked documents of these numbers."""
    query = "SELECT document FROM linked WHERE number IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, (json.dumps(sorted(numbers)),))}
