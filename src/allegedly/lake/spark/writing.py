"""Rows into the partitions of a lake: sorted by Spark, written by the tasks, and named in the manifest by the driver.

A task that is tried again, or by two workers at once, writes files of its own; those of the attempt that counts are in
the manifest, and the others are taken away with all that it does not name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from allegedly.lake import partitions
from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Part
from allegedly.lake.opening import Lake, opened
from allegedly.lake.pieces import DOCUMENTS
from allegedly.lake.schema import READ, arrow_schema, order, owner
from allegedly.lake.spark.frames import to_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PIECE = 20_000
"""Rows of a piece at most."""
WRITTEN = pa.schema([
    pa.field("table", pa.string()),
    pa.field("path", pa.string()),
    pa.field("month", pa.string()),
    pa.field("rows", pa.int64()),
    pa.field("bytes", pa.int64()),
])  # fmt: skip
"""Files that tasks have written."""


def write(table: str, rows: DataFrame, lake: str) -> tuple[Part, ...]:
    """Write the rows of a table (its columns, and `month`); return the files, which the lake has once it names them."""
    columns = [field.name for field in arrow_schema(table)]
    sort = ("month", *order(table))
    ordered = rows.select("month", *columns).repartitionByRange(*sort).sortWithinPartitions(*sort)
    written = ordered.mapInArrow(partial(_write, table=table, lake=lake), to_spark(WRITTEN)).drop("table")
    return tuple(sorted((Part(**row.asDict()) for row in written.collect()), key=lambda part: part.path))


def _write(batches: Iterator[pa.RecordBatch], table: str, lake: str) -> Iterator[pa.RecordBatch]:
    folder = Folder(lake)
    with folder.room() as room:
        for month, pieces in groupby(_by_month(batches, PIECE), key=lambda piece: piece[0]):
            writer = partitions.Writer(folder, room, table, month, f"part-{_number():05}")
            for _, piece in pieces:
                writer.write(piece.drop_columns("month").cast(arrow_schema(table)))
            writer.close()
            for part in writer.parts:
                yield pa.RecordBatch.from_pylist([{"table": table, **asdict(part)}], schema=WRITTEN)


def documents(batches: Iterator[pa.RecordBatch], lake: str, stamp: str) -> Iterator[pa.RecordBatch]:
    """Write all tables of documents, which come in order of month and id, and yield the files (WRITTEN).

    The rows are `month`, `document`, `supersedes`, `input` and, of each table, a list of the rows of an answer; those
    of a document without an `input` are taken from the lake as it was.
    """
    before = opened(lake, stamp)
    for month, pieces in groupby(_by_month(batches, DOCUMENTS), key=lambda piece: piece[0]):
        with before.folder.room() as room:
            name = f"part-{_number():05}"
            writers = {one: partitions.Writer(before.folder, room, one, month, name) for one in READ if one != "errors"}
            for _, piece in pieces:
                for table, writer in writers.items():
                    writer.write(_told(table, piece, _rows(table, month, piece, before)))
            for table, writer in writers.items():
                writer.close()
                for part in writer.parts:
                    yield pa.RecordBatch.from_pylist([{"table": table, **asdict(part)}], schema=WRITTEN)


def _rows(table: str, month: str, piece: pa.Table, before: Lake) -> pa.Table:
    """Return the rows of the documents of a piece: of their answers, or as the lake has them."""
    schema = arrow_schema(table)
    flat = [pa.Table.from_struct_array(chunk.flatten()) for chunk in piece.column(table).chunks]
    left = piece.filter(pc.is_null(piece.column("input"))).column("document")
    if len(left):
        ids = pc.min_max(left).as_py()
        parts = [part for part in before.manifest.tables.get(table, ()) if part.month == month]
        there = partitions.read(before.folder, parts, table, ids["min"], ids["max"] + "~")
        flat += [rows.filter(pc.is_in(rows.column(owner(table)), left.combine_chunks())) for rows in there]
    return pa.concat_tables([schema.empty_table(), *(rows.cast(schema) for rows in flat)])


def _told(table: str, piece: pa.Table, rows: pa.Table) -> pa.Table:
    """Return the rows with what each document supersedes, as it is now."""
    if table != "documents":
        return rows
    known = dict(zip(piece.column("document").to_pylist(), piece.column("supersedes").to_pylist(), strict=True))
    told = pa.array([known[one] for one in rows.column("id").to_pylist()], pa.string())
    place = rows.schema.get_field_index("supersedes")
    return rows.set_column(place, rows.schema.field(place), told)


def _number() -> int:
    """Return the number of the task among those of its kind, which are in the order of their rows."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return context.partitionId() if context else 0


def _by_month(batches: Iterator[pa.RecordBatch], most: int) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows in pieces of one month each, of so many rows at most, about, as they come."""
    held: list[pa.RecordBatch] = []
    month, rows = "", 0
    for its, batch in _of_one_month(batches):
        if held and (its != month or rows + batch.num_rows > most):
            yield month, pa.Table.from_batches(held)
            held, rows = [], 0
        month = its
        held.append(batch)
        rows += batch.num_rows
    if held:
        yield month, pa.Table.from_batches(held)


def _of_one_month(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, pa.RecordBatch]]:
    for batch in batches:
        start = 0
        for month, some in groupby(batch.column("month").to_pylist()):
            length = sum(1 for _ in some)
            yield month, batch.slice(start, length)
            start += length
