"""Cells of delimited text, which spreadsheets open: none of them is taken for a formula, none takes a terminal over.

A report's words are a stranger's. A spreadsheet runs a cell that begins with = + - or @ as a formula (OWASP, "CSV
injection"), so text that begins so gets an apostrophe before it; numbers never do. Control characters and marks that
turn the direction of writing become U+FFFD, one for one, so that lengths stay.
"""

from __future__ import annotations

import re

Value = str | int | float | None | tuple[str | int | None, ...]

JOINT = "; "
"""What stands between the values of a cell that has several."""
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def cell(value: Value, missing: str = "") -> str:
    """Return the cell of a value; `missing` stands for one that there is not, or that is empty.

    Of several values, none has a semicolon of its own: it becomes a comma.
    """
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, tuple):
        value = JOINT.join(missing if one in {None, ""} else str(one).replace(";", ",") for one in value)
    return safe(value) if value else missing


def line(value: Value, missing: str = "") -> str:
    """Return the cell of a value without line breaks, tabs and runs of blanks; `missing` where nothing else is left."""
    return " ".join(cell(value, missing).split()) or missing


def safe(text: str) -> str:
    """Return text that neither a spreadsheet nor a terminal obeys."""
    shown = _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
