"""What goes to the terminal: consoles with Rich's markup, emoji codes and highlighting switched off."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from allegedly.plain import one_line as one_line
from allegedly.plain import printable as printable

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
"""Columns of a table that goes to a file or a pipe, unless $COLUMNS says otherwise."""


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
