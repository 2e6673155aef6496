"""What goes to the terminal: consoles, and text that cannot take the terminal over.

Titles, URLs and the reports themselves are written by strangers. `printable` takes out what a terminal would obey
(ECMA-48 control characters) or what would show the text in another order than it has (bidirectional overrides,
Unicode TR 36), and every console here has Rich's markup, emoji codes and highlighting switched off.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
"""Columns of a table that goes to a file or a pipe, unless $COLUMNS says otherwise."""

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text, as long as before, with U+FFFD for each character that a terminal would obey."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str | None) -> str:
    """Return printable text without line breaks and runs of blanks; "" for None."""
    return printable(" ".join((text or "").split()))


def out() -> Console:
    """Return a console on standard output, as wide as the terminal."""
    return _console(stderr=False)


def err() -> Console:
    """Return a console on standard error, for progress and complaints."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    return console


def complain(message: str) -> None:
    """Print one line on standard error."""
    print(f"allegedly: {one_line(message)}", file=sys.stderr)  # noqa: T201
