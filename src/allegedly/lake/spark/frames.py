"""Functions over rows, run by Spark where the rows are: each row by itself, or all rows of a group, as a stream.

A task takes Arrow batches in and gives them back; between, rows are dicts. Groups come sorted, one after the other, so
that a million groups of one row cost no more than a million rows, and a group need not fit into one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from allegedly.lake.opening import Lake
from allegedly.lake.schema import arrow_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Row = Mapping[str, Any]
ROWS = 512
"""Rows of an Arrow batch that a task gives back."""


def mapped(frame: DataFrame, function: Callable[[Iterator[Row]], Iterable[Row]], schema: pa.Schema) -> DataFrame:
    """Return the rows that a function makes of the rows of each partition."""

    def task(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = iter(function(chain.from_iterable(batch.to_pylist() for batch in batches)))
        while some := list(islice(rows, ROWS)):
            yield pa.RecordBatch.from_pylist(some, schema=schema)

    return frame.mapInArrow(task, to_spark(schema))


def grouped(
    frame: DataFrame,
    keys: Sequence[str],
    order: Sequence[str],
    function: Callable[[Iterator[Row]], Iterable[Row]],
    schema: pa.Schema,
) -> DataFrame:
    """Return the rows that a function makes of the rows of each group, which come in that order."""

    def key(row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in keys)

    def groups(rows: Iterator[Row]) -> Iterator[Row]:
        for _, group in groupby(rows, key):
            yield from function(group)

    together = frame.repartition(*keys).sortWithinPartitions(*keys, *order)
    return mapped(together, groups, schema)


def handed(spark: SparkSession, rows: pa.Table) -> DataFrame:
    """Return rows that the driver has as a frame."""
    return spark.createDataFrame(rows) if rows.num_rows else spark.createDataFrame([], to_spark(rows.schema))


def to_spark(schema: pa.Schema) -> Any:
    """Return Spark's word for an Arrow schema."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def table(spark: SparkSession, lake: Lake, name: str) -> DataFrame:
    """Return a table of a lake: what the files hold that its manifest names."""
    schema = to_spark(arrow_schema(name))
    files = [part.path for part in lake.manifest.tables.get(name, ()) if part.rows]
    if not files:
        return spark.createDataFrame([], schema)
    return spark.read.schema(schema).parquet(*(lake.folder.path(path) for path in files))
