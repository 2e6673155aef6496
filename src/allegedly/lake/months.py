"""Months, written: all tables of the documents of a month, or of a stretch of it, piece by piece, by either engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from allegedly.lake import partitions, pieces
from allegedly.lake.manifest import Part
from allegedly.lake.opening import Lake
from allegedly.lake.schema import READ, owner

RECORDS = tuple(table for table in READ if table != "errors")
"""The tables that hang on documents."""


class Month:
    """Writes the tables of a month of a lake, which is as it was before; `name` is as for `partitions.Writer`."""

    def __init__(self, before: Lake, room: Path, month: str, name: str = "part") -> None:
        self._before = before
        self._month = month
        self._writers = {table: partitions.Writer(before.folder, room, table, month, name) for table in RECORDS}

    def write(self, answers: pa.Table, supersedes: Mapping[str, str | None]) -> None:
        """Write a piece, whose documents come after those before it.

        `supersedes` names all of them, each with what it is a later version of; `answers` (`answer_schema`) are those
        of some, and the others are taken from the lake.
        """
        left = pa.array(sorted(supersedes.keys() - set(answers.column("document").to_pylist())), pa.string())
        for table, writer in self._writers.items():
            rows = pa.concat_tables([pieces.rows(answers, table), *self._from_lake(table, left)])
            writer.write(_told(rows, supersedes) if table == "documents" else rows)
            del rows
        pa.default_memory_pool().release_unused()

    def close(self) -> dict[str, list[Part]]:
        """Finish, and return the files of each table."""
        for writer in self._writers.values():
            writer.close()
        return {table: writer.parts for table, writer in self._writers.items()}

    def _from_lake(self, table: str, documents: pa.Array) -> Iterator[pa.Table]:
        """Yield the rows that the lake has of these documents, which are in order."""
        if not len(documents):
            return
        parts = [part for part in self._before.manifest.tables.get(table, ()) if part.month == self._month]
        first, last = documents[0].as_py(), documents[-1].as_py() + "~"
        for rows in partitions.read(self._before.folder, parts, table, first, last):
            yield rows.filter(pc.is_in(rows.column(owner(table)), documents))


def _told(documents: pa.Table, supersedes: Mapping[str, str | None]) -> pa.Table:
    """Return the rows with what each document supersedes, as it is now."""
    told = pa.array([supersedes[one] for one in documents.column("id").to_pylist()], pa.string())
    place = documents.schema.get_field_index("supersedes")
    return documents.set_column(place, documents.schema.field(place), told)
