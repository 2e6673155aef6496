"""Tasks that read: sources to inputs, and inputs to answers, each in a process that a document may take down.

The process is kept from task to task, so that the models are loaded once a worker. What has been answered is written
every so often, whole or not at all, under a name of its own: a run that is cut off goes on, and a task that is tried
again, or by two workers at once, costs nothing but time, since a document is in the lake once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby
from operator import itemgetter

import pyarrow as pa

from allegedly.lake import inputs, local
from allegedly.lake.batch import Options, digest, from_row, to_row
from allegedly.lake.batches import Batch, batches
from allegedly.lake.folder import Folder
from allegedly.lake.staging import packed, unpacked
from allegedly.lake.worker import Limits, Task
from allegedly.run.pool import Pool

NAMED = pa.schema([("input", pa.string()), ("origin", pa.string()), ("kind", pa.string()), ("data", pa.binary())])
"""Inputs by what they are called among all others."""
COUNTED = pa.schema([("read", pa.int64())])
TOGETHER = 256
"""Answers that are written as one file, about."""
HANDED = 64
"""Inputs that are handed on as one Arrow batch."""
SUFFIX = ".arrow"
"""What the names of files of answers end in."""


def found(rows: Iterator[pa.RecordBatch], options: Options) -> Iterator[pa.RecordBatch]:
    """Yield the inputs of sources (`url`, `size`), by their names."""
    held: list[dict[str, object]] = []
    for row in chain.from_iterable(batch.to_pylist() for batch in rows):
        for item in inputs.read_source(inputs.Source(row["url"], row["size"])):
            named = (digest(item, options), *to_row(item))
            held.append(dict(zip(NAMED.names, named, strict=True)))
            if len(held) == HANDED:
                yield pa.RecordBatch.from_pylist(held, schema=NAMED)
                held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=NAMED)


def answered(rows: Iterator[pa.RecordBatch], work: str, options: Options, limits: Limits) -> Iterator[pa.RecordBatch]:
    """Read inputs (NAMED, sorted), each once, write the answers to files of a folder, and yield how many they were."""
    answers = Answers(work)
    local.Engine(answers, options).read(_batches(rows, options), _process(options, limits))
    answers.flush()
    yield pa.RecordBatch.from_pylist([{"read": answers.count}], schema=COUNTED)


def _batches(rows: Iterator[pa.RecordBatch], options: Options) -> Iterator[Batch]:
    listed = chain.from_iterable(batch.to_pylist() for batch in rows)
    once = (next(same) for _, same in groupby(listed, key=itemgetter("input")))
    return batches((from_row(row["origin"], row["kind"], row["data"]) for row in once), options)


@cache
def _process(options: Options, limits: Limits) -> Pool[Task, bytes]:
    """Return the process that reads, which lives as long as the worker of Spark that asks it."""
    return local.pool(options, limits, jobs=1).__enter__()


@dataclass(slots=True)
class Answers:
    """Answers on their way into a folder."""

    folder: str
    count: int = 0
    _held: list[pa.RecordBatch] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def put(self, name: str, answers: bytes) -> None:
        """Keep the answers to a batch."""
        batch = unpacked(answers)
        self._held.append(batch)
        self._names.append(name)
        self.count += batch.num_rows
        if sum(batch.num_rows for batch in self._held) >= TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if not self._held:
            return
        folder = Folder(self.folder)
        # Another attempt at the same inputs may group them otherwise: its files are others then.
        name = hashlib.sha256(" ".join(self._names).encode()).hexdigest()[:20]
        with folder.room() as room:
            path = room / "answers"
            path.write_bytes(packed(*self._held))
            folder.move_in(path, f"{name}{SUFFIX}")
        self._held, self._names = [], []
