"""The tables of a ledger, as its own schema declares them: a new table needs no word here to be exported.

Left out are full-text indexes, and tables and columns that only hold what linking works with (blobs; tables that
`lexicon/ledger_tables.tsv` calls working). What tables and columns mean is data too: `lexicon/ledger_tables.tsv` and
`lexicon/ledger_columns.tsv`; one that is not described there is exported without a description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from allegedly import lexicon
from allegedly.ledger import Ledger

Kind = Literal["text", "integer", "number"]
Row = tuple[Any, ...]

_KINDS: dict[str, Kind] = {"TEXT": "text", "INTEGER": "integer", "REAL": "number"}
# Neither full-text indexes (virtual tables), nor what these keep their words in (shadow tables), nor SQLite's own.
_NAMES = """
SELECT s.name FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
WHERE s.type = 'table' AND l.type = 'table' AND s.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY s.rowid
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, whether it may lack one, and what it means."""

    name: str
    kind: Kind
    optional: bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns, those of its primary key, and what a row of it is."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    description: str = ""


def tables(ledger: Ledger) -> tuple[Table, ...]:
    """Return the tables of a ledger, in the order in which its schema declares them."""
    hidden = lexicon.words("ledger_tables", "table", working="yes")
    names = [row["name"] for row in ledger.select(_NAMES)]
    return tuple(_table(ledger, name) for name in names if name not in hidden)


def every(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return the names of all tables with those of their columns, what is left out of exports among them."""
    names = [row["name"] for row in ledger.select(_NAMES)]
    columns = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
    return {name: tuple(row["name"] for row in ledger.select(columns, name)) for name in names}


def _table(ledger: Ledger, name: str) -> Table:
    found = list(ledger.select('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', name))
    columns = tuple(
        Column(row["name"], _KINDS[row["type"]], not (row["notnull"] or row["pk"]), described(name, row["name"]))
        for row in found
        if row["type"] in _KINDS
    )
    key = tuple(row["name"] for row in sorted(found, key=lambda row: int(row["pk"])) if row["pk"])
    return Table(name, columns, key, _tables().get(name, ""))


@cache
def _tables() -> dict[str, str]:
    return {row["table"]: row["row"] for row in lexicon.table("ledger_tables")}


@cache
def _columns() -> dict[tuple[str, str], str]:
    return {(row["table"], row["column"]): row["description"] for row in lexicon.table("ledger_columns")}


def described(table: str, column: str) -> str:
    """Return what a column means: in this table, else in every table that has it; "" where nothing says so."""
    return _columns().get((table, column)) or _columns().get(("*", column), "")


def rows(ledger: Ledger, table: Table) -> Iterator[Row]:
    """Yield the rows of a table by its primary key, the values in the order of its columns."""
    columns, key = (", ".join(f'"{name}"' for name in names) for names in ([c.name for c in table.columns], table.key))
    for row in ledger.select(f'SELECT {columns} FROM "{table.name}" ORDER BY {key}'):  # noqa: S608 (names of the schema)
        yield tuple(row)
