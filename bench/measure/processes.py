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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks at the processes."""
PATIENCE = 60.0
"""Seconds for which processes that are left behind are waited for."""
_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Took:
    """What a command printed and took; `megabytes` is the peak of its processes' shares of the memory (PSS).

    `cpu` is what the system says of processes that were waited for, or what was seen of all every so often, whichever
    is more: nobody waits for the workers of Spark's daemon.
    """

    printed: str
    seconds: float
    cpu: float
    megabytes: float


def watched(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end; CalledProcessError where it fails."""
    if ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise OSError("processes that are left behind cannot be taken over")
    watch = _Watch()
    before, started = _cpu(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    watch.start()
    printed = process.communicate()[0]
    seconds = time.perf_counter() - started
    watch.wait_for_all()
    watch.end()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(printed, seconds, max(_cpu() - before, watch.cpu), watch.megabytes)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Looks at all that descends from this process, but for what did before, every so often, until the end."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._others = set(_descendants())
        self._seen: dict[tuple[int, int], float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    @property
    def cpu(self) -> float:
        """The CPU-seconds that were seen."""
        return sum(self._seen.values())

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def wait_for_all(self) -> None:
        """Wait for what was left behind, which became a child of this process."""
        until = time.monotonic() + PATIENCE
        while (left := self._processes()) and time.monotonic() < until:
            for process in left:
                with suppress(ChildProcessError):
                    os.waitpid(process, os.WNOHANG)
            time.sleep(0.1)

    def _processes(self) -> list[int]:
        return [one for one in _descendants() if one not in self._others]

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            processes = self._processes()
            for process in processes:
                with suppress(OSError):
                    fields = _fields(process)
                    ticks = int(fields[11]) + int(fields[12])
                    self._seen[process, int(fields[19])] = ticks / os.sysconf("SC_CLK_TCK")
            self.megabytes = max(self.megabytes, sum(map(_share, processes)))


def _fields(process: int) -> list[str]:
    """Return what the system tells of a process after its name (proc(5), from the state on)."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _descendants() -> list[int]:
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            children[int(_fields(int(path.name))[1])].append(int(path.name))
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
