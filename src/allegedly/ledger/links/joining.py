"""A document joined to those that share a key with it: its copies, and its neighbours in stories."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial

from allegedly.ledger.links import kept
from allegedly.ledger.links.meeting import meet, meets
from allegedly.ledger.links.work import Work
from allegedly.ledger.loading import load_reading
from allegedly.linking.rules import Profile


def join(work: Work, document: str) -> set[str]:
    """Keep the profile of a document that is not linked yet, and write the pairs that it makes with linked ones.

    Returns the documents that were parted by its coming (`meeting`).
    """
    reading = load_reading(work.connection, document)
    profile = work.tried(document, lambda: work.rules.profile(reading), Profile())
    kept.put(work.connection, document, profile)
    candidates = kept.with_copy_keys(work.connection, profile, document)
    for a, b, share in work.compared("copies", document, candidates, work.rules.copied):
        first = work.tried(f"{a} and {b}", partial(work.rules.first, work.document(a), work.document(b)), a)
        row = (a, b, min(1.0, max(0.0, share)), first if first in (a, b) else a)
        work.connection.execute("INSERT INTO copies VALUES (?, ?, ?, ?)", row)
    met, pushed = meets(work.connection, document)
    _relate(work, document, met)
    return {one for other in pushed for one in _part(work, other)}


def look_up_again(work: Work, document: str) -> None:
    """Write the pairs of a linked document that it has not met before."""
    met, _ = meets(work.connection, document)
    _relate(work, document, met - _neighbours(work, document))


def _relate(work: Work, document: str, met: Collection[str]) -> None:
    edges = work.compared("stories", document, _near(work, document, met), work.rules.related)
    work.connection.executemany("INSERT INTO story_edges VALUES (?, ?, ?)", list(edges))


def _near(work: Work, document: str, met: Collection[str]) -> list[str]:
    """Return those that were not published further from the document than is compared."""
    query = """
        SELECT o.document FROM linked d JOIN linked o ON o.document IN (SELECT value FROM json_each(?))
        WHERE d.document = ? AND coalesce(abs(o.day - d.day), 0) <= ?
    """
    values = (json.dumps(sorted(met)), document, work.rules.window)
    return [row[0] for row in work.connection.execute(query, values)]


def _part(work: Work, document: str) -> set[str]:
    """Delete the edges of a document to those whom it does not meet any more; return whom that parted."""
    neighbours = _neighbours(work, document)
    parted = neighbours - meet(work.connection, document, neighbours)
    pairs = [tuple(sorted((document, other))) for other in parted]
    work.connection.executemany("DELETE FROM story_edges WHERE a = ? AND b = ?", pairs)
    return parted | {document} if parted else set()


def _neighbours(work: Work, document: str) -> set[str]:
    query = "SELECT b FROM story_edges WHERE a = ? UNION SELECT a FROM story_edges WHERE b = ?"
    return {row[0] for row in work.connection.execute(query, (document, document))}
