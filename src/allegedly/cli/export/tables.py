"""`allegedly export tables`: every table of the ledger, a file each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.export.output import new_folder
from allegedly.cli.terminal import complain
from allegedly.ledger import Ledger, open_ledger

if TYPE_CHECKING:
    from allegedly.export.tables import Table

EXAMPLES = (
    "allegedly export tables --output tables",
    "allegedly export tables --as parquet --output tables",
    "duckdb -c \"SELECT act, count(*) FROM 'tables/claims.parquet' GROUP BY 1\"",
)


class Form(StrEnum):
    """What the tables are written as."""

    CSV = "csv"
    PARQUET = "parquet"


As = Annotated[
    Form, typer.Option("--as", help="csv is safe to open in a spreadsheet; parquet has the exact characters.")
]
Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="A folder that is not there yet, or is empty.")
]


def tables(output: Folder, form: As = Form.CSV, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write every table of the ledger, one file a table, as CSV or Parquet.

    All are of one moment, whatever is written into the ledger meanwhile. docs/ledger.md describes the tables.
    """
    from allegedly.export import tables as found
    from allegedly.export.events.parquet import needed

    if form is Form.PARQUET:
        needed()
    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        new_folder(output) as folder,
    ):
        written = found.tables(opened)
        for table in written:
            _write(opened, table, form, folder / f"{table.name}.{form}")
    complain(f"{len(written)} tables written to {output}")


def _write(ledger: Ledger, table: Table, form: Form, path: Path) -> None:
    from allegedly.export.tables import delimited, parquet, rows

    if form is Form.PARQUET:
        with path.open("wb") as binary:
            parquet.write(table, rows(ledger, table), binary)
    else:
        with path.open("w", encoding="utf-8", newline="\n") as text:
            delimited.write(table, rows(ledger, table), text)
