"""An index of sketches in memory: the copies among all documents put in, as a ledger would find them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from allegedly.linking.copies.pairs import common, promising
from allegedly.linking.copies.sets import Copy, both_ways, nearest, sets
from allegedly.linking.copies.sketch import Sketch
from allegedly.linking.crowds import COPIED_CROWD, place


class Index:
    """Documents by the keys of their sketches. What it comes to does not depend on the order in which they come.

    A document is compared with `COPIED_CROWD` others a key at most, so the time grows with the number of documents.
    """

    def __init__(self) -> None:
        """Make an empty index."""
        self._sketches: dict[str, Sketch] = {}

    def __len__(self) -> int:
        """Return how many documents were put in."""
        return len(self._sketches)

    def add(self, document: str, sketch: Sketch) -> None:
        """Put a document in; ValueError if it is there already."""
        if document in self._sketches:
            raise ValueError(f"document {document} is in the index already; add each once")
        self._sketches[document] = sketch

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs of copies among the documents that meet by a key, each once, with their share."""
        documents = sorted(self._sketches, key=lambda document: (place(document), document))
        first: defaultdict[int, list[int]] = defaultdict(list)
        for number, document in enumerate(documents):
            mine = self._sketches[document]
            own = frozenset(mine.keys)
            for met, keys in Counter(chain.from_iterable(first[key] for key in own)).items():
                other = documents[met]
                share = _share(mine, own, self._sketches[other], keys)
                if share is not None:
                    yield other, document, share
            for key in own:
                if len(first[key]) < COPIED_CROWD:
                    first[key].append(number)

    def sets(self) -> dict[str, str]:
        """Return the set of each document that has copies, as `group` would."""
        found: dict[str, Copy] = {}
        for one, other, share in self.pairs():
            for view in both_ways(one, self._sketches[one], other, self._sketches[other], share):
                before = found.get(view.document)
                found |= nearest((view,) if before is None else (before, view))
        return sets(found.values())


def _share(mine: Sketch, own: frozenset[int], other: Sketch, keys: int) -> float | None:
    """Return the share of two documents that meet by so many keys, None if they are no copies.

    Keys by which they do not meet, since others are the first there, count as well.
    """
    is_promising = promising(mine, other.size, other.level, keys) or promising(
        mine, other.size, other.level, len(own.intersection(other.keys))
    )
    return common(mine, other) if is_promising else None
