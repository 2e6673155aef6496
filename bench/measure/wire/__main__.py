"""A week of the wire: reports are published as fast as they are read, and the watcher is killed again and again."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from allegedly.ledger import open_ledger
from bench.measure.wire import checks
from bench.measure.wire.outlets import Wire
from bench.suite import SHARED

ARTICLES = SHARED / "data/stories/dev.jsonl.gz"
DELAY, EVERY = 0.05, 4.0
AHEAD = 60
"""Reports that are published and not served yet, at most: the wire waits for its reader."""
QUIET = 12.0
"""Seconds for which unchanged feeds are polled at the end."""
PATIENCE = 180.0
"""Seconds without a report served, or read, after which the watcher is given up."""


def main(arguments: list[str] | None = None) -> int:
    """Run the week and print what it comes to; the exit code says whether anything broke."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure.wire", description=__doc__)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here; made anew")
    chosen = parser.parse_args(arguments)
    if not ARTICLES.exists():
        print(f"left out: there is no {ARTICLES}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ledger = chosen.ledger or Path(folder, "week.sqlite")
        for path in ledger.parent.glob(f"{ledger.name}*"):
            path.unlink()
        return week(chosen.reports, chosen.kills, ledger, chosen.jobs, chosen.seed)


def week(reports: int, kills: int, ledger: Path, jobs: int, seed: int) -> int:
    """Publish so many reports, kill the watcher so many times, and check what the ledger at the end holds."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: (row["published"] or "", row["id"]))[:reports]
    started, memory = time.monotonic(), []
    with Wire(rows, seed) as wire, publishing(wire):
        chance = random.Random(seed)
        for number in range(kills):
            with Watcher(wire, ledger, jobs) as watcher:
                watcher.wait_for(len(rows) * (number + 1) // (kills + 1), chance.random() * 2)
            memory.append(watcher.memory)
            print(f"kill {number + 1}: {held(ledger)} documents, {time.monotonic() - started:.0f} s", flush=True)
        with Watcher(wire, ledger, jobs) as watcher:
            watcher.wait_for(len(rows), 0.0)
            wire.is_calm = True
            watcher.settle()
            time.sleep(QUIET)
            watcher.stop()
        memory.append(watcher.memory)
        broken = list(dict.fromkeys(checks.faults(wire, ledger, DELAY, memory)))
        tell(wire, ledger, memory, time.monotonic() - started)
    for fault in broken[:40]:
        print(f"BROKEN: {fault}")
    print("nothing lost, nothing twice, manners kept" if not broken else f"{len(broken)} faults")
    return int(bool(broken))


class Watcher:
    """One life of `allegedly watch`, started as a user would; it is killed at the end of the `with` statement."""

    def __init__(self, wire: Wire, ledger: Path, jobs: int) -> None:
        self._wire = wire
        self._ledger = ledger
        self.memory: list[int] = []
        command = [
            sys.executable, "-m", "allegedly", "watch", *wire.feeds(), "--ledger", str(ledger),
            "--every", f"{EVERY:g}s", "--delay", str(DELAY), "--jobs", str(jobs),
            "--allow-host", "127.0.0.0/24", "--json",
        ]  # fmt: skip
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)

    def wait_for(self, served: int, more: float) -> None:
        """Wait until so many reports were served in good order, and then so many seconds."""
        self._wait(lambda: sum(report.served >= 0 for report in self._wire.published), served)
        time.sleep(more)

    def settle(self) -> None:
        """Wait until all that was published was served as it is now, and is read, linked or refused."""
        self._wait(lambda: -len(self._wire.missing()), 0)
        self._wait(lambda: -waiting(self._ledger), 0)

    def _wait(self, progress: Callable[[], int], goal: int) -> None:
        best, since = None, time.monotonic()
        while (now := progress()) < goal:
            if self._process.poll() is not None:
                raise SystemExit(f"BROKEN: the watcher ended by itself with exit code {self._process.returncode}")
            if best is None or now > best:
                best, since = now, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                raise SystemExit(f"BROKEN: nothing moves any more ({now} of {goal})")
            self._measure()
            time.sleep(0.25)

    def _measure(self) -> None:
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
            self.memory.append(int(status.partition("VmRSS:")[2].split()[0]))
        except (OSError, IndexError):  # no Linux, or just gone
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, which it must do soon and well."""
        self._process.send_signal(signal.SIGTERM)
        if (code := self._process.wait(20)) != 0:
            raise SystemExit(f"BROKEN: on SIGTERM the watcher ended with exit code {code}")


@contextmanager
def publishing(wire: Wire) -> Iterator[None]:
    """Publish in a thread of its own, as the reader keeps up."""
    over = threading.Event()

    def publish() -> None:
        while not over.wait(0.1):
            room = AHEAD - sum(report.served < 0 for report in wire.published)
            if room > 0:
                wire.publish(min(room, 5))

    thread = threading.Thread(target=publish, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def held(ledger: Path) -> int:
    """Return the number of documents in the ledger."""
    with open_ledger(ledger, read_only=True) as opened:
        [row] = opened.select("SELECT count(*) AS count FROM documents")
        return int(row["count"])


def waiting(ledger: Path) -> int:
    """Return the number of reports that are not read, or not linked, yet."""
    query = """
        SELECT (SELECT count(*) FROM feed_entries WHERE state = 'waiting' AND due < unixepoch() + 60)
            + (SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM linked)
                AND id NOT IN (SELECT supersedes FROM documents WHERE supersedes NOT NULL)) AS count
    """
    with open_ledger(ledger, read_only=True) as opened:
        [row] = opened.select(query)
        return int(row["count"])


def tell(wire: Wire, ledger: Path, memory: list[list[int]], seconds: float) -> None:
    """Print the figures of the week."""
    account, size = wire.account, ledger.stat().st_size / 1e6
    print(f"{len(wire.published)} reports published, {held(ledger)} documents, {size:.0f} MB, {seconds:.0f} s")
    print(f"{len(wire.site.seen)} questions to {len({seen.host for seen in wire.site.seen})} hosts")
    for name, hosts in (("hosts that want 0.3 s", wire.slow), ("other hosts", set(wire.hosts) - wire.slow)):
        found = [pause for host, pause, before, _ in checks.pauses(wire) if host in hosts and "robots" not in before]
        print(f"shortest pause between two questions to {name}: {min(found, default=0):.3f} s")
    print(f"polls of unchanged feeds: {account.unchanged}, of these 304: {account.not_modified}")
    print("faults: " + ", ".join(f"{name} {count}" for name, count in sorted(account.faults.items())))
    print("memory (MB, largest of each life): " + " ".join(f"{max(life) / 1024:.0f}" for life in memory if life))
    print("memory (MB, earlier and later half): " + " ".join(f"{taken / 1024:.0f}" for taken in checks.halves(memory)))


if __name__ == "__main__":
    sys.exit(main())
