"""What linking one more report costs in a ledger of so many: milliseconds, and how they grow.

The ledger is filled with documents that are made up of keys alone, in the proportions of news: 1,000 a day, a fifth of
them copies, some seven documents a story over a few days, and 12 common words among a document's keys, which it shares
with strangers of the same weeks. Then reports of the next day are added one by one, in transactions of their own, by
rules that compare those keys. So what is measured is the ledger's part: looking up, loading what is compared, working
out the stories that are touched, and writing. What the rules of `allegedly.linking` cost is measured with them.
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
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.ledger import Linker, open_ledger
from allegedly.ledger.links.meeting import place
from allegedly.linking.records import Dispute, Series
from allegedly.linking.rules import STEPS, Divergence, Links, Profile, Step
from allegedly.records import Document, Reading

SIZES = (1_000, 10_000, 100_000)
ADDED = 100
"""Reports added to each ledger, of which the first tenth is not counted: they fill SQLite's cache."""
DAILY, STORIES_DAILY, ACTIVE = 1_000, 150, 400
"""Documents and new stories a day, and stories that documents of a day belong to."""
KEYS = 32
"""Keys of a document, for copies and for stories each."""
OWN = 8
"""Keys for stories that all documents of a story have; the others are common words, in two stretches of days each."""
STRETCH = 8
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
    day = _FIRST_DAY + number // DAILY
    ranks = [int(least * (most / least) ** chance.random()) for _ in range((KEYS - OWN) // 2)]
    story = [_mixed(1, story_of(number), n) for n in range(OWN)]
    story += [_mixed(2, rank, day // STRETCH + n) for rank in ranks for n in range(2)]
    sketch = [_mixed(3, text_of(number), n) for n in range(KEYS)]
    copies, stories = (struct.pack(f"<{KEYS}q", *keys) + bytes(PAYLOAD // 2) for keys in (sketch, story))
    return Profile(copies, stories, b"-", b"", tuple(sketch), tuple(story), day)


class KeyRules:
    """Rules that compare keys."""

    versions: Mapping[Step, int] = dict.fromkeys(STEPS, 1)
    window = 5

    def profile(self, reading: Reading) -> Profile:
        """Return the profile of a made-up document."""
        return profile_of(number_of(reading.document.id))

    def load(self, step: Step, data: bytes) -> Any:
        """Return the keys of a profile."""
        return frozenset(struct.unpack_from(f"<{KEYS}q", data)) if step in {"copies", "stories"} else data

    def copied(self, a: Any, b: Any) -> float | None:
        """Return the share of the keys in common."""
        return len(a & b) / KEYS or None

    def sets(self, profiles: Mapping[str, Any], shares: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the connected sets."""
        return joined(profiles, shares)

    def first(self, a: Document, b: Document) -> str:
        """Return the lesser id."""
        return min(a.id, b.id)

    def related(self, a: Any, b: Any) -> float | None:
        """Return the share of the keys in common, if all of a story are among them."""
        return len(a & b) / KEYS if len(a & b) >= OWN else None

    def group(self, profiles: Mapping[str, Any], edges: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the connected sets."""
        return joined(profiles, edges)

    def title(self, titles: Sequence[str | None], profiles: Sequence[Any]) -> str:
        """Return nothing."""
        return ""

    def within(self, profile: Any) -> Links:
        """Return nothing."""
        return Links()

    def between(self, a: Any, b: Any) -> Links:
        """Return nothing."""
        return Links()

    def divergences(self, mentions: Mapping[str, Any]) -> Sequence[Divergence]:
        """Return nothing."""
        return ()

    def disputed(self, mentions: Mapping[str, Any]) -> Sequence[Dispute]:
        """Return nothing."""
        return ()

    def series(self, mentions: Mapping[str, Any]) -> Sequence[Series]:
        """Return nothing."""
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

    def insert(table: str, rows: Iterable[tuple[Any, ...]], columns: str = "") -> None:
        rows = iter(rows)
        while chunk := list(islice(rows, 10_000)):
            marks = ", ".join("?" * len(chunk[0]))
            connection.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", chunk)

    texts = ((number + 1, name(number), "", published(number)) for number in range(size))
    insert("documents", texts, "(number, id, text, published)")
    insert("readings", ((name(number), "") for number in range(size)))
    insert("link_steps", ((step, 1) for step in STEPS))
    keys = np.empty((2, size, KEYS), dtype=np.int64)
    insert("linked", (_linked(number, keys) for number in range(size)))
    for table, of_table in zip(("sketch_keys", "story_keys"), keys, strict=True):
        insert(table, _key_rows(of_table, with_place=table == "story_keys"))
    told: dict[int, list[int]] = {}
    for number in range(size):
        told.setdefault(story_of(number), []).append(number)
    for table in ("copies", "story_edges", "stories", "story_documents", "report_pairs"):
        insert(table, (row for numbers in told.values() for row in _rows(table, numbers)))
    connection.execute("COMMIT")
    connection.close()


def published(number: int) -> str:
    """Return the day on which a document is published."""
    return date.fromordinal(_FIRST_DAY + number // DAILY).isoformat()


def _linked(number: int, keys: NDArray[np.int64]) -> tuple[Any, ...]:
    """Return the row of a document, and put its keys into the table of all."""
    made = profile_of(number)
    keys[0, number], keys[1, number] = made.copy_keys, made.story_keys
    return name(number), number + 1, made.day, made.copies, made.stories, made.claims, made.figures


def _key_rows(keys: NDArray[np.int64], *, with_place: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of keys, in the order of its primary key, each once."""
    flat = keys.ravel()
    places = np.array([place(name(number)) if with_place else 0 for number in range(len(keys))]).repeat(KEYS)
    before: tuple[Any, ...] = ()
    for at in np.lexsort((np.arange(flat.size), places, flat)).tolist():
        number = at // KEYS + 1
        row = (int(flat[at]), int(places[at]), number) if with_place else (int(flat[at]), number)
        if row != before:
            yield row
        before = row


def _rows(table: str, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of links for one story."""
    report = {number: min(other for other in numbers if text_of(other) == text_of(number)) for number in numbers}
    pairs = list(combinations(numbers, 2))
    if table == "copies":
        yield from ((name(a), name(b), 1.0, name(a)) for a, b in pairs if report[a] == report[b])
    elif table == "story_edges":
        yield from ((name(a), name(b), OWN / KEYS) for a, b in pairs)
    elif table == "stories":
        yield name(numbers[0]), "", published(numbers[0]), published(numbers[-1])
    elif table == "story_documents":
        yield from ((name(number), name(numbers[0]), name(report[number])) for number in numbers)
    else:
        standing = [number for number in numbers if report[number] == number]
        yield from ((name(a), name(b)) for a, b in (*zip(standing, standing, strict=True), *combinations(standing, 2)))


def measure(size: int) -> dict[str, float]:
    """Return what one more report costs in a ledger of so many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        fill(path, size)
        with open_ledger(path) as ledger:
            linker = Linker(ledger, KeyRules())
            walls, seconds = [], []
            for number in range(size, size + ADDED):
                document = Document(name(number), "", published=published(number), language="en")
                ledger.add(Reading(document, versions=(("furniture", 1),)))
                started, worked = time.perf_counter(), time.process_time()
                linker.link([document.id])
                walls.append(1000 * (time.perf_counter() - started))
                seconds.append(1000 * (time.process_time() - worked))
            faults = linker.faults
        if faults:
            raise RuntimeError(faults[0])
        megabytes = path.stat().st_size / 1e6
    counted = slice(ADDED // 10, None)
    return {
        "documents": size,
        "ms a report, median": round(statistics.median(walls[counted]), 1),
        "ms a report, 95 of 100": round(sorted(walls[counted])[int(0.95 * len(walls[counted]))], 1),
        "CPU-ms a report": round(statistics.mean(seconds[counted]), 1),
        "MB of ledger": round(megabytes),
    }


def measured(sizes: Sequence[int] = SIZES) -> Iterator[dict[str, float]]:
    """Yield the figures of each size."""
    yield from map(measure, sizes)


if __name__ == "__main__":
    for figures in measured([int(argument) for argument in sys.argv[1:]] or SIZES):
        print(json.dumps(figures), flush=True)
