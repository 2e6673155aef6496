"""Rows of the ledger on standard output: an aligned table for people, JSON lines for machines."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from allegedly.cli.filtering import TABLE_LIMIT
from allegedly.cli.terminal import complain, one_line, out
from allegedly.ledger import Filter, Ledger, open_ledger

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Row = TypeVar("Row", bound=DataclassInstance)
else:
    Row = TypeVar("Row")

FIRST_ONLY = f"these are the first {TABLE_LIMIT}; --limit 0 shows all"
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table: its heading, and what stands in it and how for each row.

    Only a column that `wraps` is made narrower than its cells where the terminal is.
    """

    heading: str
    cell: Callable[[Row], object]
    style: Callable[[Row], str] = lambda _: ""
    wraps: bool = False
    right: bool = False


def list_rows(
    path: Path,
    query: Callable[[Ledger, Filter], Iterator[Row]],
    wanted: Filter,
    columns: Sequence[Column[Row]],
    *,
    as_json: bool,
    none: str,
) -> None:
    """Print what a query yields from the ledger at `path`; `none` goes to standard error where a table is empty."""
    with (
        open_ledger(path, create=False, read_only=True) as ledger,
        # Where the reader of the output goes away, the query must end before the ledger is closed.
        closing(cast("Generator[Row]", query(ledger, limited(wanted, as_json=as_json)))) as rows,
    ):
        print_rows(rows, columns, wanted, as_json=as_json, none=none)


def limited(wanted: Filter, *, as_json: bool) -> Filter:
    """Return the filter as the ledger takes it: 0 asks for all, and a table needs one row more than it shows."""
    if wanted.limit is None and not as_json:
        return dataclasses.replace(wanted, limit=TABLE_LIMIT + 1)
    return dataclasses.replace(wanted, limit=wanted.limit or None)


def print_rows(
    rows: Iterable[Row], columns: Sequence[Column[Row]], wanted: Filter, *, as_json: bool, none: str
) -> None:
    """Print rows as a table or as JSON; `wanted` is the filter as the user gave it."""
    if as_json:
        for row in rows:
            print_json(dataclasses.asdict(row))
        return
    shown = list(rows)
    if not shown:
        complain(none)
        return
    cut = wanted.limit is None and len(shown) > TABLE_LIMIT
    _print_table(shown[:TABLE_LIMIT] if cut else shown, columns)
    if cut:
        complain(FIRST_ONLY)


def print_json(record: dict[str, Any]) -> None:
    """Print a record on one line; characters that a terminal would obey are escaped, which JSON reads back."""
    line = json.dumps(record, ensure_ascii=False)
    sys.stdout.write(_UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", line) + "\n")


def _print_table(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(
            column.heading, justify="right" if column.right else "left", no_wrap=not column.wraps, overflow="fold"
        )
    for row in rows:
        cells = ((column.cell(row), column.style(row)) for column in columns)
        table.add_row(*(Text(one_line("" if cell is None else str(cell)), style) for cell, style in cells))
    console = out()
    for line in console.render_lines(table, console.options, pad=False):
        text = Text.assemble(*((part.text, part.style or "") for part in line))
        text.rstrip()
        console.print(text, soft_wrap=True)
