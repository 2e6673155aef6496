"""The reports that feeds name, each once, in the ledger's table of them: what is to be had, and what became of it.

An entry is written together with the validators of its feed, so that a feed which says that nothing is new has nothing
that we do not know of. Whatever is done with an entry can be done again: reading is idempotent, and an entry stays
`waiting` until what was read of it is in the ledger.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from allegedly.errors import DocumentError
from allegedly.ledger import Ledger
from allegedly.ledger.soundness import storable
from allegedly.ledger.store import now as utc_now
from allegedly.sources.feeds import Entry, Feed
from allegedly.sources.web import Allowed, checked, host_of, key_of
from allegedly.watch.records import Errand

BACKLOG = timedelta(days=7)
"""A sitemap lists all that a site ever had: what is older, or has no date as the watch begins, is passed over."""
_KNOWN = "SELECT number, feed, mark, state FROM feed_entries WHERE key = ?"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry as far as it is needed to read it."""

    key: str
    feed: str | None
    url: str | None
    title: str | None
    published: str | None
    author: str | None
    text: str | None
    markup: bool
    attempts: int
    outlet: str | None
    document: str | None


def take_in(
    connection: sqlite3.Connection, url: str, feed: Feed, allowed: Allowed, now: float, pause: float, *, is_first: bool
) -> int:
    """Write the entries of a feed, in a transaction of the caller's; return how many are new or changed.

    `is_first` says that the feed was never taken in before. A page of which the feed speaks otherwise than before is
    asked for again, `pause` seconds from now, so that a feed that says something else each time has little to bring
    about. An entry whose address is never asked, and that has no text in the feed, is kept as failed.
    """
    count = 0
    for entry in feed.entries:
        try:
            page = checked(entry.url, allowed, url) if entry.url else None
        except DocumentError as error:
            count += _insert(connection, url, entry, key_of(entry.url or ""), None, "failed", now, error)
            continue
        key = key_of(page) if page else f"{url}#{entry.id}"
        known = connection.execute(
            "SELECT number, feed, mark, state FROM feed_entries WHERE key = ?", (key,)
        ).fetchone()
        if known is None:
            is_past = feed.kind == "sitemap" and _is_past(entry, now, is_first=is_first)
            count += _insert(connection, url, entry, key, page, "passed" if is_past else "waiting", now)
        elif known["mark"] != entry.mark and known["feed"] in {url, None}:
            count += _again(connection, known, url, entry, now + pause)
    return count


def _insert(
    connection: sqlite3.Connection,
    feed: str,
    entry: Entry,
    key: str,
    page: str | None,
    state: str,
    now: float,
    error: DocumentError | None = None,
) -> int:
    if error is not None and entry.text is not None:
        state = "waiting"  # its text in the feed can still be read
    words = (entry.title, entry.published or entry.updated, entry.author, entry.text)
    values = (
        storable(key), feed, page and storable(page), host_of(page) if page else None, entry.mark,
        *(word if word is None else storable(word) for word in words), int(entry.markup), state, now, utc_now(),
        type(error).__name__ if error else None, str(error)[:1000] if error else None,
    )  # fmt: skip
    query = """
        INSERT OR IGNORE INTO feed_entries (key, feed, url, host, mark, title, published, author, text, markup, state,
            due, seen, error, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
    return connection.execute(query, values).rowcount


def _again(connection: sqlite3.Connection, known: sqlite3.Row, feed: str, entry: Entry, due: float) -> int:
    """Write what a feed says anew of an entry, which is then asked for once more; one that was passed over stays so."""
    words = (entry.title, entry.published or entry.updated, entry.author, entry.text)
    query = """
        UPDATE feed_entries SET feed = ?, mark = ?, title = ?, published = ?, author = ?, text = ?, markup = ?,
            due = CASE state WHEN 'waiting' THEN due ELSE ? END, attempts = 0,
            state = CASE state WHEN 'passed' THEN 'passed' ELSE 'waiting' END
        WHERE number = ?
    """
    stored = (word if word is None else storable(word) for word in words)
    connection.execute(query, (feed, entry.mark, *stored, int(entry.markup), due, known["number"]))
    return int(known["state"] != "passed")


def _is_past(entry: Entry, now: float, *, is_first: bool) -> bool:
    told = re.match(r"\d{4}-\d{2}-\d{2}", entry.published or entry.updated or "")
    if told is None:
        return is_first
    return told[0] < (datetime.fromtimestamp(now, UTC) - BACKLOG).date().isoformat()


def next_due(ledger: Ledger, now: float, taken: Collection[str], busy: Collection[str]) -> Errand | None:
    """Return the page that is due longest and whose host is not `taken`; entries in `busy` are being seen to."""
    query = """
        SELECT key, url, etag, modified FROM feed_entries
        WHERE state = 'waiting' AND due <= :now AND url IS NOT NULL
        AND host NOT IN (SELECT value FROM json_each(:taken)) AND key NOT IN (SELECT value FROM json_each(:busy))
        ORDER BY due, number LIMIT 1
    """
    found = next(ledger.select(query, now=now, taken=json.dumps(list(taken)), busy=json.dumps(list(busy))), None)
    return None if found is None else Errand("page", found["key"], found["url"], found["etag"], found["modified"])


def next_without_page(ledger: Ledger, busy: Collection[str]) -> str | None:
    """Return the key of an entry that waits and has no page, only the feed's text."""
    query = """
        SELECT key FROM feed_entries WHERE state = 'waiting' AND url IS NULL
        AND key NOT IN (SELECT value FROM json_each(:busy)) ORDER BY due, number LIMIT 1
    """
    found = next(ledger.select(query, busy=json.dumps(list(busy))), None)
    return found["key"] if found else None


def load(ledger: Ledger, key: str) -> Waiting | None:
    """Return an entry, None if it is not there (its feed may have been dropped meanwhile)."""
    query = """
        SELECT e.key, e.feed, e.url, e.title, e.published, e.author, e.text, e.markup, e.attempts, f.title AS outlet,
            e.document
        FROM feed_entries e LEFT JOIN feeds f ON f.url = e.feed WHERE e.key = ?
    """
    found = next(ledger.select(query, key), None)
    return Waiting(**{**dict(found), "markup": bool(found["markup"])}) if found else None


def done(
    ledger: Ledger,
    key: str,
    document: str | None,
    *,
    from_feed: bool = False,
    etag: str | None = None,
    modified: str | None = None,
) -> None:
    """Keep that what an entry names is in the ledger. `document` None leaves the one that it had."""
    query = """
        UPDATE feed_entries SET state = ?, document = coalesce(?, document), etag = coalesce(?, etag),
            modified = coalesce(?, modified), text = NULL, attempts = 0, error = NULL, message = NULL, done = ?
        WHERE key = ?
    """
    state = "from_feed" if from_feed else "read"
    with ledger.writing() as connection:
        connection.execute(query, (state, document, etag, modified, utc_now(), key))


def postpone(ledger: Ledger, key: str, error: DocumentError, due: float) -> None:
    """Keep that an entry's page could not be had now, and when to ask again."""
    query = "UPDATE feed_entries SET attempts = attempts + 1, error = ?, message = ?, due = ? WHERE key = ?"
    with ledger.writing() as connection:
        connection.execute(query, (type(error).__name__, str(error)[:1000], due, key))


def fail(ledger: Ledger, key: str, error: str, message: str) -> None:
    """Keep that an entry is given up, until its feed says something else of it."""
    query = "UPDATE feed_entries SET state = 'failed', error = ?, message = ?, text = NULL, done = ? WHERE key = ?"
    with ledger.writing() as connection:
        connection.execute(query, (error, message[:1000], utc_now(), key))
