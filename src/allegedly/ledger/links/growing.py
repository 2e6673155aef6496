"""A document that joins a very large story, and pairs that part inside one: what can be settled without reading it.

A story of more documents than the limit is *whole*: it is all that near-certain edges connect, and is not divided
further. So whoever hangs on it by such an edge is in it, and a pair inside it may part as long as a third document
still joins the two.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from allegedly.ledger.links.apart import is_kept_apart
from allegedly.ledger.links.claims import REACH, compare_near
from allegedly.ledger.links.components import Component, Pair, in_vast, part_of, read_beside
from allegedly.ledger.links.disputed import dispute_figures
from allegedly.ledger.links.hanging import hung
from allegedly.ledger.links.series import count
from allegedly.ledger.links.telling import UNDATED, title
from allegedly.ledger.links.work import Work

_VAST = """
SELECT m.document, m.story, s.vast FROM story_documents m JOIN stories s ON s.id = m.story
WHERE s.vast AND m.document IN (SELECT value FROM json_each(?))
"""
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
_NEAR = """
SELECT b FROM story_edges WHERE a = :{side} AND score >= :least
UNION ALL SELECT a FROM story_edges WHERE b = :{side} AND score >= :least
"""
_BY_TWO = f"""
WITH mine (one) AS ({_NEAR.format(side="a")}), theirs (one) AS ({_NEAR.format(side="b")})
SELECT 1 FROM mine CROSS JOIN story_edges ON a = one WHERE score >= :least AND b IN theirs
UNION ALL SELECT 1 FROM mine CROSS JOIN story_edges ON b = one WHERE score >= :least AND a IN theirs LIMIT 1
"""  # noqa: S608 (own names)
_BEFORE = """
SELECT document FROM story_documents
WHERE story = :story AND report = document AND (published, document) < (:published, :document)
ORDER BY published DESC, document DESC LIMIT :most
"""
_AFTER = """
SELECT document FROM story_documents
WHERE story = :story AND report = document AND (published, document) > (:published, :document)
ORDER BY published, document LIMIT :most
"""
_FIRST = """
SELECT m.document, d.title FROM story_documents m JOIN documents d ON d.id = m.document
WHERE m.story = :story AND m.report = m.document ORDER BY m.published, m.document LIMIT :most
"""
_LATEST = """
SELECT document, report FROM story_documents WHERE story = :story
ORDER BY published DESC, document DESC LIMIT :most
"""
_DAYS = """
UPDATE stories SET first = min(coalesce(first, :day), :day), last = max(coalesce(last, :day), :day) WHERE id = :story
"""


@dataclass(slots=True)
class Loose:
    """Documents of parted pairs whose stories may come out otherwise.

    `is_held` says that all pairs still hang together by a third document, so that what was a vast set still is. `torn`
    are those that were as good as surely of one part, and may be no longer.
    """

    documents: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)
    is_held: bool = True


def loosened(work: Work, parted: Mapping[Pair, float]) -> Loose:
    """Return what is loose of parted pairs, which are given with the score that each had."""
    loose = Loose()
    often = Counter(chain.from_iterable(parted))
    rows = work.connection.execute(_VAST, (json.dumps(sorted(often)),)) if often else ()
    known = _Vast({document: story if how == 2 else None for document, story, how in rows})
    for pair, score in parted.items():
        joined = _joined(work, pair, 0.0)
        loose.is_held &= joined
        if not (joined and _is_settled(work, sorted(pair, key=often.__getitem__), score, known)):
            loose.documents.update(pair)
            if score >= work.rules.certain:
                loose.torn.update(pair)
    return loose


def _joined(work: Work, pair: Pair, least: float) -> bool:
    """Say whether edges of at least this score to a third document join the two."""
    a, b = pair
    return work.connection.execute(_BOTH, {"a": a, "b": b, "least": least}).fetchone() is not None


def _are_one(work: Work, pair: Pair) -> bool:
    """Say whether near-certain edges to one or two other documents join the two."""
    a, b = pair
    least = work.rules.certain
    if _joined(work, pair, least):
        return True
    return work.connection.execute(_BY_TWO, {"a": a, "b": b, "least": least}).fetchone() is not None


@dataclass(frozen=True, slots=True)
class _Vast:
    """Documents in vast sets, with the very large stories that they are in; and what was read of parts."""

    wholes: Mapping[str, str | None]
    parts: dict[str, set[str]] = field(default_factory=dict)


def _is_settled(work: Work, pair: Sequence[str], score: float, known: _Vast) -> bool:
    """Say whether the stories of a vast set are the same without a pair.

    It is the part of the second of the two that is read.
    """
    b, a = pair
    if score == float("inf") or not known.wholes.keys() >= {a, b}:
        return False
    one, other = known.wholes[a], known.wholes[b]
    if one and other:
        return score < work.rules.certain or (one == other and _are_one(work, (a, b)))
    if score >= work.rules.certain:
        return False
    if one or other:
        return True  # what is not part of a whole story is in another part
    if a not in known.parts:
        found = part_of(work.connection, a, work.rules.certain)
        known.parts.update(dict.fromkeys(found, found))
    return b not in known.parts[a]


def in_whole(work: Work, documents: Collection[str]) -> bool:
    """Say whether one of the documents is in a very large story."""
    return work.connection.execute(f"{_WHOLE} LIMIT 1", (json.dumps(sorted(documents)),)).fetchone() is not None


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
    (published,) = work.connection.execute("SELECT published FROM documents WHERE id = ?", (document,)).fetchone()
    published = published or UNDATED
    if _is_earlier(work, (published, document), story):
        return False  # it would give the story another name
    reported = {one: report for one, (_, report) in whole.items()}
    report = _report(work, document, published, beside.copies, reported)
    if report is None or (report == document and not certain):
        return False
    work.connection.execute("INSERT INTO story_documents VALUES (?, ?, ?, ?)", (document, story, report, published))
    _update(work, Joined(story, document, published, report == document))
    return True


@dataclass(frozen=True, slots=True)
class Joined:
    """A document that has come to a story, and whether it stands for a report."""

    story: str
    document: str
    published: str
    is_standing: bool

    def ask(self, work: Work, query: str, most: int) -> list[tuple[Any, ...]]:
        """Return the rows of a query about its story and its place in it."""
        values = {"story": self.story, "document": self.document, "published": self.published, "most": most}
        return [tuple(row) for row in work.connection.execute(query, values)]


def _is_earlier(work: Work, place: tuple[str, str], other: str) -> bool:
    """Say whether a document, with its publication before its id, comes before another one that is in a story."""
    query = "SELECT published FROM story_documents WHERE document = ?"
    (published,) = work.connection.execute(query, (other,)).fetchone()
    return place < (published, other)


def _report(
    work: Work, document: str, published: str, copies: Mapping[Pair, tuple[str, float]], reported: Mapping[str, str]
) -> str | None:
    """Return the document that stands for a new copy; None where its coming changes who stands for the others.

    `copies` are all that the document has, with who was first and the share, `reported` who stands for each.
    """
    hanging = hung(work, (document, *reported))
    on_it = {one for one in reported if hanging.get(one) == document}
    if document not in hanging:
        return None if on_it else document
    report = reported[hanging[document]]
    if any(reported[one] != report for one in on_it) or not _hangs_together(work, reported):
        return None
    firsts = {a if b == document else b: first for (a, b), (first, _) in copies.items()}
    inside = {one: first for one, first in firsts.items() if reported[one] == report}
    is_later = any(first != document for first in inside.values())
    if not is_later or inside.get(report) == document or _is_earlier(work, (published, document), report):
        return None
    return report


def _hangs_together(work: Work, documents: Collection[str]) -> bool:
    """Say whether what these documents hung on before this batch hangs on them, so that no set has come apart."""
    before = {one: work.rehung[one] for one in documents if one in work.rehung}
    now = hung(work, before.values())
    return all(now.get(former) == one for one, former in before.items())


def _update(work: Work, joined: Joined) -> None:
    """Bring days, title, links and figures of a story up to a document that came to it."""
    story, limit = joined.story, work.rules.limit
    if joined.published != UNDATED:
        work.connection.execute(_DAYS, {"story": story, "day": joined.published[:10]})
    if joined.is_standing:
        before = [one for (one,) in joined.ask(work, _BEFORE, max(limit, REACH))]
        after = [one for (one,) in joined.ask(work, _AFTER, REACH)]
        compare_near(work, [*reversed(before[:REACH]), joined.document, *after])
        if len(before) < limit:
            titles = dict(joined.ask(work, _FIRST, limit))
            title(work, story, list(titles), titles)
    latest = dict(reversed(joined.ask(work, _LATEST, limit + 1)))
    followed = dict(list(latest.items())[-limit:])
    if joined.document in followed:
        count(work, story, followed)
        # The one that is no longer among the latest has no disputes about figures from now on.
        dispute_figures(work, story, followed, [one for one, report in latest.items() if one == report])
