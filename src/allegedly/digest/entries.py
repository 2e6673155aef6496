"""What is news: entries, found in the documents that were linked since the last time, each with all its places.

An entry is known by its places, so reading or linking anew makes no news of it. Whatever joins an entry adds its
places to it, and stays with it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Literal, Protocol

from allegedly.digest.sameness import Known, counted_out, sorted_out, value_of
from allegedly.digest.scene import FORMER, Scene, Statement, Value, scene
from allegedly.ledger import Ledger
from allegedly.ledger.store import now

Kind = Literal["statement", "figure"]


class Writing(Protocol):
    """Gives a connection inside a transaction: `Ledger.writing`, or one whose transaction was opened before."""

    def __call__(self) -> AbstractContextManager[Connection]:
        """Return the context."""
        ...


_FLOOR = "SELECT min(after) AS floor FROM subscriptions WHERE ended IS NULL"
_FRESH = """
SELECT m.story FROM linked l JOIN documents d ON d.id = l.document JOIN story_documents m ON m.document = l.document
WHERE d.number > :floor AND (
    NOT EXISTS (SELECT 1 FROM entered e WHERE e.document = l.document)
    OR EXISTS (SELECT 1 FROM corrections c WHERE c.document = l.document)
)
GROUP BY m.story ORDER BY min(d.number)
"""
_KNOWN = """
SELECT document, start, "end", said, entry FROM entry_places
WHERE kind = ? AND document IN (SELECT value FROM json_each(?)) ORDER BY document, start, "end", said, entry
"""
_VALUED = """
SELECT DISTINCT e.value, e.number FROM entry_places p JOIN entries e ON e.number = p.entry
WHERE p.kind = 'figure' AND p.document IN (SELECT value FROM json_each(?)) ORDER BY e.number DESC
"""
_KEEP = """
INSERT INTO entries (identity, kind, first, value, found) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (identity) DO UPDATE SET identity = identity RETURNING number
"""


def find_entries(ledger: Ledger, writing: Writing) -> int:
    """Enter what is new in the documents that were linked since the last time; return how many entries that makes.

    Nobody's news, what came before the earliest subscription, is passed over. One transaction a story.
    """
    floor = next(ledger.select(_FLOOR))["floor"]
    if floor is None:
        return 0
    made = 0
    for story in [row["story"] for row in ledger.select(_FRESH, floor=floor)]:
        with writing() as connection:
            made += _enter(ledger, connection, story, floor)
    return made


@dataclass(slots=True)
class Found:
    """An entry as it stands in a story now: its statements or values; `identity` where it is kept."""

    number: int
    kind: Kind
    statements: list[Statement] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    identity: str = ""

    @property
    def standing(self) -> Sequence[Statement] | Sequence[Value]:
        """Its statements or values, in the order in which their documents arrived."""
        return self.statements or self.values

    @property
    def value(self) -> str | None:
        """What its values have in common, None for statements."""
        return value_of(self.values[0]) if self.values else None

    def is_live(self) -> bool:
        """Say whether it stands in a document that has no later version."""
        return any(one.doc.id == one.doc.current for one in self.standing)


def found_in(ledger: Ledger, told: Scene, floor: int) -> list[Found]:
    """Return the entries of a story; those that are not kept yet have negative numbers."""
    entries: dict[tuple[Kind, int], Found] = {}
    statement, figure = (known(ledger, kind, told.docs) for kind in ("statement", "figure"))
    for one, number in zip(told.statements, sorted_out(told, statement), strict=True):
        entries.setdefault(("statement", number), Found(number, "statement")).statements.append(one)
    for value, number in zip(told.values, counted_out(told, figure, _valued(ledger, told), floor), strict=True):
        if number and value.thing != FORMER:
            entries.setdefault(("figure", number), Found(number, "figure")).values.append(value)
    return list(entries.values())


def known(ledger: Ledger, kind: str, documents: Iterable[str]) -> Known:
    """Return the places in these documents where entries of the kind stand."""
    places = Known()
    for document, start, end, said, entry in ledger.select(_KNOWN, kind, json.dumps(list(documents))):
        places.add((document, start, end), said, entry)
    return places


def _valued(ledger: Ledger, told: Scene) -> dict[str, int]:
    """Return the entries of figures in a story by their values."""
    return {row["value"]: row["number"] for row in ledger.select(_VALUED, json.dumps(list(told.docs)))}


def _enter(ledger: Ledger, connection: Connection, story: str, floor: int) -> int:
    """Keep the entries of a story and their places, and note that its documents are entered."""
    told, made = scene(ledger, story), 0
    for one in found_in(ledger, told, floor):
        first = min(place.doc.arrival for place in one.standing)
        if one.number < 0 and (first <= floor or not one.is_live()):
            continue
        number = one.number
        if number < 0:
            values = (_identity(one), one.kind, first, one.value, now())
            number = connection.execute(_KEEP, values).fetchone()["number"]
            made += 1
        rows = [(at.doc.id, one.kind, *at.place[1:], at.said, number, at.quote) for at in one.standing]
        connection.executemany("INSERT OR IGNORE INTO entry_places VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    fresh = "SELECT document FROM story_documents WHERE story = ? AND document IN (SELECT document FROM linked)"
    connection.execute(f"INSERT OR IGNORE INTO entered {fresh}", (story,))
    return made


def _identity(entry: Found) -> str:
    """Return what tells a new entry from others, in this ledger and in any other that has its first document."""
    first = entry.standing[0]
    words = json.dumps([entry.kind, *first.place, first.quote, _more(first)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _more(first: Statement | Value) -> str:
    """Return what tells two entries apart that begin at the same words."""
    return f"{first.source} {first.content}" if isinstance(first, Statement) else first.thing


KEPT = 100
"""Stories that are kept in memory."""


class Stories:
    """The stories that entries are in now, and the entries as they stand there."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._stories: dict[str, str | None] = {}
        self._told: dict[str, tuple[Scene, dict[int, Found]]] = {}

    def of(self, entries: Sequence[int]) -> Iterator[tuple[Scene, list[Found]]]:
        """Yield each story in which the entries stand, with those of them that do; an entry comes once.

        An entry that stands nowhere any more, since it was rejected or its report has a later version, does not come.
        """
        places = "SELECT DISTINCT entry, document FROM entry_places WHERE entry IN (SELECT value FROM json_each(?))"
        listed = json.dumps(list(entries))
        wanted: dict[str, dict[int, None]] = defaultdict(dict)
        for entry, document in self._ledger.select(f"{places} ORDER BY entry, document", listed):
            story = self._story(document)
            if story is not None:
                wanted[story][entry] = None
        kept = "SELECT number, identity FROM entries WHERE number IN (SELECT value FROM json_each(?))"
        identities = {row["number"]: row["identity"] for row in self._ledger.select(kept, listed)}
        seen: set[int] = set()
        for story, numbers in wanted.items():
            told, found = self.told(story)
            here = [found[n] for n in numbers if n not in seen and n in found and found[n].is_live()]
            for one in here:
                one.identity = identities[one.number]
            seen.update(one.number for one in here)
            if here:
                yield told, here

    def told(self, story: str) -> tuple[Scene, dict[int, Found]]:
        """Return a story, and the entries in it by their numbers."""
        if story not in self._told:
            if len(self._told) >= KEPT:
                self._told.pop(next(iter(self._told)))
            told = scene(self._ledger, story)
            self._told[story] = told, {one.number: one for one in found_in(self._ledger, told, 0)}
        return self._told[story]

    def _story(self, document: str) -> str | None:
        """Return the story that a document, or its last version, is in."""
        if document not in self._stories:
            query = """
                WITH RECURSIVE line (id) AS (
                    SELECT ? UNION ALL SELECT d.id FROM line JOIN documents d ON d.supersedes = line.id
                )
                SELECT story FROM line JOIN story_documents m ON m.document = line.id
            """
            row = next(self._ledger.select(query, document), None)
            self._stories[document] = row["story"] if row else None
        return self._stories[document]
