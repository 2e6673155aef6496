"""A document joined to those that share a key with it: its copies, and its neighbours in stories."""

from __future__ import annotations

from functools import partial

from allegedly.ledger.links import kept
from allegedly.ledger.links.work import Work
from allegedly.ledger.loading import load_reading
from allegedly.linking.rules import Profile


def join(work: Work, document: str) -> None:
    """Keep the profile of a document that is not linked yet, and write the pairs that it makes with linked ones."""
    reading = load_reading(work.connection, document)
    profile = work.tried(document, lambda: work.rules.profile(reading), Profile())
    kept.put(work.connection, document, profile)
    candidates = kept.with_copy_keys(work.connection, profile, document)
    for a, b, share in work.compared("copies", document, candidates, work.rules.copied):
        first = work.tried(f"{a} and {b}", partial(work.rules.first, work.document(a), work.document(b)), a)
        row = (a, b, min(1.0, max(0.0, share)), first if first in (a, b) else a)
        work.connection.execute("INSERT INTO copies VALUES (?, ?, ?, ?)", row)
    candidates = kept.with_story_keys(work.connection, profile, document, work.rules.window)
    edges = work.compared("stories", document, candidates, work.rules.related)
    work.connection.executemany("INSERT INTO story_edges VALUES (?, ?, ?)", list(edges))
