"""Tasks that take files of answers apart: what decides about each answer, and then the answers, spread over pieces.

Between the two Spark decides which answers count; it moves heads, and pieces as bytes, and never has to know what an
answer holds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby, islice
from operator import itemgetter

import pyarrow as pa

from allegedly.lake import pieces
from allegedly.lake.folder import Folder
from allegedly.lake.schema import HEAD, answer_schema
from allegedly.lake.spark.frames import Row
from allegedly.lake.staging import read

FILES = pa.schema([("folder", pa.string()), ("file", pa.string())])
"""Files of answers."""
FOUND = pa.schema([
    *(field.with_nullable(True) for field in HEAD),
    *FILES,
    pa.field("row", pa.int64()),
    pa.field("error", pa.string()),
    pa.field("message", pa.string()),
])  # fmt: skip
"""The head of an answer, where it lies, and the error if it is one."""
SPREAD = pa.schema([
    pa.field("month", pa.string()),
    pa.field("stretch", pa.int64()),
    pa.field("piece", pa.int64()),
    pa.field("supersedes", pa.string()),
    pa.field("answers", pa.binary()),
])  # fmt: skip
"""Some of the documents of a piece: as JSON what each supersedes, and the answers of those that are new, if any are.

The answers are one Arrow batch, without its schema, which is `answer_schema`.
"""
ROWS = 64
"""Rows of SPREAD that are handed on as one Arrow batch."""
STRETCH = 8
"""Pieces of a month that one task writes, and that are files of their own."""


def heads(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield what decides about the answers of files (`folder`, `file`), as FOUND."""
    columns = [field.name for field in HEAD]
    for row in chain.from_iterable(batch.to_pylist() for batch in batches):
        with Folder(row["folder"]).opened(row["file"]) as file:
            answers = pa.Table.from_batches(read(file, (*columns, "errors")))
        failures = [errors[0] if errors else {} for errors in answers.column("errors").to_pylist()]
        found = {
            **{name: answers.column(name) for name in columns},
            "folder": [row["folder"]] * len(failures),
            "file": [row["file"]] * len(failures),
            "row": range(len(failures)),
            **{name: [failure.get(name) for failure in failures] for name in ("error", "message")},
        }
        yield from pa.table(found, schema=FOUND).combine_chunks().to_batches()


def spread(batches: Iterator[pa.RecordBatch], months: Mapping[str, tuple[int, int]]) -> Iterator[pa.RecordBatch]:
    """Yield the documents that stand (`folder`, `file`, `row`, `month`, `document`, `supersedes`), as SPREAD.

    They come sorted by file; those without one are in the lake already. `months` has the documents and the characters
    of each month.
    """
    spreading = _Spreading(months)
    rows = chain.from_iterable(batch.to_pylist() for batch in batches)
    for (folder, file), group in groupby(rows, key=itemgetter("folder", "file")):
        while some := list(islice(group, pieces.HELD_DOCUMENTS)):
            if file is None:
                spreading.leave(some)
            else:
                spreading.read(folder, file, some)
            yield from spreading.made()
    spreading.flush()
    yield from spreading.made()


class _Spreading:
    """Documents on their way into pieces."""

    def __init__(self, months: Mapping[str, tuple[int, int]]) -> None:
        self._cuts = cache(lambda month: pieces.bounds(*months[month]))
        self._spreader = pieces.Spreader(self._take, self._cuts)
        self._supersedes: dict[str, str | None] = {}
        self._rows: list[dict[str, object]] = []

    def read(self, folder: str, file: str, rows: Sequence[Row]) -> None:
        """Take answers of a file."""
        with Folder(folder).opened(file) as opened:
            [answers] = pa.Table.from_batches(read(opened)).combine_chunks().to_batches()
        self._supersedes.update((row["document"], row["supersedes"]) for row in rows)
        self._spreader.add(answers, ((row["row"], row["month"], row["document"]) for row in rows))

    def leave(self, rows: Sequence[Row]) -> None:
        """Tell of documents that the lake has."""
        told: defaultdict[tuple[str, int], dict[str, str | None]] = defaultdict(dict)
        for row in rows:
            piece = pieces.place(self._cuts(row["month"]), row["document"])
            told[row["month"], piece][row["document"]] = row["supersedes"]
        for (month, piece), supersedes in told.items():
            self._tell(month, piece, supersedes, None)

    def flush(self) -> None:
        """Have nothing held any more."""
        self._spreader.flush()

    def made(self) -> Iterator[pa.RecordBatch]:
        """Yield what is ready, and forget it."""
        rows, self._rows = self._rows, []
        for start in range(0, len(rows), ROWS):
            yield pa.RecordBatch.from_pylist(rows[start : start + ROWS], schema=SPREAD)

    def _take(self, month: str, piece: int, answers: pa.Table) -> None:
        supersedes = {document: self._supersedes.pop(document) for document in answers.column("document").to_pylist()}
        [batch] = answers.combine_chunks().to_batches()
        self._tell(month, piece, supersedes, batch.serialize().to_pybytes())

    def _tell(self, month: str, piece: int, supersedes: Mapping[str, str | None], answers: bytes | None) -> None:
        values = (month, piece // STRETCH, piece, json.dumps(supersedes), answers)
        self._rows.append(dict(zip(SPREAD.names, values, strict=True)))


def together(rows: Iterable[Row]) -> tuple[pa.Table, dict[str, str | None]]:
    """Return the answers of a piece, of rows of SPREAD, and what each of its documents supersedes."""
    supersedes: dict[str, str | None] = {}
    found = [answer_schema().empty_table()]
    for row in rows:
        supersedes |= json.loads(row["supersedes"])
        if row["answers"] is not None:
            found.append(
                pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(row["answers"]), answer_schema())])
            )
    return pa.concat_tables(found), supersedes
