"""The engine of one machine: processes that read batches; this one hands them out and keeps what they answer.

A batch on which a worker dies is read again, one input at a time; an input is lost that kills its worker then, too, and
once more, or takes too long by itself. All that is held is what is being read: a few batches a worker.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

import pyarrow as pa

from allegedly.errors import Crashed, DocumentError
from allegedly.lake.batch import Options, failed, to_arrow
from allegedly.lake.batches import Batch
from allegedly.lake.staging import Staging, packed, unpacked
from allegedly.lake.worker import Limits, Task, prepare, work
from allegedly.run.pool import Lost, Pool

TRIES = 3
"""So often an input is read on which a worker dies, the time in its batch among them: somebody may have killed it."""
WINDOW = 2
"""Batches a worker that are taken ahead."""


def read(
    batches: Iterable[Batch],
    staging: Staging,
    options: Options,
    *,
    jobs: int,
    limits: Limits,
    on_batch: Callable[[Batch], None] = lambda _: None,
) -> None:
    """Read batches and keep the answers; `on_batch` is called with each whose answers are kept.

    Raises RunError if no worker can be started.
    """
    with pool(options, limits, jobs) as workers:
        Engine(staging, options, on_batch).read(batches, workers)


def pool(options: Options, limits: Limits, jobs: int) -> Pool[Task, bytes]:
    """Return the processes that read, to be used in a `with` statement."""
    return Pool(
        partial(work, options=options, limits=limits),
        jobs=jobs,
        time_limit=limits.seconds,
        size=lambda task: len(task.items),
        window=WINDOW,
        prepare=partial(prepare, options, limits),
    )


class Keeps(Protocol):
    """Where answers are kept."""

    def put(self, name: str, answers: bytes) -> None:
        """Keep the answers to the batch of that name, as `staging.packed` gives them."""


class Engine:
    """A run over batches: what is to be read again, and the answers of batches that are not complete."""

    def __init__(self, kept: Keeps, options: Options, on_batch: Callable[[Batch], None] = lambda _: None) -> None:
        self._kept = kept
        self._options = options
        self._on_batch = on_batch
        self._again: deque[Task] = deque()
        self._parts: dict[str, dict[int, bytes]] = {}
        self._broken: dict[str, Batch] = {}

    def read(self, batches: Iterable[Batch], workers: Pool[Task, bytes]) -> None:
        """Read all batches; returns when there is an answer to each input."""
        source = iter(batches)
        while True:
            for task, answer in workers.unordered(self._tasks(source)):
                self._take(task, answer)
            if not self._again:
                return

    def _tasks(self, source: Iterator[Batch]) -> Iterator[Task]:
        """Yield what is to be read again as soon as it is known, and else the next batch."""
        while True:
            if self._again:
                yield self._again.popleft()
            elif batch := next(source, None):
                yield Task(batch.name, batch.items)
            else:
                return

    def _take(self, task: Task, answer: bytes | Lost) -> None:
        if task.nth is None:
            if isinstance(answer, Lost):
                self._take_apart(task)
            else:
                self._keep(Batch(task.name, task.items), answer)
        elif not isinstance(answer, Lost):
            self._put_together(task, answer)
        elif isinstance(answer.error, Crashed) and task.tries < TRIES:
            self._again.append(Task(task.name, task.items, task.nth, task.tries + 1))
        else:
            self._put_together(task, self._lost(task, answer.error))

    def _take_apart(self, task: Task) -> None:
        self._broken[task.name] = Batch(task.name, task.items)
        self._parts[task.name] = {}
        self._again.extend(Task(task.name, (item,), nth, tries=2) for nth, item in enumerate(task.items))

    def _lost(self, task: Task, error: DocumentError) -> bytes:
        return packed(to_arrow([failed(item, self._options, error) for item in task.items]))

    def _put_together(self, task: Task, answer: bytes) -> None:
        assert task.nth is not None  # noqa: S101
        batch, parts = self._broken[task.name], self._parts[task.name]
        parts[task.nth] = answer
        if len(parts) == len(batch.items):
            table = pa.Table.from_batches([unpacked(parts[nth]) for nth in range(len(parts))])
            [whole] = table.combine_chunks().to_batches()
            self._keep(batch, packed(whole))
            del self._broken[task.name], self._parts[task.name]

    def _keep(self, batch: Batch, answers: bytes) -> None:
        self._kept.put(batch.name, answers)
        self._on_batch(batch)
