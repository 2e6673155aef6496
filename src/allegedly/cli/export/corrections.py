"""`allegedly export corrections`: what people made sure of, as gold data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.export.output import Output, text_file
from allegedly.cli.terminal import complain
from allegedly.ledger import open_ledger

EXAMPLES = (
    "allegedly export corrections > gold.jsonl",
    "allegedly export corrections --as attribution --output attribution.jsonl",
    "allegedly export corrections | jq '.corrections[] | select(.gold == null) | .span.quote'",
)


class Form(StrEnum):
    """What the corrections are written as."""

    GOLD = "gold"
    ATTRIBUTION = "attribution"


As = Annotated[
    Form,
    typer.Option("--as", help="gold: all that holds; attribution: the documents of which every claim was judged."),
]


def corrections(form: As = Form.GOLD, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write what people confirmed, rejected and amended as gold data.

    There is one document a line, with its text and the corrections of it that hold.
    docs/corrections.md describes both forms.
    """
    from allegedly.export.corrections import write

    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        text_file(output) as file,
    ):
        count = write(opened, file, form.value)
    if output:
        complain(f"{count} {'document' if count == 1 else 'documents'} written to {output}")
