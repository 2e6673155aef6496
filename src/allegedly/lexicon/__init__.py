"""Vocabulary as data: one tab-separated file a table, each with its source and licence in its header.

A file opens with comment lines, of which one starts with "# source:" and one with "# licence:"; then one line names
the columns, and each further line is a row. Empty cells are empty strings. Blank lines and "#" lines are passed over.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from allegedly.errors import LexiconError

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of `lexicon/<name>.tsv`, each a mapping from column to cell.

    Raises LexiconError where the file is missing, has no source or licence, or a row has too many cells.
    """
    file = resources.files(__name__).joinpath(f"{name}.tsv")
    if not file.is_file():
        raise LexiconError(f"there is no lexicon/{name}.tsv; add it, with '# source:' and '# licence:' on top")
    lines = file.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    for need in ("# source:", "# licence:"):
        if not any(line.startswith(need) for line in header):
            raise LexiconError(f"lexicon/{name}.tsv does not say '{need}' in its header; add that line")
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    columns, *cells = rows
    for row in cells:
        if len(row) > len(columns):
            raise LexiconError(f"lexicon/{name}.tsv: {row!r} has more cells than the columns {columns!r}")
    return tuple(dict(zip(columns, row + [""] * (len(columns) - len(row)), strict=True)) for row in cells)


@cache
def words(name: str, column: str = "word", **where: str) -> frozenset[str]:
    """Return the cells of one column as a set, of the rows whose other columns equal `where`."""
    return frozenset(row[column] for row in table(name) if all(row[key] == value for key, value in where.items()))
