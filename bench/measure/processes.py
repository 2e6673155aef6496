"""What a command takes with all the processes that it starts: CPU-seconds, seconds of the clock, and memory.

Processes that a command leaves behind as it ends (Java's, say) are waited for, so that none of what they took is lost.
Linux alone has what this needs.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks at the memory."""
PATIENCE = 60.0
"""Seconds for which processes that are left behind are waited for."""
_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Took:
    """What a command printed and took; `megabytes` is the peak of its processes' shares of the memory (PSS)."""

    printed: str
    seconds: float
    cpu: float
    megabytes: float


def watched(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end; CalledProcessError where it fails."""
    if ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise OSError("processes that are left behind cannot be taken over")
    others = set(_descendants())
    before, started = _cpu(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    peak = _Peak(others)
    printed = process.communicate()[0]
    seconds = time.perf_counter() - started
    megabytes = peak.end()
    _wait_for_all(others)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(printed, seconds, _cpu() - before, megabytes)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_all(others: Container[int]) -> None:
    """Wait for what was left behind, which became a child of this process."""
    until = time.monotonic() + PATIENCE
    while (left := [one for one in _descendants() if one not in others]) and time.monotonic() < until:
        for process in left:
            with suppress(ChildProcessError):
                os.waitpid(process, os.WNOHANG)
        time.sleep(0.1)


class _Peak:
    """Looks at the memory of all that descends from this process, but for others, every so often, until the end."""

    def __init__(self, others: Container[int]) -> None:
        self._others = others
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """Stop, and return the greatest sum seen."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._most = max(self._most, sum(_share(one) for one in _descendants() if one not in self._others))


def _descendants() -> list[int]:
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(int(path.parent.name))
    found = list(children[os.getpid()])
    for process in found:
        found += children[process]
    return found


def _share(process: int) -> float:
    """Return the megabytes of a process, of shared ones its part; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
