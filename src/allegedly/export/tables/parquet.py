"""A table of the ledger as Parquet: text, int64 and double columns, each with its description as metadata.

Needs pyarrow, which `pip install "allegedly[parquet]"` brings. Rows are written in groups, so that memory stays flat;
a group ends early where its texts are long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from allegedly import __version__
from allegedly.export.events.parquet import needed
from allegedly.export.tables.schema import Row, Table

GROUP = 20_000
"""Rows of a group at most, the unit in which Parquet is written and read."""
CHARACTERS = 8_000_000
"""Characters of a group at about which it ends, however few its rows are."""


def write(table: Table, rows: Iterable[Row], file: BinaryIO) -> int:
    """Write the rows as they come; return how many. NotInstalled where pyarrow is missing."""
    arrow = needed()
    schema = schema_of(arrow, table)
    count = 0
    with arrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(rows):
            values = [list(column) for column in zip(*group, strict=True)]
            writer.write_table(arrow.table(values, schema=schema))
            count += len(group)
    return count


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += sum(len(value) for value in row if isinstance(value, str))
        if len(group) == GROUP or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def schema_of(arrow: Any, table: Table) -> Any:
    """Return the Arrow schema of a table, with what it and its columns mean as metadata."""
    types = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64()}
    fields = [
        arrow.field(
            column.name, types[column.kind], nullable=column.optional, metadata={"description": column.description}
        )
        for column in table.columns
    ]
    about = {"coder": f"allegedly {__version__}", "table": table.name, "description": table.description}
    return arrow.schema(fields, metadata=about)
