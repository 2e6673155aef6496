"""What the exports have in common that go document by document."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from allegedly.cli.export.output import progress, text_file
from allegedly.cli.tables import limited
from allegedly.cli.terminal import complain
from allegedly.ledger import Filter, open_ledger

if TYPE_CHECKING:
    from allegedly.export.kept import Kept

FILTERS = ("since", "until", "outlet", "document", "limit", "superseded")
"""The filters of documents, by publication and by what stands over them."""


def write_documents(
    ledger: Path,
    wanted: Filter,
    output: Path | None,
    write: Callable[[Iterable[Kept], TextIO], int],
    noun: str,
    nouns: str | None = None,
) -> None:
    """Write the documents that meet the filter, as the ledger had them at one moment, and say how many there were.

    `noun` is what is counted, `nouns` its plural where that has more than an s.
    """
    from allegedly.export.kept import from_ledger

    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        # Where the reader of the output goes away, the query must end before the ledger is closed.
        closing(cast("Generator[Kept]", from_ledger(opened, limited(wanted, as_json=True)))) as found,
        text_file(output) as file,
        progress(opened, output, _document) as watched,
    ):
        count = write(watched(found), file)
    if output:
        complain(f"{count} {noun if count == 1 else nouns or noun + 's'} written to {output}")


def _document(kept: Kept) -> str:
    return kept.reading.document.id
