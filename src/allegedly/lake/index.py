"""Which of many answers count: an index of their heads, in a file of SQLite, so that memory does not grow with them.

It holds the answers that wait in the work folder, and the documents that the lake has already, and says which of
several inputs stands for a document, which version of a report comes after which, and what has to be written anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

_TABLES = """
CREATE TABLE answers (
    document TEXT NOT NULL, rank TEXT NOT NULL, batch TEXT NOT NULL, row INTEGER NOT NULL, month TEXT NOT NULL,
    origin TEXT, lineage TEXT, published TEXT, characters INTEGER NOT NULL, supersedes TEXT
);
CREATE TABLE errors (origin TEXT NOT NULL, document TEXT, error TEXT NOT NULL, message TEXT NOT NULL);
"""
# Of the same document from several inputs the first by rank counts, and of those that do not differ that of the lake.
_KEPT = """
CREATE TABLE kept AS
SELECT document, batch, row, month, origin, characters, supersedes AS told,
    CASE WHEN lineage IS NOT NULL THEN
        lag(document) OVER (PARTITION BY lineage ORDER BY coalesce(published, ''), document)
    END AS supersedes
FROM (SELECT *, row_number() OVER (PARTITION BY document ORDER BY rank, batch, row) AS place FROM answers)
WHERE place = 1;
CREATE INDEX kept_by_batch ON kept (batch, row);
CREATE INDEX kept_by_origin ON kept (origin);
CREATE TABLE touched AS
SELECT month FROM kept WHERE batch <> '' OR told IS NOT supersedes UNION
SELECT a.month FROM answers a JOIN kept k ON k.document = a.document WHERE a.batch = '' AND k.batch <> '';
CREATE INDEX kept_by_month ON kept (month, document);
"""
_ERRORS = """
SELECT origin, document, error, message FROM (
    SELECT *, row_number() OVER (PARTITION BY origin ORDER BY error, message, document) AS place FROM errors
) AS e WHERE place = 1 AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.origin = e.origin) ORDER BY origin
"""

LAKE = ""
"""The batch of what is in the lake already."""
Error = tuple[str, str | None, str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What the index knows of an answer: where it lies (`batch`, `row`), and what decides about it."""

    document: str
    rank: str
    batch: str
    row: int
    month: str
    origin: str | None
    lineage: str | None
    published: str | None
    characters: int
    supersedes: str | None = None


class Index:
    """The heads of all answers; `decide` comes after all of them are in, and the questions after that."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        # It is made anew by the next run, so that nothing of it has to survive a crash.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._connection.execute("PRAGMA temp_store = FILE")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, heads: Iterable[Head], errors: Iterable[Error] = ()) -> None:
        """Take in the heads of some answers, and what could not be read."""
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(astuple, heads),
        )
        self._connection.executemany("INSERT INTO errors VALUES (?, ?, ?, ?)", errors)
        self._connection.execute("COMMIT")

    def decide(self) -> None:
        """Work out which answers count."""
        self._connection.executescript(_KEPT)

    def months(self) -> list[str]:
        """Return the months that have to be written anew."""
        return [month for (month,) in self._connection.execute("SELECT month FROM touched ORDER BY month")]

    def documents(self, month: str) -> tuple[int, int]:
        """Return how many documents a month has, and how many characters."""
        query = "SELECT count(*), coalesce(sum(characters), 0) FROM kept WHERE month = ?"
        count, characters = self._connection.execute(query, (month,)).fetchone()
        return int(count), int(characters)

    def kept(self, batch: str) -> Iterator[tuple[int, str, str]]:
        """Yield the answers of a batch that count and whose month is written anew: row, month and document."""
        query = "SELECT row, month, document FROM kept WHERE batch = ? AND month IN touched ORDER BY row"
        yield from self._connection.execute(query, (batch,))

    def supersedes(self, month: str, first: str, last: str) -> dict[str, str | None]:
        """Return the documents of a month from one id to another, the last not among them, and what each supersedes."""
        query = "SELECT document, supersedes FROM kept WHERE month = ? AND document >= ? AND document < ?"
        return dict(self._connection.execute(query, (month, first, last)).fetchall())

    def errors(self) -> Iterator[Error]:
        """Yield what could not be read, by origin: one an origin, none of an origin that was read otherwise."""
        yield from self._connection.execute(_ERRORS)
