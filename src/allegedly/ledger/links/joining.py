"""A document joined to those that share a key with it: its copies, and its neighbours in stories."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Literal

from allegedly.ledger.links import kept
from allegedly.ledger.links.components import Pair
from allegedly.ledger.links.hanging import hang, hang_again, hung
from allegedly.ledger.links.meeting import Keys, documents, meet, meets
from allegedly.ledger.links.work import Work
from allegedly.ledger.loading import load_reading
from allegedly.linking.rules import Profile

Pairs = Literal["copies", "story_edges"]
STEPS: tuple[tuple[Keys, Pairs], ...] = (("sketch_keys", "copies"), ("story_keys", "story_edges"))
"""Tables of keys, and of the pairs among those who meet by them."""


def join(work: Work, document: str, profile: Profile | None, parted: dict[Pair, float]) -> None:
    """Keep the profile of a document that is not linked yet, and write the pairs that it makes with linked ones.

    The profile is made here where it is not given.
    The pairs that were parted by its coming (`meeting`) are put into `parted` with their scores, those of copies
    infinite; two who part both as copies and as neighbours part as copies, whichever comes first.
    """
    if profile is None:
        reading = load_reading(work.connection, document)
        profile = work.tried(document, lambda: work.rules.profile(reading), Profile())
    kept.put(work.connection, document, profile)
    for keys, pairs in STEPS:
        met, pushed = meets(work.connection, keys, document)
        _pair(work, pairs, document, met, ())
        for other in sorted(documents(work.connection, pushed)):
            for pair, score in _part(work, keys, pairs, other).items():
                parted[pair] = max(score, parted.get(pair, score))


def look_up_again(work: Work, document: str) -> None:
    """Write the pairs of a linked document that it has not met before."""
    for keys, pairs in STEPS:
        met, _ = meets(work.connection, keys, document)
        _pair(work, pairs, document, met, _neighbours(work, pairs, document))


def _pair(work: Work, pairs: Pairs, document: str, met: Collection[int], paired: Collection[str]) -> None:
    """Write the pairs of a document with those whom it meets, but for those that it is paired with already."""
    if pairs == "copies":
        _copy(work, document, documents(work.connection, met).difference(paired))
    else:
        edges = work.related(document, met, paired)
        work.connection.executemany("INSERT INTO story_edges VALUES (?, ?, ?)", list(edges))


def _copy(work: Work, document: str, met: Collection[str]) -> None:
    shares: dict[Pair, float] = {}
    for a, b, share in work.compared("copies", document, sorted(met), work.rules.copied):
        first = work.tried(f"{a} and {b}", partial(work.rules.first, work.document(a), work.document(b)), a)
        shares[a, b] = min(1.0, max(0.0, share))
        row = (a, b, shares[a, b], first if first in (a, b) else a)
        work.connection.execute("INSERT INTO copies VALUES (?, ?, ?, ?)", row)
    hang(work, shares)


def _part(work: Work, keys: Keys, pairs: Pairs, document: str) -> dict[Pair, float]:
    """Delete the pairs of a document with those whom it does not meet any more, and return them with their scores."""
    neighbours = _neighbours(work, pairs, document)
    gone = neighbours.keys() - meet(work.connection, keys, document, neighbours)
    parted = {(min(document, other), max(document, other)): neighbours[other] for other in sorted(gone)}
    work.connection.executemany(f"DELETE FROM {pairs} WHERE a = ? AND b = ?", list(parted))  # noqa: S608 (own names)
    if pairs == "copies":
        for one, other in hung(work, {document, *gone}).items():
            if document in (one, other) and {one, other} <= {document, *gone}:
                hang_again(work, one)
    return parted


def _neighbours(work: Work, pairs: Pairs, document: str) -> dict[str, float]:
    """Return those that a document is paired with, and the scores, infinite for copies."""
    score = "score" if pairs == "story_edges" else "9e999"
    query = f"SELECT b, {score} FROM {pairs} WHERE a = ? UNION ALL SELECT a, {score} FROM {pairs} WHERE b = ?"  # noqa: S608
    return dict(work.connection.execute(query, (document, document)).fetchall())
