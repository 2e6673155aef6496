"""Rows of the ledger on standard output: an aligned table for people, JSON lines for machines."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from allegedly.cli.terminal import complain, one_line, out

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Row = TypeVar("Row", bound=DataclassInstance)
else:
    Row = TypeVar("Row")

TABLE_LIMIT = 200
"""Rows of a table where no limit is given."""

_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table: its heading, and what stands in it and how for each row.

    A column with a `share` is wrapped and gets that share of what the others leave; the others are never wrapped.
    """

    heading: str
    cell: Callable[[Row], str | None]
    style: Callable[[Row], str] = lambda _: ""
    share: int = 0
    right: bool = False


def print_rows(
    rows: Iterable[Row], columns: Sequence[Column[Row]], *, as_json: bool, limit: int | None, none: str
) -> None:
    """Print at most `limit` rows (all of them for 0); `none` goes to standard error where there are no rows."""
    if as_json:
        for row in islice(rows, limit or None):
            print_json(dataclasses.asdict(row))
        return
    most = TABLE_LIMIT if limit is None else limit
    rows = iter(rows)
    shown = list(islice(rows, most or None))
    if not shown:
        complain(none)
        return
    _print_table(shown, columns)
    if limit is None and next(rows, None) is not None:
        complain(f"these are the first {most}; --limit 0 shows all")


def print_json(record: dict[str, Any]) -> None:
    """Print a record on one line; characters that a terminal would obey are escaped, which JSON reads back."""
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    sys.stdout.write(_UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", line) + "\n")


def _print_table(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=False)
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            no_wrap=not column.share,
            ratio=column.share or None,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(one_line(column.cell(row)), column.style(row)) for column in columns))
    console = out()
    for line in console.render_lines(table, pad=False):
        console.print(Text.assemble(*((part.text, part.style or "") for part in line)))
