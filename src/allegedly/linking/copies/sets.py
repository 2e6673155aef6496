"""The sets that copies make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allegedly.linking.copies.sketch import Sketch

MOST = 0.4
"""The part of itself that a document has in a smaller one at least, to hang on it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document, and another that is a copy of it.

    `mine` is the part of the document that stands in the other, `theirs` the part of the other that stands in it.
    """

    document: str
    other: str
    mine: float
    theirs: float

    @property
    def is_up(self) -> bool:
        """Say whether the other is the larger; of two as large it is the one with the greater id."""
        return (self.mine, self.other) > (self.theirs, self.document)

    @property
    def rank(self) -> tuple[bool, float, float, str]:
        """How near the other is to the document; the greatest is the nearest.

        Larger ones come first, for a cut was made from one of them, and so that what hangs together has a top; then who
        has most of the document, then who has least besides.
        """
        return self.is_up, self.mine, self.theirs, self.other


def both_ways(a: str, of_a: Sketch, b: str, of_b: Sketch, share: float) -> tuple[Copy, Copy]:
    """Return a pair of copies as seen from the first document and from the second."""
    both = share * min(of_a.size, of_b.size)
    return Copy(a, b, both / of_a.size, both / of_b.size), Copy(b, a, both / of_b.size, both / of_a.size)


def nearest(copies: Iterable[Copy]) -> dict[str, Copy]:
    """Return for each document the copy nearest to it, if one has enough of it; their order does not matter."""
    best: dict[str, Copy] = {}
    for copy in copies:
        before = best.get(copy.document)
        if (copy.is_up or copy.mine >= MOST) and (before is None or copy.rank > before.rank):
            best[copy.document] = copy
    return best


def sets(copies: Iterable[Copy]) -> dict[str, str]:
    """Return for each document the least id of the set that all are in who hang together by these copies."""
    above: dict[str, str] = {}

    def root(document: str) -> str:
        while (parent := above.setdefault(document, document)) != document:
            above[document] = above[parent]
            document = parent
        return document

    for copy in copies:
        least, other = sorted((root(copy.document), root(copy.other)))
        above[other] = least
    return {document: root(document) for document in list(above)}


def hanging(sketches: Mapping[str, Sketch], shares: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the copy that each document hangs on, among these pairs of copies; some hang on none.

    Each document hangs on the copy nearest to it, and on no other: a passage that two reports share makes a cut of the
    one a copy of the other, but does not join the two.
    """
    return {document: copy.other for document, copy in _nearest(sketches, shares).items()}


def group(sketches: Mapping[str, Sketch], shares: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the set of each document: the least id in it, the document's own where it is a copy of none.

    `shares` has all pairs of copies among the documents; those that hang together (`hanging`) are a set.
    """
    return {document: document for document in sketches} | sets(_nearest(sketches, shares).values())


def _nearest(sketches: Mapping[str, Sketch], shares: Mapping[tuple[str, str], float]) -> dict[str, Copy]:
    pairs = (
        both_ways(a, sketches[a], b, sketches[b], share)
        for (a, b), share in shares.items()
        if a in sketches and b in sketches
    )
    return nearest(view for pair in pairs for view in pair)
