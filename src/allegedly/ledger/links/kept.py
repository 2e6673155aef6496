"""What is kept of a linked document: its profiles and keys; and how it is taken out of all links again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from allegedly.ledger.links.meeting import promoted
from allegedly.linking.crowds import place
from allegedly.linking.rules import STEPS, Profile, Step

_NEIGHBOURS = """
SELECT b FROM story_edges WHERE a = :document UNION SELECT a FROM story_edges WHERE b = :document
UNION SELECT b FROM copies WHERE a = :document UNION SELECT a FROM copies WHERE b = :document
"""


def put(connection: sqlite3.Connection, document: str, profile: Profile) -> None:
    """Insert the row of a document that is not linked yet, its keys and the agencies that it credits."""
    (number,) = connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    blobs = (profile.copies, profile.stories, profile.claims, profile.figures)
    connection.execute("INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?, ?)", (number, document, profile.day, *blobs))
    for table, keys in (("sketch_keys", profile.copy_keys), ("story_keys", profile.story_keys)):
        rows = ((key, place(document), number) for key in set(keys))
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608 (own names)
    credited = ((document, n, agency) for n, agency in enumerate(profile.agencies))
    connection.executemany("INSERT INTO credits VALUES (?, ?, ?)", credited)


def unlink(connection: sqlite3.Connection, document: str) -> None:
    """Take a document out of all links; those that it was joined to are loose until they are linked anew.

    Whatever falls apart without it holds one of its neighbours, so these are enough to find it by.
    """
    again = promoted(connection, document)
    connection.executemany("INSERT OR REPLACE INTO loose VALUES (?, 1)", [(one,) for one in again])
    loose = connection.execute(_NEIGHBOURS, {"document": document}).fetchall()
    connection.executemany("INSERT OR IGNORE INTO loose VALUES (?, 0)", [tuple(row) for row in loose])
    told = connection.execute("SELECT story FROM story_documents WHERE document = ?", (document,)).fetchall()
    connection.execute("DELETE FROM linked WHERE document = ?", (document,))
    drop_empty(connection, (story for (story,) in told))


def drop_empty(connection: sqlite3.Connection, stories: Iterable[str]) -> None:
    """Delete those of the stories that no document is in any more."""
    empty = "DELETE FROM stories WHERE id = ? AND NOT EXISTS (SELECT 1 FROM story_documents WHERE story = stories.id)"
    connection.executemany(empty, [(story,) for story in stories])


def blobs(connection: sqlite3.Connection, step: Step, documents: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the documents with their profiles of the step."""
    column = dict(zip(STEPS, ("sketch", "story", "claims", "figures"), strict=True))[step]
    query = f"SELECT document, {column} FROM linked WHERE document IN (SELECT value FROM json_each(?))"  # noqa: S608
    yield from connection.execute(query, (json.dumps(list(documents)),))


def story_of(connection: sqlite3.Connection, document: str) -> tuple[bytes, int | None]:
    """Return the profile of a document's story, and its day."""
    story, day = connection.execute("SELECT story, day FROM linked WHERE document = ?", (document,)).fetchone()
    return story, day


def stories_near(
    connection: sqlite3.Connection, numbers: Collection[int], day: int | None, window: int
) -> Iterator[tuple[str, bytes]]:
    """Yield documents, given by number, with the profiles of their stories: those of a few days before and after one.

    Those of no known day are near every day, and all are near where the day is not known.
    """
    query = """
        SELECT document, story FROM linked
        WHERE number IN (SELECT value FROM json_each(?)) AND coalesce(abs(day - ?), 0) <= ?
    """
    yield from connection.execute(query, (json.dumps(sorted(numbers)), day, window))
