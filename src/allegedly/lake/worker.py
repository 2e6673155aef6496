"""What a worker of the local engine does with a batch, and the limits that it keeps to.

A document that takes longer than it may ends the process, by a clock outside of Python; so does one that needs more
memory than it may, among others. The engine then asks for the documents of the batch one by one, and only the one that
does it again is lost.
"""

from __future__ import annotations

import faulthandler
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allegedly.errors import TookTooMuch
from allegedly.lake.batch import WHOLE, Options, failed, read_inputs, to_arrow
from allegedly.lake.staging import packed
from allegedly.loading import uncollected
from allegedly.run.pool import GRACE
from allegedly.sources import Failure, Input

OUT_OF_MEMORY = 12
"""The exit code of a worker that ran out of memory within a batch (ENOMEM)."""
_FIRST = b"""Ministry denies attack

On Monday a ministry in Paris said that 3 people were killed, and denied that it had ordered an attack. "We will
answer," its spokesman, John Smith, told reporters. He accused Russia of shelling Kyiv, where more than 1,000 soldiers
of NATO had arrived by train, according to officials who did not want to be named, and promised them $2 million.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes beyond those that the process takes by itself."""

    seconds: float = 300.0
    megabytes: int = 4_000


@dataclass(frozen=True, slots=True)
class Task:
    """Inputs to be answered together: the whole of the batch of that name, or one of it, its nth, for the nth time."""

    name: str
    items: tuple[Input | Failure, ...]
    nth: int | None = None
    tries: int = 1


def work(task: Task, options: Options, limits: Limits) -> bytes:
    """Return the answers to the inputs of a task, packed."""
    # By itself an input is timed from outside; the clock in here is for the case that nobody is there any more.
    seconds = limits.seconds if task.nth is None else limits.seconds + GRACE
    try:
        return packed(read_inputs(_timed(task.items, seconds), options))
    except MemoryError:
        if task.nth is None:
            os._exit(OUT_OF_MEMORY)
    said = f"reading it took more than {limits.megabytes} MB of memory, and was stopped; split it, or report it"
    return packed(to_arrow([failed(item, options, TookTooMuch(said)) for item in task.items]))


def _timed(items: tuple[Input | Failure, ...], seconds: float) -> Iterator[Input | Failure]:
    """Yield the items, and end the process where one is not done with in time."""
    for item in items:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
        yield item
    faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> int:
    """Return a file descriptor to which nobody listens."""
    return os.open(os.devnull, os.O_WRONLY)


def prepare(options: Options, limits: Limits) -> None:
    """Load what the reading needs, and from there on take no more memory than is allowed, where the system can tell.

    A document is read and thrown away, so that no document's time or memory is spent on what all of them need.
    """
    with uncollected():
        if options.read == WHOLE:
            from allegedly.run.one import load_model

            load_model()
        read_inputs([Input("", "text", _FIRST)], options)
    gc.freeze()
    _allow(limits.megabytes * 1_000_000)


def _allow(more: int) -> None:
    """Take no more than so many bytes beyond what is taken now; nothing where the system has no such limit."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    limit = pages * resource.getpagesize() + more
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or limit <= most:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
