"""Rows into the partitions of a lake: sorted by Spark, written by the tasks, and named in the manifest by the driver.

A task that is tried again, or by two workers at once, writes files of its own; those of the attempt that counts are in
the manifest, and the others are taken away with all that it does not name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pyarrow as pa

from allegedly.lake import partitions
from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Part
from allegedly.lake.months import Month
from allegedly.lake.opening import opened
from allegedly.lake.schema import arrow_schema, order
from allegedly.lake.spark.frames import to_spark
from allegedly.lake.spark.spreading import together

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
            yield from (_told(table, part) for part in writer.parts)


def documents(batches: Iterator[pa.RecordBatch], lake: str, stamp: str) -> Iterator[pa.RecordBatch]:
    """Write all tables of stretches of months, of rows of `spreading.SPREAD` in order; yield the files (WRITTEN)."""
    before = opened(lake, stamp)
    rows = chain.from_iterable(batch.to_pylist() for batch in batches)
    for (month, stretch), of_stretch in groupby(rows, key=itemgetter("month", "stretch")):
        with before.folder.room() as room:
            made = Month(before, room, month, f"part-{stretch:05}")
            for _, of_piece in groupby(of_stretch, key=itemgetter("piece")):
                made.write(*together(of_piece))
            for table, parts in made.close().items():
                yield from (_told(table, part) for part in parts)


def _told(table: str, part: Part) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"table": table, **asdict(part)}], schema=WRITTEN)


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
