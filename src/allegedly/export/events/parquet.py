"""The event table as Parquet, with types: whole numbers, numbers, text, and lists where an event has several values.

Needs pyarrow, which `pip install "allegedly[parquet]"` brings. Rows are written in groups, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from allegedly import __version__
from allegedly.errors import NotInstalled
from allegedly.export.events.cells import Value
from allegedly.export.events.reported import Reported
from allegedly.export.events.table import COLUMNS

GROUP = 5_000
"""Rows of a group, the unit in which Parquet is written and read."""


def needed() -> Any:
    """Return pyarrow; NotInstalled says how to install it where it is missing."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise NotInstalled('Parquet needs pyarrow: pip install "allegedly[parquet]", or take --as csv') from error
    return pyarrow


def write(events: Iterable[Reported], file: BinaryIO) -> int:
    """Write the events as Parquet (columns as in CSV); return how many. NotInstalled where pyarrow is missing."""
    pyarrow = needed()
    schema = _schema(pyarrow)
    count = 0
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for size, values in _groups(events):
            writer.write_table(pyarrow.table(values, schema=schema))
            count += size
    return count


def _groups(events: Iterable[Reported]) -> Iterator[tuple[int, list[list[Value]]]]:
    """Yield groups of events: how many they are, and the values of each column."""
    rows = iter(events)
    while group := [[column.value(event) for column in COLUMNS] for event in islice(rows, GROUP)]:
        yield len(group), [list(values) for values in zip(*group, strict=True)]


def _schema(arrow: Any) -> Any:
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "texts": arrow.list_(arrow.string()),
        "integers": arrow.list_(arrow.int64()),
    }
    fields = [arrow.field(column.name, types[column.kind]) for column in COLUMNS]
    return arrow.schema(fields, metadata={"coder": f"allegedly {__version__}", "codebook": "PLOVER 2024"})
