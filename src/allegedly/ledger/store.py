"""The ledger: one SQLite file that keeps what was read of each document, and what could not be read.

A document is added in one transaction. Adding it again changes nothing, unless newer layers read it or its metadata
became known otherwise; then its records are replaced, again in one transaction. Another text under the same URL (or
from the same file, where there is no URL) is a new version, which supersedes the one before.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from allegedly.errors import BadReading, LedgerError
from allegedly.ledger.file import connect, explained, transaction
from allegedly.ledger.links.kept import unlink
from allegedly.ledger.loading import load_document, load_reading
from allegedly.ledger.rows import DocumentRow, ErrorRow
from allegedly.ledger.soundness import sound, storable, storable_document
from allegedly.ledger.writing import DOCUMENT_FIELDS, document_values, write_records
from allegedly.pace import is_fast, thorough
from allegedly.records import Document, Reading

Added = Literal["new", "changed", "reread", "unchanged"]
Versions = Iterable[tuple[str, int]]

_NOT_STORABLE = (
    sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError, UnicodeEncodeError,
)  # fmt: skip
_HEAD = ("title", "deck", "published", "published_from", "author")
"""The fields of a document that its id does not cover."""


def open_ledger(path: str | Path, *, create: bool = True, read_only: bool = False) -> Ledger:
    """Open the ledger at `path`; where there is none, make it if `create` holds.

    Any number of processes may read, and one at a time write, at once. Raises LedgerError where there is no ledger, or
    the file is no ledger, is of a later version, or cannot be opened.
    """
    where = Path(path)
    return Ledger(where, connect(where, create=create, read_only=read_only), read_only=read_only)


class Ledger:
    """An open ledger; use it in a `with` statement, and in the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within this, all that is read is of one moment, whatever other processes write; nothing can be added."""
        with explained(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with explained(self.path):
                self._connection.execute("ROLLBACK")

    def add(self, reading: Reading) -> Added:
        """Keep a reading, in one transaction, and forget the errors of its origin.

        Records and references that do not hold are left out, and told in the reading's problems. Returns what
        became of it: "new", "changed" (a new version of a known document), "reread" (its records were replaced) or
        "unchanged". Raises BadReading for records that no table takes, LedgerError if the file cannot be written.
        """
        reading = sound(reading)
        with explained(self.path):
            if self._has(reading):
                self.forget_error(reading.document)
                return "unchanged"
            try:
                with transaction(self._connection):
                    # Now that nobody else writes: another process may have added it since.
                    return "unchanged" if self._has(reading) else self._write(reading)
            except _NOT_STORABLE as error:
                raise BadReading(
                    f"the ledger cannot take its records ({error}); a layer is broken, report it"
                ) from error

    def _has(self, reading: Reading) -> bool:
        return self.is_current(reading.document, reading.versions)

    def _write(self, reading: Reading) -> Added:
        document = reading.document
        if self._known(document.id) is None:
            state = self._insert_document(document)
        else:
            state = "reread"
            self._replace_head(document)
        named = self.select("SELECT actor FROM document_actors WHERE document = ?", document.id)
        former = [(row["actor"],) for row in named]
        unlink(self._connection, document.id)
        self._connection.execute("DELETE FROM readings WHERE document = ?", (document.id,))
        write_records(self._connection, reading, now())
        self._connection.executemany(_DELETE_IF_UNUSED, former)
        self._forget(document)
        return state

    def _insert_document(self, document: Document) -> Added:
        line = lineage(document)
        before = self._one("SELECT id FROM documents WHERE lineage = ? ORDER BY number DESC LIMIT 1", line)
        if before is not None:
            unlink(self._connection, before["id"])
        columns = ", ".join((*DOCUMENT_FIELDS, "lineage", "supersedes"))
        values = (*document_values(document), line, before and before["id"])
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO documents ({columns}) VALUES ({marks})", values)  # noqa: S608 (own names)
        return "new" if before is None else "changed"

    def _replace_head(self, document: Document) -> None:
        names = (*_HEAD, "language")
        sets = ", ".join(f"{name} = ?" for name in names)
        values = [getattr(document, name) for name in names]
        self._connection.execute(f"UPDATE documents SET {sets} WHERE id = ?", (*values, document.id))  # noqa: S608

    def record_error(self, origin: str, error: Exception, document_id: str | None = None) -> None:
        """Keep that what lies at `origin` could not be read; it replaces the former error of that origin."""
        self.record_failure(origin, document_id, type(error).__name__, str(error))

    def record_failure(self, origin: str, document_id: str | None, name: str, message: str) -> None:
        """Keep what `record_error` would of an error of that name, with that message."""
        values = (storable(origin), document_id, name, storable(message), now())
        with explained(self.path):
            self._connection.execute(
                "INSERT OR REPLACE INTO errors (origin, document, error, message, at) VALUES (?, ?, ?, ?, ?)", values
            )

    def forget_error(self, document: Document) -> None:
        """Forget the errors of a document that is in the ledger; nothing is written where there is none."""
        origin = storable(document.origin or "")
        if self._one("SELECT 1 FROM errors WHERE origin = ? OR document = ?", origin, document.id) is not None:
            with explained(self.path):
                self._forget(document)

    def _forget(self, document: Document) -> None:
        values = (storable(document.origin or ""), document.id)
        self._connection.execute("DELETE FROM errors WHERE origin = ? OR document = ?", values)

    def is_current(self, document: str | Document, versions: Versions) -> bool:
        """Say whether the document was read by these versions of the layers or by later ones.

        What was read thoroughly need not be read fast, but what was read fast is to be read thoroughly.
        Where the document itself is given, its metadata must be as known too. They count if they come from the origin
        that the ledger knows, or were given by the caller: the same text found elsewhere with another title is no news.
        """
        known = self._known(document.id if isinstance(document, Document) else document)
        if known is None or (isinstance(document, Document) and not _same_head(known, storable_document(document))):
            return False
        rows = self.select("SELECT layer, version FROM layers WHERE document = ?", known.id)
        read_by: dict[str, int] = {row["layer"]: row["version"] for row in rows}
        return all(max(read_by.get(name, -1) for name in (layer, thorough(layer))) >= made for layer, made in versions)

    def with_given_date(self, document: Document) -> Document:
        """Return the document with the publication time that a caller once gave for it, unless one is given now."""
        known = self._known(document.id)
        if known is None or known.published_from != "given" or document.published_from == "given":
            return document
        return replace(document, published=known.published, published_from="given")

    def _known(self, document: str) -> Document | None:
        with explained(self.path):
            return load_document(self._connection, document)

    def document_id(self, document: str) -> str:
        """Return the whole id of the document whose id begins so; LedgerError if there is none or are several."""
        if self._known(document) is not None:
            return document
        query = "SELECT id FROM documents WHERE id >= :start AND id < :start || char(1114111) AND :start <> '' LIMIT 9"
        found = [row["id"] for row in self.select(query, start=document.lower())]
        if not found:
            raise LedgerError(f"there is no document {document!r} in {self.path}; `allegedly documents` lists them")
        if len(found) > 1:
            raise LedgerError(f"{document!r} could be {', '.join(found)}; give more of the id")
        return str(found[0])

    def reading(self, document: str) -> Reading:
        """Return what was read of a document, without the parse.

        `document` is its id or an unambiguous beginning of it; LedgerError if there is none or are several.
        """
        whole = self.document_id(document)
        with explained(self.path):
            return load_reading(self._connection, whole)

    def documents(self) -> Iterator[DocumentRow]:
        """Yield the documents in the order in which they were first read."""
        for row in self.select(_DOCUMENTS):
            problems = tuple((row["problems"] or "").split("\n")) if row["problems"] else ()
            values = dict(row)
            fast = is_fast(values.pop("layers").split("\n"))
            yield DocumentRow(**{**values, "problems": problems, "fast": fast})

    def errors(self) -> Iterator[ErrorRow]:
        """Yield what could not be read, by origin."""
        for row in self.select("SELECT * FROM errors ORDER BY origin"):
            yield ErrorRow(**dict(row))

    def select(self, query: str, /, *values: Any, **named: Any) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query; LedgerError where SQLite fails."""
        parameters: Sequence[Any] | Mapping[str, Any] = named or values
        with explained(self.path):
            yield from self._connection.execute(query, parameters)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction, which is rolled back if anything is raised."""
        with explained(self.path), transaction(self._connection):
            yield self._connection

    def _one(self, query: str, *values: Any) -> sqlite3.Row | None:
        with explained(self.path):
            row: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
            return row


_DELETE_IF_UNUSED = """
DELETE FROM actors WHERE id = ? AND NOT EXISTS (SELECT 1 FROM document_actors WHERE actor = actors.id)
"""
_DOCUMENTS = """
SELECT d.id, d.title, d.outlet, d.published, d.url, d.origin, d.language, length(d.text) AS characters,
    (SELECT count(*) FROM claims c WHERE c.document = d.id AND NOT EXISTS (
        SELECT 1 FROM rejected_claims v WHERE v.document = c.document AND v.claim = c.id)) AS claims,
    (SELECT count(*) FROM events WHERE document = d.id) AS events,
    (SELECT count(*) FROM figures WHERE document = d.id) AS figures,
    (SELECT group_concat(layer || ': ' || replace(message, char(10), ' '), char(10))
        FROM problems WHERE document = d.id) AS problems,
    coalesce((SELECT group_concat(layer, char(10)) FROM layers WHERE document = d.id), '') AS layers,
    r.read_at, d.supersedes, (SELECT id FROM documents WHERE supersedes = d.id) AS superseded_by
FROM documents d JOIN readings r ON r.document = d.id
ORDER BY d.number
"""


def lineage(document: Document) -> str | None:
    """Return what the versions of a document have in common, None where nothing says that two are versions of one.

    That is the URL, unless it is that of a whole site; without a URL, the file. Standard input ("-") and the lines of
    a file of many documents ("reports.jsonl:17") hold another document each time.
    """
    if document.url:
        return None if _is_site(document.url) else storable(document.url)
    origin = document.origin
    if not origin or origin == "-" or re.search(r":\d+$", origin):
        return None
    if "://" in origin:  # of a lake elsewhere, or an entry of a feed that has no page
        return storable(origin)
    return storable(str(Path(origin).absolute()))


def _is_site(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.path.strip("/") and not parts.query


def _same_head(known: Document, document: Document) -> bool:
    if document.origin != known.origin and document.published_from != "given":
        return True
    names = _HEAD if document.language is None else (*_HEAD, "language")
    return all(getattr(known, name) == getattr(document, name) for name in names)


def now() -> str:
    """Return the present time, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
