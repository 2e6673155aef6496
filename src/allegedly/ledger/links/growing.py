"""A document that joins a very large story, and pairs that part inside one: what can be settled without reading it.

A story of more documents than the limit is *whole*: it is all that near-certain edges connect, and is not divided
further. So whoever hangs on it by such an edge is in it, and a pair inside it may part as long as a third document
still joins the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from allegedly.ledger.links.apart import is_kept_apart
from allegedly.ledger.links.claims import REACH, compare_near
from allegedly.ledger.links.components import Component, Pair, in_vast, read_beside, reports
from allegedly.ledger.links.disputed import dispute_figures
from allegedly.ledger.links.series import count
from allegedly.ledger.links.telling import sets_of, title
from allegedly.ledger.links.work import Work

CLOSE = 64
"""Copies that are looked at to say for which report a new one stands."""

_WHOLE = """
SELECT m.document, m.story, m.report FROM story_documents m JOIN stories s ON s.id = m.story
WHERE s.vast = 2 AND m.document IN (SELECT value FROM json_each(?))
"""
_BOTH = """
SELECT 1 FROM (
    SELECT b AS one FROM story_edges WHERE a = :a AND score >= :least
    UNION ALL SELECT a FROM story_edges WHERE b = :a AND score >= :least
) WHERE EXISTS (SELECT 1 FROM story_edges WHERE a = min(one, :b) AND b = max(one, :b) AND score >= :least) LIMIT 1
"""
_IN_ORDER = """
SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(published, '9999'), id
"""
_MEMBERS = """
SELECT m.document, m.report, d.title, d.published FROM story_documents m JOIN documents d ON d.id = m.document
WHERE m.story = ? ORDER BY coalesce(d.published, '9999'), d.id
"""


def loosened(work: Work, parted: Mapping[Pair, float]) -> set[str]:
    """Return the documents of parted pairs, with the score that each had, whose stories may come out otherwise."""
    return {one for pair, score in parted.items() if not _still_held(work, pair, score) for one in pair}


def _still_held(work: Work, pair: Pair, score: float) -> bool:
    stories = {row[0]: row[1] for row in work.connection.execute(_WHOLE, (json.dumps(pair),))}
    if len(stories) < 2:
        return False
    if score < work.rules.certain:
        return True
    a, b = pair
    joined = work.connection.execute(_BOTH, {"a": a, "b": b, "least": work.rules.certain}).fetchone()
    return stories[a] == stories[b] and score != float("inf") and joined is not None


def grow(work: Work, document: str) -> bool:
    """Put a document that was joined to others into the very large story that it hangs on; False if there is none.

    The other documents must be in their stories, as these are without it.
    """
    if is_kept_apart(work.connection, document):
        return False
    beside = Component()
    reached = read_beside(work.connection, [document], beside) - {document}
    certain = {one for pair, score in beside.edges.items() if score >= work.rules.certain for one in pair}
    near = certain | {one for pair in beside.copies for one in pair}
    whole = {row[0]: (row[1], row[2]) for row in work.connection.execute(_WHOLE, (json.dumps(sorted(near)),))}
    stories = {story for story, _ in whole.values()}
    if len(stories) != 1 or near - {document} != whole.keys() or in_vast(work.connection, reached) != reached:
        return False
    (story,) = stories
    members = work.connection.execute(_MEMBERS, (story,)).fetchall()
    (published,) = work.connection.execute("SELECT published FROM documents WHERE id = ?", (document,)).fetchone()
    if (published or "9999", document) < (members[0]["published"] or "9999", members[0]["document"]):
        return False  # it would give the story another name
    report = _report(work, document, story) if beside.copies else document
    if report is None or (report == document and not certain):
        return False
    work.connection.execute("INSERT INTO story_documents VALUES (?, ?, ?)", (document, story, report))
    _update(work, story, document)
    return True


def _report(work: Work, document: str, story: str) -> str | None:
    """Return the document that stands for a new copy; None where that is not to be told from those that are close."""
    close = Component({document})
    waiting = {document}
    while waiting:
        beside = Component()
        read_beside(work.connection, sorted(waiting), beside)
        close.copies |= beside.copies
        waiting = {one for pair in beside.copies for one in pair} - close.documents
        close.documents |= waiting
        if len(close.documents) > CLOSE:
            return None
    listed = json.dumps(sorted(close.documents))
    former = {row[0]: row[2] for row in work.connection.execute(_WHOLE, (listed,)) if row[1] == story}
    if former.keys() != close.documents - {document}:
        return None
    rank = {row[0]: place for place, row in enumerate(work.connection.execute(_IN_ORDER, (listed,)))}
    firsts = {pair: first for pair, (first, _) in close.copies.items()}
    found = reports(sets_of(work, close), firsts, rank)
    its = found.pop(document)
    return its if found == former else None


def _update(work: Work, story: str, document: str) -> None:
    """Bring days, title, links and figures of a story up to a document that came to it."""
    ordered = work.connection.execute(_MEMBERS, (story,)).fetchall()
    days = [row["published"][:10] for row in ordered if row["published"] is not None]
    bounds = (min(days, default=None), max(days, default=None), story)
    work.connection.execute("UPDATE stories SET first = ?, last = ? WHERE id = ?", bounds)
    titles = {row["document"]: row["title"] for row in ordered}
    standing = [row["document"] for row in ordered if row["report"] == row["document"]]
    if document in standing:
        place = standing.index(document)
        compare_near(work, standing[max(0, place - REACH) : place + REACH + 1])
        if place < work.rules.limit:
            title(work, story, standing, titles)
    limit = work.rules.limit
    left, latest = list(titles)[-limit - 1 : -limit], list(titles)[-limit:]
    if document in latest:
        count(work, story, latest)
        known = set(standing)
        # The one that is no longer among the latest has no disputes about figures from now on.
        dispute_figures(work, story, latest, [one for one in (*left, *latest) if one in known])
