"""Columns of delimited text: a name and the value of each event."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TextIO, TypeVar

from allegedly.export.events.cells import Value

Row = TypeVar("Row")
Kind = Literal["text", "integer", "number", "texts", "integers"]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name, the value of a row, and what its values are (which only a typed format asks)."""

    name: str
    value: Callable[[Row], Value]
    kind: Kind = "text"


def write(
    columns: tuple[Column[Row], ...],
    rows: Iterable[Row],
    file: TextIO,
    *,
    delimiter: str,
    cell: Callable[[Value], str],
) -> int:
    """Write a header and the rows, as they come; return how many rows.

    Quotation marks and line breaks in cells are quoted as RFC 4180 says; lines end in a line feed, everywhere.
    """
    write_row = csv.writer(file, delimiter=delimiter, lineterminator="\n").writerow
    write_row(column.name for column in columns)
    count = 0
    for row in rows:
        write_row(cell(column.value(row)) for column in columns)
        count += 1
    return count
