"""What an archive costs by its size: CPU-seconds, memory, disk and shuffle, by processes of this machine and by Spark.

    python -m bench.measure.curves [SIZE ...] [--engine local|spark] [--whole]

Prints a row a size and engine, of a table in Markdown: two processes read made-up reports of two or three sentences, by
patterns or, where it is asked for, with all layers. `answers` is what is kept until it is in the lake, `shuffle` what
Spark's tasks handed on to each other, `peak` the greatest sum of what all processes held of the memory.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from allegedly.lake.batch import WHOLE
from bench.measure.archive import reports
from bench.measure.spark import ENGINES, ran, rounded
from tests.lake import stand_in
from tests.lake.archive import write

SIZES = (1_000, 10_000, 100_000)
COLUMNS = {
    "CPU-s": "cpu", "s": "seconds", "of it settling": "settling", "peak, MB": "peak_mb", "answers, MB": "answers_mb",
    "lake, MB": "lake_mb", "shuffle, MB": "shuffled_mb", "spilled, MB": "spilled_mb",
}  # fmt: skip


def main() -> int:
    """Measure, and print as it goes on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--whole", action="store_true", help="read with all layers")
    given = parser.parse_args()
    print(f"| reports | engine | {' | '.join(COLUMNS)} |", "| --- " * (len(COLUMNS) + 2) + "|", sep="\n", flush=True)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            archive = write(Path(folder, "reports.jsonl"), reports(size, random.Random(1)))
            for engine in given.engine or ENGINES:
                found = rounded(*ran(engine, archive, Path(folder, engine), WHOLE if given.whole else stand_in.NAME))
                values = (f"{found[key]:,.0f}" if key in found else "" for key in COLUMNS.values())
                print(f"| {size:,} | {engine} | {' | '.join(values)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
