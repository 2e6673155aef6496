"""Rows of the ledger on standard output: an aligned table for people, JSON lines for machines."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, cast

from allegedly.cli.filtering import TABLE_LIMIT
from allegedly.cli.terminal import complain, one_line, out
from allegedly.ledger import Filter, Ledger, VerdictRow, open_ledger
from allegedly.ledger.rows import sentence
from allegedly.voice import spoken

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console

    Row = TypeVar("Row", bound=DataclassInstance)
else:
    Row = TypeVar("Row")

GAP = "  "
NARROWEST = 8
"""Columns of a terminal that a wrapped column of a table has at least, if its cells need them."""
LONG_WORD = 10
"""A wrapped column is not made narrower than its longest word, but for words that are longer than this."""

NOBODY = "nobody named"
FIRST_ONLY = f"these are the first {TABLE_LIMIT}; --limit 0 shows all"
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Corrected(Protocol):
    """A row of which a person may have said something."""

    @property
    def verdict(self) -> VerdictRow | None:
        """What was said, and holds."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table: its heading, and what stands in it and how for each row.

    Only a column with a `share` is made narrower than its cells where the terminal is: the room that the others leave
    is dealt out by shares. A column that is empty in all rows is left out.
    """

    heading: str
    cell: Callable[[Row], object]
    style: Callable[[Row], str] = lambda _: ""
    share: int = 0
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


def speaker(said_by: str | None, outlet: str | None) -> str:
    """Return who says something: a source, somebody who is not named (""), or the outlet in its own voice (None)."""
    return outlet or "the outlet" if said_by is None else said_by or NOBODY


def said_so(said_by: str | None, cue: str | None, outlet: str | None) -> str:
    """Return who says something, and the report's words for their saying so: "police <have not confirmed>"."""
    return " ".join((speaker(said_by, outlet), *([f"<{words}>"] if (words := spoken(cue)) else [])))


def cued(cue: str | None, words: str | None) -> str:
    """Return what is said behind the report's words for saying it: "<did not say> that …" is no assertion."""
    return " ".join(part for part in (f"<{spoken(cue)}>" if spoken(cue) else "", words or "") if part)


def corrected(row: Corrected) -> str:
    """Return what a person said of what a row lists: "rejected by A. Reader"."""
    return sentence(row.verdict) if row.verdict else ""


def _print_table(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> None:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    console = out()
    texts = [[_cell(column.cell(row)) for row in rows] for column in columns]
    kept = [index for index, cells in enumerate(texts) if any(cells)]
    naturals = [max(cell_len(text) for text in (columns[index].heading, *texts[index])) for index in kept]
    least = [_least(columns[index].heading, texts[index]) for index in kept]
    room = console.width - len(GAP) * (len(kept) - 1)
    widths = dealt(naturals, [columns[index].share for index in kept], room, least)
    if sum(widths) > room:
        _print_stacked(console, rows, [columns[index] for index in kept])
        return
    table = Table(box=None, pad_edge=False, padding=(0, len(GAP), 0, 0), header_style="bold")
    for index, width in zip(kept, widths, strict=True):
        column = columns[index]
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.heading, justify=justify, width=width, no_wrap=not column.share, overflow="fold")
    for number, row in enumerate(rows):
        table.add_row(*(Text(texts[index][number], columns[index].style(row)) for index in kept))
    for line in console.render_lines(table, console.options, pad=False):
        text = Text.assemble(*((part.text, part.style or "") for part in line))
        text.rstrip()
        console.print(text, soft_wrap=True)


def _least(heading: str, cells: Iterable[str]) -> int:
    """Return the columns that a wrapped column needs so that its words stay whole."""
    from rich.cells import cell_len

    longest = max((cell_len(word) for text in (heading, *cells) for word in text.split()), default=0)
    return max(NARROWEST, min(longest, LONG_WORD))


def _print_stacked(console: Console, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    """Print each row as a line with what tells it from others, and its other cells by name below it.

    That is for terminals that are too narrow for a table: ids and dates stay whole, so that they can be copied.
    """
    from rich.text import Text

    head = list(takewhile(lambda column: not column.share, columns)) or list(columns[:1])
    for row in rows:
        first = [(_cell(column.cell(row)), column.style(row)) for column in head]
        console.print(Text(GAP).join(Text(text, style) for text, style in first if text), soft_wrap=True)
        told = [(column, text) for column in columns[len(head) :] if (text := _cell(column.cell(row)))]
        below = Text("; ").join(
            Text.assemble((f"{column.heading} ", "dim"), (text, column.style(row))) for column, text in told
        )
        for line in below.wrap(console, max(console.width - len(GAP), NARROWEST)):
            line.rstrip()
            console.print(Text(GAP) + line, soft_wrap=True)


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value))


def dealt(naturals: Sequence[int], shares: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Return the widths of columns of these natural widths in so much room, none wider than its natural one.

    Columns without a share keep theirs. The others get what is left by their shares, and what one of them does not need
    goes to the rest; none gets less than its `least` (NARROWEST where none is given), so the sum may be more than the
    room.
    """
    least = least or [NARROWEST] * len(naturals)
    widths = list(naturals)
    open_ = {index for index, share in enumerate(shares) if share}
    room -= sum(width for index, width in enumerate(widths) if index not in open_)
    while open_:
        whole = sum(shares[index] for index in open_)
        due = {index: room * shares[index] // whole for index in open_}
        enough = {index for index in open_ if naturals[index] <= due[index]}
        too_little = {index for index in open_ if due[index] < min(least[index], naturals[index])}
        settled = enough or too_little or set(open_)
        for index in settled:
            widths[index] = min(naturals[index], max(due[index], least[index]))
        room -= sum(widths[index] for index in settled)
        open_ -= settled
    return widths
