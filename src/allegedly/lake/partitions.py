"""The Parquet files of a lake: written, sorted pieces of a month one after the other, and read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Part
from allegedly.lake.schema import UNKNOWN, arrow_schema, order, owner

PIECES = 50
"""Pieces of a file at most; each is a group of rows of its own, the unit in which Parquet is read."""


class Writer:
    """Writes the rows of one table and month, pieces in order; `parts` are the files that are in the lake.

    Where several write to one month, `name` puts their files in order, and tells them from each other.
    """

    def __init__(self, folder: Folder, room: Path, table: str, month: str, name: str = "part") -> None:
        self._folder = folder
        self._room = room
        self._table = table
        self._month = month
        self._name = name
        self._writer: Any = None
        self._pieces = 0
        self._rows = 0
        self.parts: list[Part] = []

    def write(self, rows: pa.Table) -> None:
        """Write rows, which come after those before them, in the order of their key; nothing for none."""
        if not rows.num_rows:
            return
        if self._writer is None:
            self._open()
        self._writer.write_table(rows.sort_by([(column, "ascending") for column in order(self._table)]))
        self._pieces += 1
        self._rows += rows.num_rows
        if self._pieces == PIECES:
            self.close()

    def close(self, *, even_empty: bool = False) -> None:
        """Finish the file that is open; `even_empty` sees that there is one."""
        if self._writer is None and even_empty and not self.parts:
            self._open()
        if self._writer is None:
            return
        self._writer.close()
        self._writer = None
        path = self._path()
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        inside = f"{self._table}/month={self._month}/{self._name}-{len(self.parts):04}-{digest}.parquet"
        part = Part(inside, self._month, self._rows, path.stat().st_size)
        self._folder.move_in(path, inside)
        self.parts.append(part)
        self._pieces = self._rows = 0

    def _open(self) -> None:
        self._writer = parquet.ParquetWriter(self._path(), arrow_schema(self._table), compression="zstd")

    def _path(self) -> Path:
        return self._room / f"{self._table}.parquet"


def empty(folder: Folder, room: Path, table: str) -> list[Part]:
    """Write a file without rows, for a table that has none: so that whoever reads all its files finds one."""
    writer = Writer(folder, room, table, UNKNOWN)
    writer.close(even_empty=True)
    return writer.parts


def read(
    folder: Folder, parts: Sequence[Part], table: str, first: str = "", last: str | None = None
) -> Iterator[pa.Table]:
    """Yield the rows of parts of a table, a group at a time, in order.

    Where `last` is given, only those of documents from one id to another, the last not among them.
    """
    column = owner(table)
    for part in parts:
        with folder.opened(part.path) as file:
            source: Any = parquet.ParquetFile(file)
            place = source.schema_arrow.get_field_index(column)
            for number in range(source.num_row_groups):
                if last is not None and not _may_hold(source.metadata.row_group(number).column(place), first, last):
                    continue
                rows = source.read_row_group(number).cast(arrow_schema(table))
                if last is not None:
                    ids = rows.column(column)
                    rows = rows.filter(pc.and_(pc.greater_equal(ids, first), pc.less(ids, last)))
                yield rows


def _may_hold(chunk: Any, first: str, last: str) -> bool:
    """Say whether a column of a group may have values from one to another, by what the file says of it."""
    told = chunk.statistics
    return told is None or not told.has_min_max or bool(told.min < last and told.max >= first)


def columns(file: Any, names: Sequence[str]) -> pa.Table:
    """Return some columns of an open Parquet file."""
    found: pa.Table = parquet.read_table(file, columns=list(names), partitioning=None)
    return found
