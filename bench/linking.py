"""What linking one more report costs in a ledger of so many: milliseconds, and how they grow.

The ledger is filled with documents that are made up of keys alone, in the proportions of news: 1,000 a day, a fifth of
them copies, some seven documents a story over a few days, and 12 of a document's 20 story keys common words that it
shares with strangers. Then reports of the next day are added one by one, in transactions of their own, by rules that
compare those keys. So what is measured is the ledger's part: looking up, loading what is compared, working out the
stories that are touched, and writing. What the rules of `allegedly.linking` cost is measured with them.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from allegedly.ledger import Linker, open_ledger
from allegedly.linking.records import Series
from allegedly.linking.rules import STEPS, Links, Profile, Step
from allegedly.records import Document, Reading

SIZES = (1_000, 10_000, 100_000)
ADDED = 100
"""Reports added to each ledger, of which the first tenth is not counted: they fill SQLite's cache."""
DAILY, STORIES_DAILY, ACTIVE = 1_000, 150, 400
"""Documents and new stories a day, and stories that documents of a day belong to."""
KEYS = 20
OWN = 8
"""Keys of a story profile that all documents of the story have; the others are common words."""
WORDS = (2_000, 300_000)
"""Ranks of the common words, drawn by Zipf's law."""
PAYLOAD = 3_000
"""Bytes of a profile that are carried along."""
_FIRST_DAY = 737_000


def number_of(document: str) -> int:
    """Return the number that the id of a made-up document tells."""
    return int(document[1:])


def _mixed(*parts: int) -> int:
    """Return a signed 64-bit number that is the same for the same parts (SplitMix64)."""
    value = 0
    for part in parts:
        value = (value + part + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 31
    return value - (1 << 63)


def text_of(number: int) -> int:
    """Return the number of the document whose text this one has, its own in four of five cases."""
    chance = random.Random(number)
    return number - chance.randrange(1, 500) if number >= 500 and chance.random() < 0.2 else number


def story_of(number: int) -> int:
    """Return the number of the document's story."""
    first = number // DAILY * STORIES_DAILY
    return first + random.Random(text_of(number) ^ 0x5EED).randrange(ACTIVE)


def profile_of(number: int) -> Profile:
    """Return the profile of a made-up document."""
    chance = random.Random(number ^ 0xA11)
    least, most = WORDS
    ranks = (int(least * (most / least) ** chance.random()) for _ in range(KEYS - OWN))
    own = [_mixed(1, story_of(number), n) for n in range(OWN)]
    story = tuple(own + [_mixed(2, rank) for rank in ranks])
    sketch = tuple(_mixed(3, text_of(number), n) for n in range(KEYS))
    blob = struct.pack(f"<{KEYS}q", *story) + bytes(PAYLOAD)
    return Profile(struct.pack(f"<{KEYS}q", *sketch), blob, b"-", b"", sketch, story, _FIRST_DAY + number // DAILY)


class KeyRules:
    """Rules that compare keys."""

    versions: Mapping[Step, int] = dict.fromkeys(STEPS, 1)
    window = 5

    def profile(self, reading: Reading) -> Profile:
        return profile_of(number_of(reading.document.id))

    def load(self, step: Step, data: bytes) -> Any:
        return frozenset(struct.unpack_from(f"<{KEYS}q", data)) if step in {"copies", "stories"} else data

    def copied(self, a: Any, b: Any) -> float | None:
        return len(a & b) / KEYS or None

    def sets(self, profiles: Mapping[str, Any], shares: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        return joined(profiles, shares)

    def first(self, a: Document, b: Document) -> str:
        return min(a.id, b.id)

    def related(self, a: Any, b: Any) -> float | None:
        return len(a & b) / KEYS if len(a & b) >= OWN else None

    def group(self, profiles: Mapping[str, Any], edges: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        return joined(profiles, edges)

    def title(self, titles: Sequence[str | None], profiles: Sequence[Any]) -> str:
        return ""

    def within(self, profile: Any) -> Links:
        return Links()

    def between(self, a: Any, b: Any) -> Links:
        return Links()

    def series(self, mentions: Mapping[str, Any]) -> Sequence[Series]:
        return ()


def joined(documents: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each document the least one that it hangs together with."""
    above = {document: document for document in documents}

    def root(document: str) -> str:
        while above[document] != document:
            document = above[document]
        return document

    for a, b in pairs:
        least, other = sorted((root(a), root(b)))
        above[other] = least
    return {document: root(document) for document in above}


def name(number: int) -> str:
    """Return the id of a made-up document."""
    return f"d{number:09}"


def fill(path: Path, size: int) -> None:
    """Make a ledger of so many documents, linked as the linker would have linked them."""
    with open_ledger(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")

    def insert(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        rows = iter(rows)
        while chunk := list(islice(rows, 10_000)):
            marks = ", ".join("?" * len(chunk[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chunk)

    insert("documents (number, id, text)".replace("documents (", "documents ("), ())
    texts = ((number + 1, name(number), "", _published(number)) for number in range(size))
    connection.executemany("INSERT INTO documents (number, id, text, published) VALUES (?, ?, ?, ?)", texts)
    insert("readings", ((name(number), "") for number in range(size)))
    insert("linked", map(_linked, range(size)))
    insert("sketch_keys", sorted((key, n + 1) for n in range(size) for key in profile_of(n).copy_keys))
    insert(
        "story_keys",
        sorted({(key, _FIRST_DAY + n // DAILY, n + 1) for n in range(size) for key in profile_of(n).story_keys}),
    )
    insert("link_steps", ((step, 1) for step in STEPS))
    stories: dict[int, list[int]] = {}
    for number in range(size):
        stories.setdefault(story_of(number), []).append(number)
    for table in ("copies", "story_edges", "stories", "story_documents", "report_pairs"):
        insert(table, (row for told in stories.values() for row in _rows(table, told)))
    connection.execute("COMMIT")
    connection.close()
