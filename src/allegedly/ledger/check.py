"""The check that everything in the ledger is what it says it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from allegedly.errors import LedgerError
from allegedly.ledger.file import connect, explained
from allegedly.ledger.links import laws
from allegedly.ledger.rows import JOINT
from allegedly.ledger.store import Ledger

SPANNED = (
    "blocks", "moments", "places", "mentions", "claim_spans", "claim_origins", "figures", "events", "event_parties",
    "series",
)  # fmt: skip
"""The tables whose rows have start, end and quote."""
SEARCHED = {"documents_fts": "documents", "claims_fts": "claims"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the ledger: in which table, of which document, and what."""

    table: str
    document: str | None
    message: str


def check(ledger: Ledger) -> Iterator[Fault]:
    """Yield all that is wrong; nothing if the ledger is sound.

    Looks at the file (SQLite's own check), at every reference, at every span (`text[start:end]` must be its quote), at
    the words of claims (those of their spans), for documents that lack a reading, for broken chains of versions, at the
    laws of links (`links.laws`), at the counts of claims that are kept, and at the full-text index. For the last it
    opens the file for writing, though nothing is changed.
    """
    broken = False
    for fault in _file(ledger):
        broken = True
        yield fault
    if broken:
        return
    yield from _references(ledger)
    yield from _unread(ledger)
    yield from _versions(ledger)
    for table, document, message in laws.broken(ledger):
        yield Fault(table, document, message)
    for row in ledger.select("SELECT id, text FROM documents ORDER BY number"):
        yield from _spans(ledger, row["id"], row["text"])
        yield from _claim_words(ledger, row["id"])
    yield from _speakers(ledger)
    yield from _index(ledger)


def _file(ledger: Ledger) -> Iterator[Fault]:
    try:
        for (message,) in ledger.select("PRAGMA integrity_check"):
            if message != "ok":
                yield Fault("the file", None, str(message))
    except LedgerError as error:
        yield Fault("the file", None, str(error))


def _references(ledger: Ledger) -> Iterator[Fault]:
    for table, _, parent, _ in ledger.select("PRAGMA foreign_key_check"):
        yield Fault(str(table), None, f"a row refers to a row of {parent} that is not there")


def _unread(ledger: Ledger) -> Iterator[Fault]:
    for (document,) in ledger.select("SELECT id FROM documents WHERE id NOT IN (SELECT document FROM readings)"):
        yield Fault("documents", document, "it was never read")
    unused = "SELECT id FROM actors WHERE NOT EXISTS (SELECT 1 FROM document_actors WHERE actor = actors.id)"
    for (actor,) in ledger.select(unused):
        yield Fault("actors", None, f"no document has the actor {actor}")


def _versions(ledger: Ledger) -> Iterator[Fault]:
    query = """
        SELECT later.id FROM documents later JOIN documents former ON former.id = later.supersedes
        WHERE former.number >= later.number OR former.lineage IS NOT later.lineage
    """
    for (document,) in ledger.select(query):
        yield Fault("documents", document, "it supersedes a document that is no former version of it")


def _spans(ledger: Ledger, document: str, text: str) -> Iterator[Fault]:
    for table in SPANNED:
        query = f'SELECT start, "end", quote FROM {table} WHERE document = ?'  # noqa: S608 (own names)
        for start, end, quote in ledger.select(query, document):
            yield from _span(table, document, text, start, end, quote)
    for table, start, end, quote in laws.sides(ledger, document):
        yield from _span(table, document, text, start, end, quote)


def _span(table: str, document: str, text: str, start: int, end: int, quote: str) -> Iterator[Fault]:
    if not 0 <= start < end <= len(text) or text[start:end] != quote:
        yield Fault(table, document, f"the span [{start}, {end}) quotes what the text does not say: {quote!r}")


def _claim_words(ledger: Ledger, document: str) -> Iterator[Fault]:
    quotes: dict[tuple[str, str], list[str]] = {}
    pieces = "SELECT claim, role, quote FROM claim_spans WHERE document = ? ORDER BY claim, role, n"
    for claim, role, quote in ledger.select(pieces, document):
        quotes.setdefault((claim, role), []).append(quote)
    for row in ledger.select("SELECT id, source, cue, content FROM claims WHERE document = ?", document):
        for role in ("source", "cue", "content"):
            if row[role] != JOINT.join(quotes.get((row["id"], role), ())):
                yield Fault("claims", document, f"the {role} of {row['id']} is not that of its spans")


def _speakers(ledger: Ledger) -> Iterator[Fault]:
    counted = "SELECT actor, count(*) FROM claims WHERE actor IS NOT NULL GROUP BY actor"
    kept = "SELECT actor, claims FROM speakers"
    for row in ledger.select(
        f"SELECT actor FROM ({counted} EXCEPT {kept}) UNION SELECT actor FROM ({kept} EXCEPT {counted})"  # noqa: S608
    ):
        yield Fault("speakers", None, f"the count of the claims of {row['actor']} is wrong")


def _index(ledger: Ledger) -> Iterator[Fault]:
    """Let FTS5 compare its index with the words (rank 1: with those of the content table, too)."""
    with closing(connect(ledger.path, create=False, read_only=False)) as connection:
        for index, table in SEARCHED.items():
            try:
                # The integrity check is spelt as an INSERT, but inserts nothing.
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
            except sqlite3.DatabaseError as error:
                if not (error.sqlite_errorname or "").startswith("SQLITE_CORRUPT"):
                    with explained(ledger.path):
                        raise
                yield Fault(table, None, f"the full-text index {index} is out of step; search may miss words")
