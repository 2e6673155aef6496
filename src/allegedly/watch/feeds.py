"""The feeds that a ledger follows, in its table of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from allegedly.errors import DocumentError, LedgerError
from allegedly.ledger import Ledger
from allegedly.ledger.store import now as utc_now
from allegedly.sources.feeds import Child, Listed
from allegedly.sources.web import Allowed, checked, host_of
from allegedly.watch.records import Body, Errand

MOST_CHILDREN = 50
"""So many sitemaps of an index are followed, those that changed last."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed, and how it is: `polls` is how often it answered, `unchanged` how often with 304, `due` is UTC."""

    url: str
    title: str | None
    kind: str | None
    parent: str | None
    location: str | None
    added: str
    answered: str | None
    changed: str | None
    due: str
    polls: int
    unchanged: int
    failures: int
    error: str | None
    message: str | None
    waiting: int
    read: int
    from_feed: int
    failed: int
    passed: int


_ROWS = """
SELECT f.url, f.title, f.kind, f.parent, f.location, f.added, f.answered, f.changed, f.due, f.polls, f.unchanged,
    f.failures, f.error, f.message, count(*) FILTER (WHERE e.state = 'waiting') AS waiting,
    count(*) FILTER (WHERE e.state = 'read') AS read, count(*) FILTER (WHERE e.state = 'from_feed') AS from_feed,
    count(*) FILTER (WHERE e.state = 'failed') AS failed, count(*) FILTER (WHERE e.state = 'passed') AS passed
FROM feeds f LEFT JOIN feed_entries e ON e.feed = f.url GROUP BY f.url ORDER BY coalesce(f.parent, f.url), f.url
"""


def followed(ledger: Ledger) -> Iterator[FeedRow]:
    """Yield the feeds that the ledger follows, each index before its sitemaps."""
    for row in ledger.select(_ROWS):
        due = datetime.fromtimestamp(max(row["due"], 0.0), UTC).isoformat(timespec="seconds")
        yield FeedRow(**{**dict(row), "due": due})


def follow(ledger: Ledger, feeds: Iterable[Listed], allowed: Allowed) -> int:
    """Follow these feeds from now on; return how many are new. Raises Forbidden for an address that is never asked."""
    rows = [(url := checked(feed.url, allowed), host_of(url), feed.title, utc_now()) for feed in feeds]
    query = "INSERT OR IGNORE INTO feeds (url, host, title, added, due) VALUES (?, ?, ?, ?, 0)"
    with ledger.writing() as connection:
        return connection.executemany(query, rows).rowcount


def drop(ledger: Ledger, url: str) -> None:
    """Follow a feed no more: what it named and was not read yet is forgotten, what was read stays."""
    waiting = """
        DELETE FROM feed_entries WHERE state = 'waiting' AND document IS NULL
        AND feed IN (SELECT url FROM feeds WHERE url = :url OR parent = :url)
    """
    with ledger.writing() as connection:
        connection.execute(waiting, {"url": url})
        if not connection.execute("DELETE FROM feeds WHERE url = ?", (url,)).rowcount:
            raise LedgerError(f"{url} is not followed; `allegedly feeds` lists what is")


def next_due(
    ledger: Ledger, now: float, taken: Collection[str], busy: Collection[str], *, early: bool
) -> Errand | None:
    """Return the feed that is due longest and whose host is not `taken`; feeds in `busy` are being seen to.

    With `early`, feeds that are not due yet are asked as well, unless they failed; the sitemaps of an index wait until
    it says that they changed.
    """
    query = """
        SELECT url, host, location, etag, modified, kind FROM feeds
        WHERE (due <= :now OR (:early AND failures = 0 AND parent IS NULL))
        AND host NOT IN (SELECT value FROM json_each(:taken)) AND url NOT IN (SELECT value FROM json_each(:busy))
        ORDER BY due, url LIMIT 1
    """
    found = next(ledger.select(query, now=now, early=early, taken=_json(taken), busy=_json(busy)), None)
    if found is None:
        return None
    where, known = found["location"] or found["url"], (found["etag"], found["modified"])
    may_be_long = found["kind"] in {None, "sitemap", "index"}
    return Errand("feed", found["url"], where, *known, may_be_long=may_be_long)


def _json(values: Collection[str]) -> str:
    import json

    return json.dumps(list(values))


def digest(ledger: Ledger, url: str) -> str | None:
    """Return the digest of the body that was taken in last."""
    found = next(ledger.select("SELECT digest FROM feeds WHERE url = ?", url), None)
    return found["digest"] if found else None


def failures(ledger: Ledger, url: str) -> int:
    """Return how often in a row the feed failed."""
    found = next(ledger.select("SELECT failures FROM feeds WHERE url = ?", url), None)
    return int(found["failures"]) if found else 0


def stayed(ledger: Ledger, url: str, due: float, *, is_304: bool) -> None:
    """Keep that the feed answered, and said nothing new."""
    query = """
        UPDATE feeds SET answered = ?, due = ?, polls = polls + 1, unchanged = unchanged + ?,
            failures = 0, error = NULL, message = NULL WHERE url = ?
    """
    with ledger.writing() as connection:
        connection.execute(query, (utc_now(), due, int(is_304), url))


def failed(ledger: Ledger, url: str, error: DocumentError, due: float) -> None:
    """Keep that the feed could not be had or read, and when to ask again."""
    query = "UPDATE feeds SET failures = failures + 1, error = ?, message = ?, due = ? WHERE url = ?"
    with ledger.writing() as connection:
        connection.execute(query, (type(error).__name__, str(error)[:1000], due, url))


def took(connection: sqlite3.Connection, body: Body, kind: str, title: str | None, due: float) -> None:
    """Keep, in the transaction that writes what a feed names, that it was taken in."""
    query = """
        UPDATE feeds SET kind = ?, title = coalesce(title, ?), etag = ?, modified = ?, digest = ?, location = ?,
            host = ?, answered = ?, changed = ?, due = ?, polls = polls + 1, failures = 0, error = NULL, message = NULL
        WHERE url = ?
    """
    told = (kind, title, body.etag, body.modified, body.digest, body.location)
    host = host_of(body.location or body.feed)
    connection.execute(query, (*told, host, utc_now(), utc_now(), due, body.feed))


def follow_children(
    connection: sqlite3.Connection, parent: str, children: Iterable[Child], allowed: Allowed, now: float
) -> None:
    """Follow the sitemaps of an index that changed last; one that did not change since it was asked is not due."""
    latest = sorted(children, key=lambda child: child.updated or "9999", reverse=True)[:MOST_CHILDREN]
    for child in latest:
        try:
            url = checked(child.url, allowed, parent)
        except DocumentError:
            continue
        insert = "INSERT OR IGNORE INTO feeds (url, parent, host, added, due) VALUES (?, ?, ?, ?, ?)"
        connection.execute(insert, (url, parent, host_of(url), utc_now(), now))
        if child.updated:
            connection.execute(
                "UPDATE feeds SET due = CASE WHEN answered IS NULL OR substr(answered, 1, 10) <= substr(?, 1, 10)"
                " THEN min(due, ?) ELSE max(due, ?) END WHERE url = ? AND parent = ?",
                (child.updated, now, now + 86_400.0, url, parent),
            )
