"""A table of the ledger as CSV: RFC 4180 with a comma, a header and line feeds; what has no value is empty.

Cells are safe to open (`allegedly.export.events.cells`): a text that a spreadsheet would run as a formula has an
apostrophe before it, and control characters are U+FFFD. Parquet has the exact characters.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from allegedly.export.events.cells import cell
from allegedly.export.tables.schema import Row, Table


def write(table: Table, rows: Iterable[Row], file: TextIO) -> int:
    """Write the rows as they come; return how many."""
    write_row = csv.writer(file, delimiter=",", lineterminator="\n").writerow
    write_row(column.name for column in table.columns)
    count = 0
    for row in rows:
        write_row(map(cell, row))
        count += 1
    return count
