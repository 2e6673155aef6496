"""`allegedly export`: the ledger in another format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from allegedly.cli import options
from allegedly.cli.terminal import complain
from allegedly.errors import UsageError
from allegedly.ledger import open_ledger

EXAMPLES = {
    "jsonl": (
        "allegedly export jsonl > ledger.jsonl",
        "allegedly export jsonl --output ledger.jsonl",
        "allegedly export jsonl | jq '.claims[].act' | sort | uniq -c",
    )
}

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output."),
]


def jsonl(ledger: options.Ledger = options.DEFAULT_LEDGER, output: Output = None) -> None:
    """Write every reading as JSON Lines.

    There is one object a document, with all its records and their offsets. docs/ledger.md describes the form, and
    allegedly.export.jsonl reads it back.
    """
    from allegedly.export.jsonl import dumps

    count = 0
    with open_ledger(ledger, create=False, read_only=True) as opened, _opened(output) as file:
        for row in opened.documents():
            file.write(dumps(opened.reading(row.id)) + "\n")
            count += 1
    if output:
        complain(f"{count} {'document' if count == 1 else 'documents'} written to {output}")


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Give standard output, or a file that is there only once it is whole."""
    if output is None:
        yield sys.stdout
        return
    unfinished = output.with_name(output.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        unfinished.replace(output)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}; give another --output") from error
    finally:
        unfinished.unlink(missing_ok=True)
