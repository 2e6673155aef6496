"""What linking one more report costs in a ledger of so many: milliseconds, and how they grow.

A ledger is filled with made-up news (`bench.news`) and linked by the rules of the package, all four steps of them. At
each size reports of the next day are added one by one, in transactions of their own, and timed: profile, look-up,
comparison, dividing what is touched into stories, claims, figures and writing; not the reading of the text.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from allegedly.ledger import Ledger, Linker, open_ledger
from allegedly.linking.standard import StandardRules
from bench.news import name, reading_of

SIZES = (1_000, 3_000)
ADDED = 200
"""Reports that are timed at each size."""
BATCH = 200

Row = dict[str, float]


def measured(sizes: Sequence[int] = SIZES, path: Path | None = None) -> Iterator[Row]:
    """Yield the figures of each size, of one growing ledger: in `path`, where it may go on, or in a passing one."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(path or Path(folder, "ledger.sqlite")) as ledger:
        linker = Linker(ledger, StandardRules())
        for size in sorted(sizes):
            _fill(ledger, linker, size)
            yield _measure(ledger, linker)


def _count(ledger: Ledger) -> int:
    return int(next(ledger.select("SELECT count(*) AS count FROM documents"))["count"])


def _fill(ledger: Ledger, linker: Linker, size: int) -> None:
    for first in range(_count(ledger), size, BATCH):
        numbers = range(first, min(size, first + BATCH))
        for number in numbers:
            ledger.add(reading_of(number))
        linker.link([name(number) for number in numbers])
        _sound(linker)


def _measure(ledger: Ledger, linker: Linker) -> Row:
    size = _count(ledger)
    walls, seconds = [], []
    for number in range(size, size + ADDED):
        ledger.add(reading_of(number))
        started, worked = time.perf_counter(), time.process_time()
        linker.link([name(number)])
        walls.append(1000 * (time.perf_counter() - started))
        seconds.append(1000 * (time.process_time() - worked))
    _sound(linker)
    largest = "SELECT max(n) AS n FROM (SELECT count(*) AS n FROM story_documents GROUP BY story)"
    return {
        "documents": size,
        "ms a report, median": round(statistics.median(walls), 1),
        "mean": round(statistics.mean(walls), 1),
        "95 of 100": round(sorted(walls)[int(0.95 * ADDED)], 1),
        "most": round(max(walls), 1),
        "CPU-ms, median": round(statistics.median(seconds), 1),
        "CPU-ms, mean": round(statistics.mean(seconds), 1),
        "largest story": next(ledger.select(largest))["n"],
        "MB of ledger": round(ledger.path.stat().st_size / 1e6),
    }


def _sound(linker: Linker) -> None:
    if linker.faults:
        raise RuntimeError(linker.faults[0])


if __name__ == "__main__":
    arguments = sys.argv[1:]
    kept = Path(arguments.pop()) if arguments and not arguments[-1].isdigit() else None
    for figures in measured([int(argument) for argument in arguments] or SIZES, kept):
        print(json.dumps(figures), flush=True)
