"""A ledger grown without linking: a tile of made-up news that was linked truly, set down again on earlier days.

Linking a million reports one by one takes a day. A replica of the tile has its documents, with other ids, so many days
earlier, and all its links. Names and words that few stories have are others in each replica, and so is what sketches
are made of; common words, names of countries, the one story that goes on and on and the notice that every hundredth
document repeats stay, so that crowds grow as they would. Those two are joined across the replicas by the linker itself.

What differs from linking it all: at the border of two replicas other stories end, and who shares a key across replicas
has no edge for it. The keys are all there, so whoever comes now meets whom it would meet. The full-text index, which
linking does not read, has the tile alone.
"""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.ledger import Linker, open_ledger
from allegedly.linking.copies import Sketch
from allegedly.linking.crowds import place
from allegedly.linking.standard import StandardRules
from allegedly.linking.stories import Profile
from allegedly.linking.stories.background import RAREST, background
from allegedly.linking.stories.profile import ALWAYS, FAR_RARITY, LONG, MIDDLE, MIDDLE_RARITY, NEAR
from bench.made.news import NOTICE, is_ongoing, name

WORDS, WORDS_AND_NAMES = slice(0, 1), slice(0, 3)
"""Where words, and words and names, are among the terms of a profile."""
SHARED = 3
"""A name that so many stories have is everybody's."""
COMMON = 0.01
"""A word that this part of the stories has is everybody's."""
JOINED = 8
"""Documents of the story that goes on, of each replica, the last, that are looked up again."""
_CACHE = 4_000_000
"""Kilobytes of memory while the ledger is filled."""

Found = tuple[NDArray[np.intp], NDArray[np.int64]]
"""Keys, each after the place of its document."""

_COPIED = {
    "documents": {"id", "published"},
    "readings": {"document"}, "layers": {"document"}, "blocks": {"document"}, "claims": {"document"},
    "claim_spans": {"document"}, "figures": {"document"},
    "copies": {"a", "b", "first"}, "hanging": {"document", "other"}, "story_edges": {"a", "b"},
    "stories": {"id", "first", "last"}, "story_documents": {"document", "story", "report", "published"},
    "report_pairs": {"a", "b"}, "claim_links": {"a", "b", "one_document", "other_document"},
    "undertakings": {"a", "b", "one_document", "other_document"},
    "series": {"story", "document", "published", "excludes", "corrected_by"},
}  # fmt: skip
"""The tables that are set down again, and the columns that have ids, days or lists of ids."""
_DAYS = {("documents", "published"), ("stories", "first"), ("stories", "last"), ("story_documents", "published"),
         ("series", "published")}  # fmt: skip
_LISTS = {"excludes", "corrected_by"}
_NUMBERED = ("documents", "claims")


@dataclass(frozen=True, slots=True)
class Linked:
    """A row of `linked` in the tile, its sketch and its story profile loaded."""

    number: int
    document: str
    sketch: Sketch
    story: Profile
    claims: bytes
    figures: bytes
    published: str


@dataclass(frozen=True, slots=True)
class Replica:
    """What the ids of a replica begin with, how many days earlier it is, its mask, and the number before its first."""

    prefix: str
    days: int
    mask: int
    base: int


class Tile:
    """The documents of a ledger of made-up news, the first so many of which were linked truly."""

    def __init__(self, path: Path, size: int, days: int) -> None:
        self.path, self.size, self.days = path, size, days
        self.notices = {name(number) for number in range(0, size, NOTICE)}
        ongoing = [name(number) for number in range(size) if is_ongoing(number)]
        self.last = ongoing[-JOINED:]
        with closing(sqlite3.connect(path)) as connection:
            self.rows = list(self._rows(connection))
            told = dict(connection.execute("SELECT document, story FROM story_documents").fetchall())
        self.terms = Terms({row.document: row.story for row in self.rows}, told, {*ongoing, *self.notices})
        self.keys = Keys(self.rows, self.notices)

    def _rows(self, connection: sqlite3.Connection) -> Iterator[Linked]:
        query = """
            SELECT l.number, l.document, sketch, story, claims, figures, published
            FROM linked l JOIN documents d ON d.id = l.document ORDER BY l.document
        """
        for number, document, sketch, story, *rest in connection.execute(query):
            yield Linked(number, document, Sketch.from_bytes(sketch), Profile.from_bytes(story), *rest)


class Terms:
    """Which terms of the tile are others in a replica, by their codes.

    Names, as names and as words, that but few stories have, and that the background does not know, are new ones each
    time. Other words that but few have change places with those that are about as rare: they are as frequent as before,
    in other stories. The terms of the documents `same` stay.
    """

    def __init__(self, profiles: Mapping[str, Profile], told: Mapping[str, str], same: Collection[str]) -> None:
        kept = set(chain.from_iterable(chain.from_iterable(profiles[one].terms for one in same)))
        known = background()
        found, words = (_having(profiles, told, kinds) for kinds in (WORDS_AND_NAMES, WORDS))
        few = max(SHARED, round(COMMON * len(set(told.values()))))
        new = {code for code, stories in found.items() if stories < SHARED and code not in known} - kept
        moved = {code for code, stories in words.items() if stories < few} - kept - new
        bands: defaultdict[int, list[int]] = defaultdict(list)
        for code in sorted(moved):
            bands[bisect_left((MIDDLE_RARITY, FAR_RARITY), known.get(code, RAREST))].append(code)
        self._new = np.array(sorted(new), np.int64)
        self._moved = [np.array(band, np.int64) for _, band in sorted(bands.items())]

    def others(self, mask: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the codes that are others in the replica of this mask, in order, and what they are."""
        drawn = np.random.default_rng(mask)
        theirs = np.concatenate((self._new ^ (mask & 0xFFFFFFFF), *map(drawn.permutation, self._moved)))
        codes = np.concatenate((self._new, *self._moved))
        order = codes.argsort()
        return codes[order], theirs[order]


def _having(profiles: Mapping[str, Profile], told: Mapping[str, str], kinds: slice) -> dict[int, int]:
    """Return how many stories have each term of these kinds."""
    stories: defaultdict[int, set[str]] = defaultdict(set)
    for document, profile in profiles.items():
        for code in chain.from_iterable(profile.terms[kinds]):
            stories[code].add(told[document])
    return {code: len(having) for code, having in stories.items()}


class Keys:
    """The keys of all documents of a tile, as arrays: of which document, and each key as 64 bits without a sign."""

    def __init__(self, rows: Sequence[Linked], notices: Collection[str]) -> None:
        self._days = np.array([row.story.day for row in rows])
        self._masked = np.array([row.document not in notices for row in rows])
        self._bits = np.array([max(row.sketch.level, row.sketch.grain) for row in rows], np.uint64)
        self._sketches = _keys([row.sketch.keys for row in rows])
        self._stories = _keys([row.story.keys for row in rows])

    def of_sketches(self, mask: int) -> Found:
        """Return the keys of sketches with other shingles."""
        documents, keys = self._sketches
        masks = np.where(self._masked, np.uint64(mask) << self._bits, np.uint64(0))
        return documents, (keys ^ masks[documents]).view(np.int64)

    def of_stories(self, codes: NDArray[np.int64], theirs: NDArray[np.int64], days: int) -> Found:
        """Return the keys of reports of other terms, so many days earlier."""
        documents, keys = self._stories
        code = (keys >> np.uint64(32)).astype(np.int64)
        at = np.minimum(codes.searchsorted(code), len(codes) - 1)
        code = np.where(codes[at] == code, theirs[at], code)
        stretch = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        day = self._days[documents]
        length = np.where(stretch >= LONG, MIDDLE, NEAR)
        shifted = np.where(stretch == ALWAYS, stretch, stretch - day // length + (day - days) // length)
        return documents, (code.astype(np.uint64) << np.uint64(32) | shifted.astype(np.uint64)).view(np.int64)


def _keys(keys: Sequence[Collection[int]]) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    documents = np.repeat(np.arange(len(keys)), [len(its) for its in keys])
    return documents, np.fromiter(chain.from_iterable(keys), np.int64, len(documents)).view(np.uint64)


def fill(path: Path, tile: Tile, first: int, count: int) -> None:
    """Set down replicas of these numbers, from 1 on, in a ledger that has the tile; and join them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (f"cache_size = -{_CACHE}", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS tile", (str(tile.path),))
        with _untriggered(connection):
            for number in range(first, first + count):
                connection.execute("BEGIN IMMEDIATE")
                _set_down(connection, tile, number)
                connection.execute("COMMIT")
    with open_ledger(path) as ledger:
        linker = Linker(ledger, StandardRules())
        linker.link([])
        if linker.faults:
            raise RuntimeError(linker.faults[0])


@contextmanager
def _untriggered(connection: sqlite3.Connection) -> Iterator[None]:
    """Within this, the full-text indices stay as they are."""
    triggers = connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").fetchall()
    for trigger, _ in triggers:
        connection.execute(f"DROP TRIGGER main.{trigger}")
    try:
        yield
    finally:
        for _, made in triggers:
            connection.execute(made)


def _set_down(connection: sqlite3.Connection, tile: Tile, replica: int) -> None:
    prefix, days = f"{replica:03x}", replica * tile.days
    bases = {table: connection.execute(f"SELECT max(number) FROM main.{table}").fetchone()[0] for table in _NUMBERED}
    for table, changed in _COPIED.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA tile.table_info({table})")]
        values = ", ".join(_value(table, column, changed, bases.get(table, 0)) for column in columns)
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            f"INSERT INTO main.{table} ({listed}) SELECT {values} FROM tile.{table}",
            {"prefix": prefix, "days": f"-{days} days"},
        )
    mask = random.Random(f"replica {replica}").getrandbits(64)
    codes, theirs = tile.terms.others(mask)
    others = dict(zip(codes.tolist(), theirs.tolist(), strict=True))
    its = Replica(prefix, days, mask, bases["documents"])
    inserted = (_linked(tile, row, its, others) for row in tile.rows)
    connection.executemany("INSERT INTO main.linked VALUES (?, ?, ?, ?, ?, ?, ?)", inserted)
    _insert_keys(connection, "sketch_keys", tile, its, tile.keys.of_sketches(mask))
    _insert_keys(connection, "story_keys", tile, its, tile.keys.of_stories(codes, theirs, days))
    again = [(prefix + document,) for document in (*tile.last, *sorted(tile.notices))]
    connection.executemany("DELETE FROM main.copies WHERE a = ?", again[JOINED:])
    connection.executemany("INSERT INTO main.loose VALUES (?, 1)", again)


def _insert_keys(connection: sqlite3.Connection, table: str, tile: Tile, its: Replica, found: Found) -> None:
    documents, keys = found
    numbers = np.array([row.number for row in tile.rows])[documents] + its.base
    places = np.array([place(its.prefix + row.document) for row in tile.rows])[documents]
    order = np.lexsort((numbers, places, keys))
    rows = zip(*(array[order].tolist() for array in (keys, places, numbers)), strict=True)
    connection.executemany(f"INSERT INTO main.{table} VALUES (?, ?, ?)", rows)


def _value(table: str, column: str, changed: set[str], base: int) -> str:
    if column == "number":
        return f"number + {base}"
    if column not in changed:
        return f'"{column}"'
    if (table, column) in _DAYS:
        return f"date({column}, :days)"
    if column in _LISTS:
        return f"""replace(replace({column}, '["', '["' || :prefix), ', "', ', "' || :prefix)"""
    return f":prefix || {column}"


def _linked(tile: Tile, row: Linked, its: Replica, others: Mapping[int, int]) -> tuple[object, ...]:
    """Return a row of `linked`."""
    document = its.prefix + row.document
    story = _moved(row.story, others, its.days)
    sketch = row.sketch if row.document in tile.notices else _other(row.sketch, its.mask)
    sketch = replace(sketch, day=None if sketch.day is None else sketch.day - its.days)
    published = (date.fromisoformat(row.published) - timedelta(its.days)).isoformat()
    blobs = (
        blob.replace(row.document.encode(), document.encode()).replace(row.published.encode(), published.encode())
        for blob in (row.claims, row.figures)
    )
    return its.base + row.number, document, story.day, sketch.to_bytes(), story.to_bytes(), *blobs


def _moved(profile: Profile, others: Mapping[int, int], days: int) -> Profile:
    """Return the profile of a report of other terms, so many days earlier."""
    terms = tuple({others.get(code, code): weight for code, weight in weights.items()} for weights in profile.terms)
    day = None if profile.day is None else profile.day - days
    return replace(profile, day=day, days=tuple(one - days for one in profile.days), terms=terms)


def _other(sketch: Sketch, mask: int) -> Sketch:
    """Return a sketch of other shingles, as many of them."""
    low = mask << max(sketch.level, sketch.grain) & 0xFFFFFFFFFFFFFFFF
    keys = sorted(_signed((key & 0xFFFFFFFFFFFFFFFF) ^ low) for key in sketch.keys)
    held = sketch.hashes ^ sketch.hashes.dtype.type(low & 0xFFFFFFFF)
    held.sort()
    return replace(sketch, held=held.tobytes(), keys=tuple(keys))


def _signed(key: int) -> int:
    return key - (1 << 64) if key >> 63 else key
