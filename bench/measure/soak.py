"""The soak: runs that are killed again and again come to the same ledger as one that was left in peace.

A folder of reports, put together from the paragraphs of our own and with broken and hostile inputs among them, is read
once without disturbance. Then it is read with runs killed (SIGKILL) at random moments, each taken up by the next.
After each kill the ledger must pass its check, hold all that it held before, and no worker may outlive its run. Whoever
comes to the end starts anew with an empty ledger, until all kills are spent; what the last run leaves must export to
the same records, and list the same errors, as the undisturbed one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from allegedly.errors import LedgerError
from allegedly.ledger import check, open_ledger
from bench.cases import own_reports
from tests.sources import hostile

REPORTS, HOSTILE, JOBS = 60, 40, 2
EARLIEST = 0.2
"""Seconds after which a run may be killed."""
ORPHANS = 20.0
"""Seconds that workers have to notice that their run is gone."""
_SUFFIX = {"text": ".txt", "html": ".html", "record": ".jsonl"}


class Broken(Exception):
    """The soak has found something."""


def main(kills: int = 20, seed: int | None = None) -> int:
    """Run the soak with so many kills and print what happens; the exit code says whether anything broke."""
    seed = int(time.time()) if seed is None else seed
    print(f"seed {seed}")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder, calm, killed = Path(name, "reports"), Path(name, "calm.sqlite"), Path(name, "killed.sqlite")
        write_reports(folder, chance)
        started = time.monotonic()
        code = start(calm, folder).wait()
        seconds = time.monotonic() - started
        expected = state(calm)
        try:
            expect(code == 1, f"the undisturbed run ended with exit code {code}, for all that cannot be read")
            expect(len(expected[0]) >= REPORTS, f"only {len(expected[0])} documents were read of {REPORTS} good ones")
            print(f"undisturbed: {len(expected[0])} documents, {len(expected[1])} errors, {seconds:.1f} s", flush=True)
            for number in range(kills):
                kill_one(number, killed, folder, EARLIEST + chance.random() * seconds * 0.8)
            expect(start(killed, folder).wait() == 1, "the last run ended with another exit code")
            expect(state(killed) == expected, "the ledger differs from that of the undisturbed run")
        except Broken as found:
            print(f"BROKEN: {found}")
            return 1
    print("nothing lost, nothing twice, the same ledger")
    return 0


def write_reports(folder: Path, chance: random.Random) -> None:
    """Write the good reports, each with a text of its own, and a choice of hostile inputs between them."""
    folder.mkdir()
    paragraphs = [part for text, _ in own_reports().values() for part in text.split("\n\n") if len(part) > 80]
    for number in range(REPORTS):
        parts = [f"Report {number} of the soak", *chance.sample(paragraphs, min(12, len(paragraphs)))]
        (folder / f"{number:03}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    small = [item for item in hostile.inputs() if len(item.data) < 30_000]
    for number, item in enumerate(chance.sample(small, HOSTILE)):
        (folder / f"{number * REPORTS // HOSTILE:03}-{item.origin}{_SUFFIX[item.kind]}").write_bytes(item.data)


def start(ledger: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a run as a user would, in a session of its own."""
    command = [sys.executable, "-m", "allegedly", "read", str(folder), "--ledger", str(ledger), "--jobs", str(JOBS)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True
    )


def kill_one(number: int, ledger: Path, folder: Path, seconds: float) -> None:
    """Start a run, kill it after so many seconds, and look at what it leaves; a quicker one is tried again, sooner."""
    before = held(ledger)
    run = start(ledger, folder)
    try:
        code = run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
        wait_for_workers(run.pid)
        after = held(ledger)
        expect(after[: len(before)] == before, f"kill {number}: documents are lost or changed")
        expect(len(set(after)) == len(after), f"kill {number}: documents are there twice")
        print(f"kill {number} after {seconds:.1f} s: {len(before)} documents before, {len(after)} after", flush=True)
    else:
        expect(code == 1, f"run {number} ended with exit code {code}")
        print(f"run {number} came to its end; starting anew", flush=True)
        for path in ledger.parent.glob(f"{ledger.name}*"):
            path.unlink()
        kill_one(number, ledger, folder, max(EARLIEST, seconds * 0.7))


def wait_for_workers(session: int) -> None:
    """Wait until no process of the run's session is left."""
    deadline = time.monotonic() + ORPHANS
    while time.monotonic() < deadline:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(session, signal.SIGKILL)
    raise Broken(f"workers outlived their run by {ORPHANS:g} s")


def held(ledger: Path) -> list[str]:
    """Return the ids of the ledger's documents, none if it is not made yet; raises Broken if it is not sound."""
    if not ledger.exists():
        return []
    try:
        with open_ledger(ledger) as opened:
            faults = [str(fault) for fault in check(opened)]
            expect(not faults, f"the check finds {faults[:3]}")
            return [row.id for row in opened.documents()]
    except LedgerError as error:
        raise Broken(str(error)) from error


def state(ledger: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return all that is in the ledger but the times: the exported documents and the errors, the errors sorted."""
    held(ledger)
    command = [sys.executable, "-m", "allegedly", "export", "jsonl", "--ledger", str(ledger)]
    exported = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    with open_ledger(ledger, read_only=True) as opened:
        errors = sorted((row.origin or "", row.error, row.message) for row in opened.errors())
    return [json.dumps(json.loads(line), sort_keys=True) for line in exported], errors


def expect(holds: bool, message: str) -> None:
    """Raise Broken with the message unless it holds."""
    if not holds:
        raise Broken(message)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))
