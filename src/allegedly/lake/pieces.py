"""Pieces: the documents of a month from one id to another, few enough to be sorted in memory.

Answers come in the order in which they were read. They are spread over the pieces that they belong to, which are files
of the work folder; then each piece is taken by itself, and its tables come out in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from allegedly.lake.schema import answer_schema, arrow_schema

DOCUMENTS, CHARACTERS = 1_000, 4_000_000
"""Documents, and characters of text, of a piece, about."""
HELD_DOCUMENTS, HELD_BYTES = 4_000, 128_000_000
"""Answers that are held, at most, before they are spread."""
PACKED = 100_000
"""Bytes of answers from which on they are compressed; with fewer it is the many columns that take the time."""
_LAST = "g"
"""What comes after all ids, which are hexadecimal digits."""


def bounds(documents: int, characters: int) -> tuple[str, ...]:
    """Return where the pieces of a month begin and, at the end, what comes after all ids.

    Ids are hashes, so that equal parts of their range hold about as many documents each.
    """
    count = max(1, -(-documents // DOCUMENTS), -(-characters // CHARACTERS))
    return ("", *(f"{(n << 32) // count:08x}" for n in range(1, count)), _LAST)


def place(cuts: Sequence[str], document: str) -> int:
    """Return the number of the piece that a document is in, by the bounds of its month's pieces."""
    return bisect_right(cuts, document) - 1


class Spreader:
    """Spreads answers over pieces: `sink` is given answers of a month and the number of their piece there.

    `cuts` gives the bounds of a month's pieces.
    """

    def __init__(self, sink: Callable[[str, int, pa.Table], None], cuts: Callable[[str], Sequence[str]]) -> None:
        self._sink = sink
        self._cuts = cuts
        self._held: list[Any] = []
        self._places: list[tuple[str, int]] = []
        self._bytes = 0

    def add(self, answers: pa.RecordBatch, kept: Iterable[tuple[int, str, str]]) -> None:
        """Take those answers (by row, month and document) that are kept."""
        chosen = list(kept)
        if not chosen:
            return
        taken = answers.take(pa.array([row for row, _, _ in chosen], pa.int64()))
        self._held.append(taken)
        self._bytes += taken.nbytes
        self._places += [(month, place(self._cuts(month), document)) for _, month, document in chosen]
        if len(self._places) >= HELD_DOCUMENTS or self._bytes >= HELD_BYTES:
            self.flush()

    def flush(self) -> None:
        """Give on what is held."""
        rows: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for row, place in enumerate(self._places):
            rows[place].append(row)
        if rows:
            table = pa.Table.from_batches(self._held, schema=answer_schema()).combine_chunks()
            for (month, number), some in rows.items():
                self._sink(month, number, table.take(pa.array(some, pa.int64())))
        self._held, self._places, self._bytes = [], [], 0


def piece(folder: Path, month: str, number: int) -> Path:
    """Return the path of a piece."""
    return folder / f"{month}-{number}.arrow"


def append(folder: Path, month: str, number: int, table: pa.Table) -> None:
    """Put answers into the file of their piece, after those that are there."""
    options = pa.ipc.IpcWriteOptions(compression="lz4" if table.nbytes > PACKED else None)
    with piece(folder, month, number).open("ab") as file, pa.ipc.new_stream(file, table.schema, options=options) as one:
        one.write_table(table)


def answers(path: Path) -> pa.Table:
    """Return the answers of a piece, none where it has no file."""
    found = [answer_schema().empty_table()]
    if path.exists():
        with path.open("rb") as file:
            while file.tell() < path.stat().st_size:
                found.append(pa.ipc.open_stream(file).read_all())
    return pa.concat_tables(found)


def rows(answers: pa.Table, table: str) -> pa.Table:
    """Return the rows of a table that answers hold."""
    schema = arrow_schema(table)
    flat = [chunk.flatten() for chunk in answers.column(table).chunks]
    return pa.Table.from_batches([pa.RecordBatch.from_arrays(one.flatten(), schema=schema) for one in flat], schema)
