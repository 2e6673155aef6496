"""What linking one more report costs in a ledger of so many: milliseconds, and how they grow.

A ledger is filled with made-up news (`bench.made.news`) and linked by the rules of the package, all four steps of
them. At each size reports of the next day are added one by one, in transactions of their own, and timed: look-up,
comparison, dividing what is touched into stories, claims, figures and writing; not the reading of the text. What a run
works out where the text is read, the profile, is timed apart.

Up to `TILE` documents are linked truly, one batch after the other. Beyond that replicas of these are set down on
earlier days (`bench.made.replicas`); the reports that are timed are linked truly at all sizes. Replicas are not joined
to each other as linked reports would be, and the first that come join some hundreds of them at once: so at each size a
few are linked before, and their mean is told apart.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from allegedly.ledger import Ledger, Linker, open_ledger
from allegedly.linking.standard import StandardRules
from bench.made.news import DAILY, name, reading_of
from bench.made.replicas import Tile, fill

SIZES = (1_000, 4_000)
BEFORE = 100
"""Reports that are linked at each size before those that count."""
ADDED = 200
"""Reports that are timed at each size."""
BATCH = 200
TILE = 2_000
"""So many documents are linked truly: those of two days."""

Row = dict[str, float]


def measured(sizes: Sequence[int] = SIZES, path: Path | None = None) -> Iterator[Row]:
    """Yield the figures of each size, of one growing ledger: in `path`, where it may go on, or in a passing one.

    Beside it stands the tile, a ledger of its own, once there is one.
    """
    with tempfile.TemporaryDirectory() as folder:
        ledger = path or Path(folder, "ledger.sqlite")
        for size in sorted(sizes):
            _grow(ledger, size)
            yield _measure(ledger)


def _count(path: Path) -> int:
    with open_ledger(path) as ledger:
        return int(next(ledger.select("SELECT count(*) AS count FROM documents"))["count"])


def _grow(path: Path, size: int) -> None:
    """Fill a ledger up to about this size."""
    _fill(path, min(size, TILE))
    tile_path = path.with_suffix(".tile")
    if size >= TILE and not tile_path.exists():
        shutil.copy(path, tile_path)
    replicas = (size - _count(path) + TILE // 2) // TILE
    if replicas > 0:
        fill(path, Tile(tile_path, TILE, TILE // DAILY), _count(path) // TILE, replicas)


def _fill(path: Path, size: int) -> None:
    with open_ledger(path) as ledger:
        linker = Linker(ledger, StandardRules())
        linker.link(linker.unlinked())
        for first in range(_count(path), size, BATCH):
            numbers = range(first, min(size, first + BATCH))
            for number in numbers:
                ledger.add(reading_of(number))
            linker.link([name(number) for number in numbers])
            _sound(linker)


def _measure(path: Path) -> Row:
    size, rules = _count(path), StandardRules()
    walls, seconds, profiles = [], [], []
    with open_ledger(path) as ledger:
        linker = Linker(ledger, rules)
        for number in _next(ledger):
            ledger.add(reading_of(number))
            begun = time.process_time()
            profile = rules.profile(ledger.reading(name(number)))
            started, worked = time.perf_counter(), time.process_time()
            linker.link([name(number)], {name(number): profile})
            walls.append(1000 * (time.perf_counter() - started))
            seconds.append(1000 * (time.process_time() - worked))
            profiles.append(1000 * (worked - begun))
        _sound(linker)
        before, seconds, walls = seconds[:BEFORE], seconds[BEFORE:], walls[BEFORE:]
        largest = "SELECT max(n) AS n FROM (SELECT count(*) AS n FROM story_documents GROUP BY story)"
        biggest = next(ledger.select(largest))["n"]
    return {
        "documents": size,
        "CPU-ms, median": round(statistics.median(seconds), 1),
        "CPU-ms, mean": round(statistics.mean(seconds), 1),
        "CPU-ms, 95 of 100": round(sorted(seconds)[int(0.95 * len(seconds))], 1),
        "CPU-ms, most": round(max(seconds), 1),
        "CPU-ms, mean of those before": round(statistics.mean(before), 1),
        "CPU-ms of the profile, mean": round(statistics.mean(profiles), 1),
        "ms, median": round(statistics.median(walls), 1),
        "ms, 95 of 100": round(sorted(walls)[int(0.95 * len(walls))], 1),
        "largest story": biggest,
        "MB of ledger": round(path.stat().st_size / 1e6),
        "MB of memory": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }


def _next(ledger: Ledger) -> range:
    """Return the numbers of the reports that are linked now: the first that are not there yet."""
    first = 0
    while next(ledger.select("SELECT 1 FROM documents WHERE id = ?", name(first)), None):
        first += 1
    return range(first, first + BEFORE + ADDED)


def _sound(linker: Linker) -> None:
    if linker.faults:
        raise RuntimeError(linker.faults[0])


if __name__ == "__main__":
    arguments = sys.argv[1:]
    kept = Path(arguments.pop()) if arguments and not arguments[-1].isdigit() else None
    for figures in measured([int(argument) for argument in arguments] or SIZES, kept):
        print(json.dumps(figures), flush=True)
