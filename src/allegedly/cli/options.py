"""The arguments and options that commands share, each declared once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_LEDGER = Path("allegedly.sqlite")
_FILTERS = "Filters"
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _day(text: str) -> str:
    """Return an ISO 8601 year, month or day as given; BadParameter if it is none."""
    parts = _DAY.fullmatch(text.strip())
    try:
        if parts:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return parts[0]
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is no date; write a year, month or day as in 2022, 2022-10 or 2022-10-15")


def _country(text: str) -> str:
    """Return an ISO 3166-1 alpha-3 code in capitals; BadParameter if it is none."""
    code = text.strip().upper()
    if not _COUNTRY.fullmatch(code):
        raise typer.BadParameter(f"{text!r} is no country code; write three letters (ISO 3166-1 alpha-3) such as BLR")
    return code


Ledger = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="ALLEGEDLY_LEDGER", metavar="FILE", help="The ledger file."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, for machines.")]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=0, metavar="N", help="At most so many; 0 for all. Tables stop at 200, JSON does not."
    ),
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="WHO", rich_help_panel=_FILTERS, help="Who speaks or acts: an actor's id, or words."),
]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="WHO", rich_help_panel=_FILTERS, help="Whom it is about: an id, or words."),
]
Act = Annotated[
    str | None,
    typer.Option("--act", metavar="ACT", rich_help_panel=_FILTERS, help="The act of the claim: deny, accuse, …"),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", parser=_day, rich_help_panel=_FILTERS, help="Not before this date."),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", parser=_day, rich_help_panel=_FILTERS, help="Not after this date."),
]
Country = Annotated[
    str | None,
    typer.Option(
        "--country", metavar="CODE", parser=_country, rich_help_panel=_FILTERS, help="A country: BLR, RUS, UKR, …"
    ),
]
Type = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPE", rich_help_panel=_FILTERS, help="The PLOVER type of the event."),
]
Outlet = Annotated[
    str | None,
    typer.Option("--outlet", metavar="NAME", rich_help_panel=_FILTERS, help="The outlet that reports it, or part."),
]
Document = Annotated[
    str | None,
    typer.Option("--document", "-d", metavar="ID", rich_help_panel=_FILTERS, help="A document's id, or its start."),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When the reports were published; overrides what they say."),
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="The reports' language (en), where it is told wrongly."),
]
