"""`allegedly brief`: one story on one page."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.export.output import Output, text_file
from allegedly.cli.story import Which
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import out, printable
from allegedly.ledger import open_ledger

EXAMPLES = (
    "allegedly brief 2264fa2f",
    "allegedly brief 2264fa2f --as html --output brief.html",
    "allegedly brief 2264fa2f --as markdown | pandoc -o brief.docx",
)


class Form(StrEnum):
    """The forms of a brief."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


As = Annotated[Form, typer.Option("--as", help="The form of the page.")]


def brief(
    which: Which,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    form: As = Form.TEXT,
    output: Output = None,
    json: options.Json = False,
) -> None:
    """Put a story on one page: what is claimed by whom, who denies it, figures side by side, timeline, reports.

    Copies count once, and so does what one source says in several reports. The page of HTML needs nothing else, and can
    be printed.
    """
    from allegedly.export.brief import compose, render

    with open_ledger(ledger, create=False, read_only=True) as opened:
        composed = compose(opened, which)
    if json:
        print_json(dataclasses.asdict(composed))
        return
    page = printable(render(composed, form.value, width=out().width))
    with text_file(output) as file:
        file.write(page)
