"""The options that commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_LEDGER = Path("allegedly.sqlite")

Ledger = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="ALLEGEDLY_LEDGER", metavar="FILE", help="The ledger file."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, for machines.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When the reports were published; overrides what they say."),
]
Fast = Annotated[
    bool, typer.Option("--fast", help="Read in less time, and find a little less; what was read so is marked.")
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="The reports' language (en), where it is told wrongly."),
]
