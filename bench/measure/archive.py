"""What an archive is held to: two processes, memory, kills and poison (docs/scale.md).

    python -m bench.measure.archive PART [VALUES]

    memory [FEW MANY]       peak memory of a run over so many reports, stand-in for the reading
    kills [REPORTS KILLS]   a run that is killed again and again against one left in peace
    poison [REPORTS DOSES]  harmful documents among good ones
    pace [REPORTS]          one process and two, the whole reading, in turn
    beside [REPORTS]        the same at the same time, for a machine with other things to do

The reports are made up, two or three sentences each. Where `--whole` is given, kills and poison read with all layers
too, else with a stand-in that takes a few milliseconds a document. Each part prints what it found, and ends with exit
code 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from allegedly.lake.batch import WHOLE, Options
from allegedly.lake.filling import Filled, fill
from allegedly.lake.worker import Limits
from bench.cases import own_reports
from tests.lake import stand_in
from tests.lake.archive import contents, manifest, report, write

WITH_HARM = "tests.lake.stand_in:whole"
"""The whole reading, but for documents that do harm where they say so."""
SLOW = "tests.lake.run:read"
"""The stand-in for the reading that takes its time."""
HARM = ("crash", "exit", "hang", "loop", "memory", "null", "raise")
SECONDS, WHOLE_SECONDS, MEGABYTES = 5.0, 60.0, 4_000
"""What a document may take, of a stand-in and of the whole reading."""
GROWTH, SPEED = 1.10, 1.85
"""The bars: memory may grow by less than a tenth, and two processes are so many times as fast as one."""


def reports(count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield reports of two or three sentences out of those that were written for this project."""
    paragraphs = [part for text, _ in own_reports().values() for part in text.split("\n\n")]
    sentences = [one.strip() + "." for part in paragraphs for one in part.split(". ") if 40 < len(one) < 200]
    for number in range(count):
        text = " ".join(chance.sample(sentences, chance.choice((2, 3))))
        yield report(number, text=f"Report {number} of the archive\n\n{text}")


def memory(few: int = 10_000, many: int = 100_000) -> bool:
    """Compare the peaks of two runs, each in a process of its own."""
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (few, many):
            path = write(Path(folder, f"{count}.jsonl"), map(report, range(count)))
            command = [
                sys.executable,
                "-m",
                "bench.measure.archive",
                "one",
                str(Path(folder, str(count))),
                path,
                stand_in.NAME,
            ]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(f"{count:>9,} reports: {told}", flush=True)
            peaks.append((told["driver_mb"], told["worker_mb"]))
    growth = [later / first for first, later in zip(*peaks, strict=True)]
    print(f"growth: driver {growth[0]:.3f}, worker {growth[1]:.3f} (bar {GROWTH})")
    return bool(max(growth) < GROWTH)


def one(lake: str, path: str, read: str, jobs: str = "2") -> bool:
    """Fill a lake, and print as JSON what it took: seconds, CPU-seconds, disk, peak memory of driver and workers."""
    started = time.monotonic()
    filled = _fill(lake, path, read, int(jobs))
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {
        "documents": filled.documents,
        "errors": filled.errors,
        "seconds": round(time.monotonic() - started, 1),
        "driver_cpu": round(mine.ru_utime + mine.ru_stime, 1),
        "worker_cpu": round(theirs.ru_utime + theirs.ru_stime, 1),
        "disk_mb": round(sum(part.bytes for parts in manifest(lake).tables.values() for part in parts) / 1e6, 1),
        "driver_mb": round(mine.ru_maxrss / 1024),
        "worker_mb": round(theirs.ru_maxrss / 1024),
    }
    print(json.dumps(told))
    return True


def _fill(lake: str | Path, path: str, read: str, jobs: int = 2) -> Filled:
    seconds = SECONDS if read in {stand_in.NAME, SLOW} else WHOLE_SECONDS
    return fill(lake, [path], jobs=jobs, options=Options(read=read), limits=Limits(seconds, MEGABYTES))


def kills(count: int = 5_000, times: int = 20, *, read: str = SLOW) -> bool:
    """Kill a run, driver and workers alike, at random moments, and go on, until all kills are spent."""
    chance = random.Random(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write(folder / "reports.jsonl", reports(count, chance))
        started = time.monotonic()
        print(f"undisturbed: {_start(folder / 'calm', path, read).communicate()[0].strip()}", flush=True)
        seconds = time.monotonic() - started
        expected = contents(folder / "calm")
        spent = lakes = 0
        while spent < times:
            lakes += 1
            lake = folder / f"killed-{lakes}"
            while spent < times and not _is_done(lake):
                run = _start(lake, path, read)
                try:
                    run.wait(chance.uniform(0.02, 0.5) * seconds)
                except subprocess.TimeoutExpired:
                    os.killpg(run.pid, signal.SIGKILL)
                    run.communicate()
                    spent += 1
                    print(f"kill {spent}: {_held(lake)} batches kept", flush=True)
            _start(lake, path, read).communicate()
            if contents(lake) != expected:
                print(f"BROKEN: lake {lakes} differs from the undisturbed one")
                return False
    print(f"{times} kills, {lakes} lakes: each equal to the undisturbed one, row for row")
    return True


def _start(lake: Path, path: str, read: str, jobs: int = 2, *, session: bool = True) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.measure.archive", "one", str(lake), path, read, str(jobs)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=session, text=True
    )


def _is_done(lake: Path) -> bool:
    return (lake / "manifest.json").exists()


def _held(lake: Path) -> str:
    return "all" if _is_done(lake) else str(len(list(lake.glob("_work/answers/*.arrow"))))


def poison(count: int = 5_000, doses: int = 50, *, read: str = stand_in.NAME) -> bool:
    """Put harmful documents among good ones; each is to cost itself alone."""
    chance = random.Random(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = list(reports(count, chance))
        harmful = dict.fromkeys(sorted(chance.sample(range(count), doses)), "")
        for dose, place in enumerate(harmful):
            harmful[place] = HARM[dose % len(HARM)]
            made[place] = report(place, text=f"POISON {harmful[place]}\n\nA dose of it, number {dose}, as it were.")
        path = write(folder / "reports.jsonl", made)
        print(_start(folder / "lake", path, read).communicate()[0].strip())
        found = contents(folder / "lake")
        errors = {int(row["origin"].rpartition(":")[2]) - 1: row["error"] for row in found["errors"].get("unknown", [])}
        documents = sum(map(len, found["documents"].values()))
    for kind in HARM:
        told = sorted({errors.get(place, "nothing") for place, given in harmful.items() if given == kind})
        print(f"{kind:>8}: {', '.join(told)}")
    print(f"{documents} of {count - doses} documents, {len(errors)} of {doses} errors")
    return documents == count - doses and set(errors) == set(harmful)


def beside(count: int = 600) -> bool:
    """Compare one run of two processes with two runs of one that have half the reports each, all at the same time.

    Whatever else the machine has to do, it has to do to all of them: with no cost of being two, the first run would
    take as long as the others.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = list(reports(count, random.Random(count)))
        shares = {"both": made, "first": made[: count // 2], "second": made[count // 2 :]}
        paths = {share: write(folder / f"{share}.jsonl", some) for share, some in shares.items()}
        # In one session: Linux shares the processors out among sessions first.
        runs = {
            share: _start(folder / share, path, WHOLE, 2 if share == "both" else 1, session=False)
            for share, path in paths.items()
        }
        told = {share: json.loads(run.communicate()[0]) for share, run in runs.items()}
    for share, found in told.items():
        print(f"{share}: {found}")
    alone = (told["first"]["seconds"] + told["second"]["seconds"]) / 2
    speed = 2 * alone / told["both"]["seconds"]
    print(f"two processes are {speed:.2f} times as fast as one (bar {SPEED}); load {os.getloadavg()[0]:.1f}")
    return bool(speed >= SPEED)


def pace(count: int = 2_000) -> bool:
    """Compare one process and two, in turn; on a machine with anything else to do the clock says little."""
    with tempfile.TemporaryDirectory() as name:
        path = write(Path(name, "reports.jsonl"), reports(count, random.Random(count)))
        told = {}
        for jobs in ("1", "2"):
            command = [sys.executable, "-m", "bench.measure.archive", "one", str(Path(name, jobs)), path, WHOLE, jobs]
            told[jobs] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(f"jobs {jobs}: {told[jobs]}; load {os.getloadavg()[0]:.1f}", flush=True)
    speed = told["1"]["seconds"] / told["2"]["seconds"]
    print(f"two processes are {speed:.2f} times as fast as one (bar {SPEED})")
    return bool(speed >= SPEED)


def main(arguments: list[str] | None = None) -> int:
    """Run one part; the exit code is 1 where a bar is missed."""
    parts: dict[str, Callable[..., bool]] = {
        "memory": memory, "kills": kills, "poison": poison, "pace": pace, "beside": beside, "one": one,
    }  # fmt: skip
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=parts)
    parser.add_argument("values", nargs="*")
    parser.add_argument("--whole", action="store_true", help="read with all layers")
    given = parser.parse_args(arguments)
    values: list[Any] = given.values if given.part == "one" else [int(value) for value in given.values]
    settings = {"read": WITH_HARM} if given.whole and given.part in {"kills", "poison"} else {}
    return 0 if parts[given.part](*values, **settings) else 1


if __name__ == "__main__":
    sys.exit(main())
