"""`allegedly export jsonl`: every reading, whole."""

from __future__ import annotations

from allegedly.cli import options
from allegedly.cli.export.output import Output, progress, text_file
from allegedly.cli.terminal import complain
from allegedly.ledger import DocumentRow, open_ledger

EXAMPLES = (
    "allegedly export jsonl > ledger.jsonl",
    "allegedly export jsonl --output ledger.jsonl",
    "allegedly export jsonl | jq '.claims[].act' | sort | uniq -c",
)


def _id(row: DocumentRow) -> str:
    return row.id


def jsonl(ledger: options.Ledger = options.DEFAULT_LEDGER, output: Output = None) -> None:
    """Write every reading as JSON Lines.

    There is one object a document, with all its records and their offsets. docs/ledger.md describes the form, and
    allegedly.export.jsonl reads it back.
    """
    from allegedly.export.jsonl import dumps

    count = 0
    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        text_file(output) as file,
        progress(opened, output, _id) as watched,
    ):
        for row in watched(opened.documents()):
            file.write(dumps(opened.reading(row.id)) + "\n")
            count += 1
    if output:
        complain(f"{count} {'document' if count == 1 else 'documents'} written to {output}")
