"""What a vast story, a slow worker and a lost one cost on Spark (docs/scale.md).

    python -m bench.measure.skew story [SIZE ...]   one story of so many reports, linked
    python -m bench.measure.skew slow [REPORTS]     a process ten times as slow, with and without speculation
    python -m bench.measure.skew lost [REPORTS]     a worker that is killed, of two

Nothing of language is read, and a story is linked by light rules, so that what is measured is how the work is cut. For
`story` a row a step is printed, of a table in Markdown: its tasks, how long the median and the longest ran, what the
largest was handed by others and how many times the median that is, and what all handed on. There is a partition a
thousand reports, so that with more reports there are more tasks, and none should be larger. The two others run a
cluster of two workers. Needs pyspark and Java (`make spark`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from allegedly.lake.batch import Options
from allegedly.lake.filling import fill
from allegedly.lake.opening import open_lake
from allegedly.records import Document, Reading
from bench.measure import eventlog
from tests.lake import stand_in
from tests.lake.archive import contents, report, write
from tests.lake.spark.cluster import Cluster, cluster, environment, settings
from tests.ledger.links import simple

SIZES = (1_000, 10_000, 100_000)
REPORTS = 1_500
"""Reports of which a slow or a lost worker reads some."""
PARTITION = 1_000
EDGES = 16
"""Of so many pairs of reports that meet, one has an edge."""
SECONDS, SLOW_SECONDS = 0.01, 0.1
"""What a report takes to be read, and what it takes in the process that is slow."""
READ_BYTES = 20_000
"""Bytes of the reports that a task of those reads."""
SPECULATION = {
    "spark.speculation": "true", "spark.speculation.quantile": "0.5", "spark.speculation.multiplier": "2",
}  # fmt: skip


class Rules(simple.SimpleRules):
    """Light rules by which one of `EDGES` pairs that meet has an edge, and that a near-certain one."""

    def _related(self, a: Any, b: Any) -> float | None:
        first, second = sorted((a[0], b[0]))
        return 3.0 if zlib.crc32(" ".join((*first, *second)).encode()) % EDGES == 0 else None


def rules() -> Rules:
    """Return the rules, for workers of Spark to import."""
    return Rules(limit=300)


def read_claims(document: Document) -> Reading:
    """Return a light reading of a report of the story, for workers to import."""
    return simple.read(document)


def reports_of_one_story(count: int) -> Iterator[dict[str, Any]]:
    """Yield reports of four days that all have a name and a line in common; claims that deny each other are rare."""
    for n in range(count):
        own = "".join(chr(65 + n // 26**place % 26) for place in range(5))
        lines = (f"FIRE {own}", "as told on the quay", f"clerk{n}: it burns {n % 997}")
        text = "\n".join((*lines, f"guard{n}: not it burns {n * 7 % 997}", f"{n % 40} killed"))
        yield {"text": text, "published": f"2031-03-0{1 + n % 4}", "outlet": f"Paper {n % 97}"}


def story(sizes: list[int]) -> None:
    """Link stories of these sizes, each in a process of its own, and print what the steps took."""
    print("| reports | step | tasks | median, s | longest, s | largest, kB | times the median | handed on, MB |")
    print("| --- " * 8 + "|", flush=True)
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            archive = write(folder / "story.jsonl", reports_of_one_story(size))
            fill(folder / "lake", [archive], jobs=2, options=Options(read="bench.measure.skew:read_claims"))
            told = _driver("link", folder / "lake", size)
            _print_steps(size, eventlog.stages(folder / "lake-events"))
        print(f"{size:,} reports: {json.dumps(told)}", flush=True)


def _print_steps(size: int, stages: list[eventlog.Stage]) -> None:
    steps: defaultdict[str, list[eventlog.Stage]] = defaultdict(list)
    for stage in stages:
        steps[stage.of].append(stage)
    for step, some in steps.items():
        seconds = [one for stage in some for one in stage.seconds]
        large = max(some, key=lambda stage: max(stage.read))
        print(
            f"| {size:,} | {step} | {len(seconds)} | {median(seconds):.2f} | {max(seconds):.2f}"
            f" | {max(large.read) / 1e3:,.0f} | {large.largest:.1f} | {sum(one.written for one in some) / 1e6:,.1f} |",
            flush=True,
        )


def link(lake: str, size: int) -> dict[str, float]:
    """Link a lake, whose events are put beside it; return seconds, and the rows of links."""
    from allegedly.lake.spark.linking import link_lake
    from allegedly.lake.spark.session import session

    mine = {"spark.sql.shuffle.partitions": str(max(2, size // PARTITION)), "spark.sql.adaptive.enabled": "false"}
    events = eventlog.settings(Path(f"{lake}-events"))
    with session("local[2]", {**settings(), **mine, "spark.driver.memory": "3g", **events}) as spark:
        started = time.perf_counter()
        linked = link_lake(lake, spark, rules="bench.measure.skew:rules", on_step=spark.sparkContext.setJobDescription)
        seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 1), **linked.rows}


def slow(count: int = REPORTS) -> None:
    """Let one of two processes be slow, and print what that costs, with and without speculation."""
    _on_a_cluster(
        count, {"as it is": (False, {}, None), "slow": (True, {}, None), "speculation": (True, SPECULATION, None)}
    )


def lost(count: int = REPORTS) -> None:
    """Kill one of two workers while they read, and print what that costs."""
    _on_a_cluster(count, {"as it is": (False, {}, None), "one worker lost": (False, {}, _kill_one)})


Case = tuple[bool, dict[str, str], Callable[[Cluster, Path], None] | None]


def _on_a_cluster(count: int, cases: dict[str, Case]) -> None:
    with tempfile.TemporaryDirectory() as name:
        first: object = None
        for number, (case, (is_slow, more, disturb)) in enumerate(cases.items()):
            folder = Path(name, str(number))
            folder.mkdir()
            archive = write(folder / f"reports.{'slow' if is_slow else 'even'}.jsonl", map(report, range(count)))
            with cluster(folder) as running:
                if disturb is not None:
                    threading.Thread(target=disturb, args=(running, folder / "lake"), daemon=True).start()
                told = _driver("fill", folder / "lake", archive, running.master, json.dumps(more))
            found = {
                month: sorted(row["id"] for row in rows)
                for month, rows in contents(folder / "lake")["documents"].items()
            }
            first = first or found
            print(f"{case}: {json.dumps(told)}; the documents of the first: {found == first}", flush=True)


def _kill_one(running: Cluster, lake: Path) -> None:
    while not any(lake.glob("_work/spark/answers-*/*.arrow")):
        time.sleep(0.05)
    running.kill(running.workers[0])


def fill_by(lake: str, archive: str, master: str, more: str) -> dict[str, float]:
    """Fill a lake by a cluster; return seconds, and how many inputs were answered more than once."""
    from pyarrow import parquet

    from allegedly.lake.spark import filling
    from allegedly.lake.spark.session import session

    filling.INPUT_BYTES = READ_BYTES
    with session(master, {**settings(), **json.loads(more)}) as spark:
        started = time.perf_counter()
        filled = filling.fill(lake, [archive], spark, options=Options(read="bench.measure.skew:read_slowly"))
        seconds = time.perf_counter() - started
    names = [parquet.read_metadata(f"{lake}/{path}").num_rows for path in open_lake(lake).manifest.inputs]
    return {"seconds": round(seconds, 1), "documents": filled.documents, "twice": sum(names) - filled.documents}


def read_slowly(document: Document) -> Reading:
    """Return what the stand-in reads, after a while; after a longer one in the first process of all, if it is slow."""
    time.sleep(SLOW_SECONDS if _is_first((document.origin or "").rpartition(":")[0]) else SECONDS)
    return stand_in.read(document)


@cache
def _is_first(archive: str) -> bool:
    """Say whether this is the process that is slow: the first that asks, of an archive that is called so."""
    if ".slow." not in archive:
        return False
    try:
        Path(f"{archive}.taken").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _driver(part: str, *given: object) -> dict[str, float]:
    """Run a part in a process of its own (there is one session of Spark a process), and return what it tells."""
    command = [sys.executable, "-m", "bench.measure.skew", part, *map(str, given)]
    printed = subprocess.run(command, check=True, env=environment(), stdout=subprocess.PIPE, text=True).stdout
    told: dict[str, float] = json.loads(printed.splitlines()[-1])
    return told


def main(arguments: list[str]) -> None:
    """Run one part."""
    part, *given = arguments
    if part == "link":
        print(json.dumps(link(given[0], int(given[1]))))
    elif part == "fill":
        print(json.dumps(fill_by(*given)))
    elif part == "story":
        story([int(size) for size in given])
    else:
        {"slow": slow, "lost": lost}[part](*(int(count) for count in given))


if __name__ == "__main__":
    main(sys.argv[1:])
