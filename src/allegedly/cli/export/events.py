"""`allegedly export events`: a table of events that other programs load."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from allegedly.cli import options
from allegedly.cli.export.output import Output, binary_file, progress, text_file
from allegedly.cli.filtering import EVENT_TYPES, filtered
from allegedly.cli.tables import limited
from allegedly.cli.terminal import complain
from allegedly.errors import UsageError
from allegedly.ledger import Filter, open_ledger

if TYPE_CHECKING:
    from allegedly.export.events import Reported

EXAMPLES = (
    "allegedly export events > events.csv",
    "allegedly export events --as polecat --since 2022-10 -o october.txt",
    "allegedly export events --as parquet --country BLR -o belarus.parquet",
    "allegedly export events --as plover | jq 'select(.voice == \"outlet\") | .event' | sort | uniq -c",
)


class Form(StrEnum):
    """What the events are written as."""

    CSV = "csv"
    PARQUET = "parquet"
    PLOVER = "plover"
    POLECAT = "polecat"
    CAMEO = "cameo"


As = Annotated[
    Form,
    typer.Option(
        "--as",
        help="The form: csv and parquet have our own columns; plover, polecat and cameo those of other collections.",
    ),
]
EveryStatus = Annotated[
    bool,
    typer.Option("--every-status", help="In plover, polecat and cameo: write what is hypothetical or negated as well."),
]


@filtered("The PLOVER type of the event: AGREE, MOBILIZE, ASSAULT, …", types=EVENT_TYPES)
def events(
    wanted: Filter,
    form: As = Form.CSV,
    output: Output = None,
    every_status: EveryStatus = False,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
) -> None:
    """Write events for other programs: who did what to whom, and according to whom.

    Each row has the document, character offsets, the claim under which the event stands, its
    source and its act. docs/exports.md describes the columns.

    Collections that know no status have no place for what is hypothetical or said not to have
    happened: plover, polecat and cameo leave it out, and announced events are AGREE or THREATEN
    there, as those collections code them.
    """
    if form is Form.PARQUET and output is None:
        raise UsageError("Parquet is no text; name a file with --output")
    from allegedly.export.events import from_ledger

    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        # Where the reader of the output goes away, the query must end before the ledger is closed.
        closing(cast("Generator[Reported]", from_ledger(opened, limited(wanted, as_json=True)))) as found,
        _writer(form, output, every_status=every_status) as write,
        progress(opened, output, _document) as watched,
    ):
        count = write(watched(found))
    if output:
        complain(f"{count} {'row' if count == 1 else 'rows'} written to {output}")


def _document(event: Reported) -> str:
    return event.document.id


@contextmanager
def _writer(form: Form, output: Path | None, *, every_status: bool) -> Iterator[Callable[[Iterable[Reported]], int]]:
    """Give what writes events in the form to the output, and says how many rows there were."""
    from allegedly.export.events import cameo, parquet, plover, polecat, table

    plain = {Form.PLOVER: plover.write, Form.POLECAT: polecat.write, Form.CAMEO: cameo.write}
    if form is Form.PARQUET and output is not None:
        parquet.needed()
        with binary_file(output) as file:
            yield lambda events: parquet.write(events, file)
        return
    with text_file(output) as text:
        if form is Form.CSV:
            yield lambda events: table.write(events, text)
        else:
            yield lambda events: plain[form](events, text, every_status=every_status)
