"""`allegedly show`: one report in the terminal, its claims in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, out
from allegedly.errors import DocumentError, UsageError
from allegedly.ledger import open_ledger
from allegedly.ledger.rows import sentence

if TYPE_CHECKING:
    from allegedly.records import Reading

EXAMPLES = (
    "allegedly show 1fc3ad02",
    "allegedly show report.txt --published 2022-10-15",
    "curl -s https://example.org/report.html | allegedly show -",
)

Which = Annotated[
    str,
    typer.Argument(
        metavar="DOC", help="A document's id, or its start; or a file to read without a ledger (- for standard input)."
    ),
]


def show(
    which: Which,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    published: options.Published = None,
    language: options.Language = None,
    json: options.Json = False,
) -> None:
    """Show a report with its claims in the margin.

    In the text, [⁷and⁷] hold what claim 7 says, {braces} its source and <brackets> the cue; on a terminal the source is
    underlined, the cue bold, and the colour says the act. The margin names act, source, target and answer. Furniture
    of the page is dimmed. What is unmarked is said by the outlet.
    """
    if which == "-" or _is_file(which):
        failed = _show_files(which, published, language, as_json=json)
        raise typer.Exit(int(failed))
    from allegedly.ledger.corrections import of_records

    if published or language:
        raise UsageError(
            "--published and --language are for reports that are read now; give a file, or read the report again"
        )
    with open_ledger(ledger, create=False, read_only=True) as opened:
        reading = opened.reading(which)
        held = of_records(opened, reading.document.id)
    _print(reading, {key: sentence(one) for key, one in held.items()}, as_json=json)


def _is_file(which: str) -> bool:
    try:
        return Path(which).is_file()
    except OSError:  # longer than a name may be
        return False


def _show_files(path: str, published: str | None, language: str | None, *, as_json: bool) -> bool:
    """Read and print the reports in a file; return whether any of them failed."""
    failed = False
    for reading in _readings(path, published, language):
        if isinstance(reading, str):
            complain(reading)
            failed = True
        else:
            _print(reading, {}, as_json=as_json)
    return failed


def _readings(path: str, published: str | None, language: str | None) -> Iterator[Reading | str]:
    """Yield the readings of the reports in a file, or for those that cannot be read, why."""
    from allegedly.reading.pipeline import read_document
    from allegedly.sources import Failure, find, load

    for found in find([path]):
        if isinstance(found, Failure):
            yield f"{found.origin}: {found.error}"
            continue
        try:
            yield read_document(load(found, published=published, language=language))
        except DocumentError as error:
            yield f"{found.origin}: {error}"


def _print(reading: Reading, told: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        from allegedly.export.jsonl import to_json

        print_json(to_json(reading))
        return
    from allegedly.cli.margin import page

    console = out()
    for line in page(reading, console, told):
        console.print(line, soft_wrap=True)
