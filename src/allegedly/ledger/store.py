"""The ledger: one SQLite file that keeps what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from allegedly.ledger.rows import DocumentRow, ErrorRow
from allegedly.records import Document, Reading

Added = Literal["new", "changed", "reread", "unchanged"]


class Ledger:
    """An open ledger; use it in a `with` statement."""

    path: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""

    def add(self, reading: Reading) -> Added:
        """Keep a reading, in one transaction."""
        raise NotImplementedError

    def record_error(self, origin: str, error: Exception, document_id: str | None = None) -> None:
        """Keep that a document could not be read."""
        raise NotImplementedError

    def is_current(self, document: str | Document, versions: Iterable[tuple[str, int]]) -> bool:
        """Say whether the document was read by these versions of the layers."""
        raise NotImplementedError

    def reading(self, document: str) -> Reading:
        """Return what was read of a document, without the parse; LedgerError if there is none or several."""
        raise NotImplementedError

    def documents(self) -> Iterator[DocumentRow]:
        """Yield the documents in the order in which they were first read."""
        raise NotImplementedError

    def errors(self) -> Iterator[ErrorRow]:
        """Yield what could not be read, by origin."""
        raise NotImplementedError


def open_ledger(path: str | Path, *, create: bool = True, read_only: bool = False) -> Ledger:
    """Open the ledger at `path`, and make it if there is none and `create` holds; LedgerError if it is no ledger."""
    raise NotImplementedError
