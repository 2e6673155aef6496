"""An index of sketches in memory: the copies of a document among all those put in before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain

from allegedly.linking.copies.pairs import common, promising
from allegedly.linking.copies.sets import Copy, both_ways, nearest, sets
from allegedly.linking.copies.sketch import Sketch


class Index:
    """Documents by the keys of their sketches. What `sets` comes to does not depend on the order in which they come."""

    def __init__(self) -> None:
        """Make an empty index."""
        self._documents: list[tuple[str, Sketch]] = []
        self._by_key: defaultdict[int, list[int]] = defaultdict(list)
        self._nearest: dict[str, Copy] = {}

    def __len__(self) -> int:
        """Return how many documents were put in."""
        return len(self._documents)

    def find(self, sketch: Sketch) -> dict[str, float]:
        """Return the copies of a document among those in the index, and the share of each."""
        return {other: share for other, _, share in self._found(sketch)}

    def add(self, document: str, sketch: Sketch) -> dict[str, float]:
        """Put a document in, under an id not used before, and return what `find` gives for it."""
        found = self._found(sketch)
        for other, of_other, share in found:
            for view in both_ways(document, sketch, other, of_other, share):
                before = self._nearest.get(view.document)
                self._nearest |= nearest((view,) if before is None else (before, view))
        for key in sketch.keys:
            self._by_key[key].append(len(self._documents))
        self._documents.append((document, sketch))
        return {other: share for other, _, share in found}

    def sets(self) -> dict[str, str]:
        """Return the set of each document that has copies, as `group` would."""
        return sets(self._nearest.values())

    def _found(self, sketch: Sketch) -> list[tuple[str, Sketch, float]]:
        lists = (self._by_key[key] for key in sketch.keys if key in self._by_key)
        found = []
        for number, keys in Counter(chain.from_iterable(lists)).items():
            other, of_other = self._documents[number]
            if promising(sketch, of_other.size, of_other.level, keys):
                share = common(sketch, of_other)
                if share is not None:
                    found.append((other, of_other, share))
        return found
