"""What Spark costs beside the local engine: the same reports, the same number of processes, turn by turn.

    python -m bench.measure.spark [REPORTS] [--turns N] [--stand-in]

The reports are made up, two or three sentences each, and read with all layers, or by a stand-in. Each run is a process
of its own, from its start to the end of all that it has started, Java's machine among it. Prints seconds of the clock
and CPU-seconds of both engines, how many times as much Spark takes, and whether the lakes are equal row for row. Ends
with exit code 1 where they are not, or where Spark takes more than a quarter more of the clock's seconds. On a machine
with other things to do the CPU-seconds say more. Needs pyspark and Java (`make spark`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from allegedly.lake import filling
from allegedly.lake.batch import WHOLE, Options
from allegedly.lake.filling import State
from bench.measure import eventlog
from bench.measure.archive import reports
from bench.measure.processes import Took, watched
from tests.lake import stand_in
from tests.lake.archive import contents, manifest, write

JOBS = 2
MORE = 1.25
"""The bar: Spark may take so many times as long."""
ENGINES = ("local", "spark")


def ran(engine: str, archive: str, lake: Path, read: str = WHOLE) -> tuple[Took, dict[str, float]]:
    """Fill a lake by an engine, in a process of its own; return what it took, and what `one` tells."""
    command = [sys.executable, "-m", "bench.measure.spark", "--one", engine, archive, str(lake), read]
    took = watched(command)
    told: dict[str, float] = json.loads(took.printed.splitlines()[-1])
    if engine == "spark":
        stages = eventlog.stages(events(lake))
        told["shuffled_mb"] = sum(stage.written for stage in stages) / 1e6
        told["spilled_mb"] = sum(stage.spilled for stage in stages) / 1e6
    return took, told


def one(engine: str, archive: str, lake: str, read: str) -> None:
    """Fill a lake, and print as JSON: documents, seconds to read and to settle, and MB of answers and of the lake.

    Spark's log of events is put beside the lake.
    """
    times = [time.perf_counter()]
    sizes: list[float] = []

    def settling() -> None:
        times.append(time.perf_counter())
        sizes.append(_megabytes(Path(lake, "_work")))

    by: dict[str, Callable[..., None]] = {"local": _by_processes, "spark": _by_spark}
    by[engine](archive, lake, Options(read=read), settling)
    read_in, settled_in = times[1] - times[0], time.perf_counter() - times[1]
    told = {"documents": manifest(lake).rows("documents"), "reading": read_in, "settling": settled_in}
    print(json.dumps({**told, "answers_mb": sizes[0], "lake_mb": _megabytes(Path(lake))}))


def _by_processes(archive: str, lake: str, options: Options, settling: Callable[[], None]) -> None:
    def told(state: State) -> None:
        if state.settling:
            settling()

    filling.fill(lake, [archive], jobs=JOBS, options=options, on_progress=told)


def _by_spark(archive: str, lake: str, options: Options, settling: Callable[[], None]) -> None:
    from allegedly.lake.spark.filling import fill
    from allegedly.lake.spark.session import session

    quiet = {"spark.ui.enabled": "false", "spark.log.level": "ERROR"}
    with session(f"local[{JOBS}]", {**quiet, **eventlog.settings(events(Path(lake)))}) as spark:

        def told(step: str) -> None:
            spark.sparkContext.setJobDescription(step)
            if step == "settling":
                settling()

        fill(lake, [archive], spark, options=options, on_step=told)


def events(lake: Path) -> Path:
    """Return the folder of the events of the run that filled a lake."""
    return lake.with_name(f"{lake.name}-events")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def beside(count: int, turns: int = 1, read: str = WHOLE) -> bool:
    """Fill lakes from one archive by both engines in turn, and say whether they are equal and Spark is not too slow."""
    seconds, cpu = dict.fromkeys(ENGINES, 0.0), dict.fromkeys(ENGINES, 0.0)
    equal = True
    with tempfile.TemporaryDirectory() as folder:
        archive = write(Path(folder, "reports.jsonl"), reports(count, random.Random(1)))
        for turn in range(turns):
            lakes = {engine: Path(folder, f"{engine}-{turn}") for engine in ENGINES}
            for engine, lake in lakes.items():
                took, told = ran(engine, archive, lake, read)
                seconds[engine] += took.seconds
                cpu[engine] += took.cpu
                print(engine, json.dumps(rounded(took, told)), flush=True)
            equal = equal and contents(lakes["local"]) == contents(lakes["spark"])
    longer, more = (of["spark"] / of["local"] for of in (seconds, cpu))
    print(f"Spark takes {longer:.2f} times as long (bar {MORE}), and {more:.2f} times the CPU-seconds; equal: {equal}")
    return equal and longer <= MORE


def rounded(took: Took, told: Mapping[str, float]) -> dict[str, float]:
    """Return the figures of a run as they are printed."""
    every = {"seconds": took.seconds, "cpu": took.cpu, "peak_mb": took.megabytes, **told}
    return {name: round(value, 1) for name, value in every.items()}


def main() -> int:
    """Compare, or fill one lake; the exit code is 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--stand-in", action="store_true", help="read by patterns, so that the engines are compared")
    parser.add_argument("--one", nargs=4, metavar=("ENGINE", "ARCHIVE", "LAKE", "READ"), help="fill one lake")
    given = parser.parse_args()
    if given.one:
        one(*given.one)
        return 0
    return 0 if beside(given.reports, given.turns, stand_in.NAME if given.stand_in else WHOLE) else 1


if __name__ == "__main__":
    sys.exit(main())
