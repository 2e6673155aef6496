"""An index of profiles in memory: which pairs are worth comparing, the same in whatever order reports arrive.

A key that very many reports share would make each new one be compared with all of them. So a key introduces two
reports only if one of the two is among the first `CROWD` of those who share it, by a hash of the document's id: a
sample that does not depend on the order of arrival. The crowd of a key meets through these few.

Expected cost: a new report meets at most `CROWD` others a key. It becomes one of the first of n with probability
CROWD / n, and then meets all n; so `CROWD` more on average.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Set

from allegedly.linking.crowds import CROWD, place

Pair = tuple[str, str]


class Index:
    """Documents by key. `add` returns the documents that the new one meets, and the pairs that meet no longer."""

    def __init__(self) -> None:
        self._sharing: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._keys: dict[str, frozenset[int]] = {}

    def add(self, document: str, keys: Set[int]) -> tuple[set[str], set[Pair]]:
        """Add a document under its keys; ValueError if it is there already.

        Pairs are in the order of their ids.
        """
        if document in self._keys:
            raise ValueError(f"document {document} is in the index already; add each once")
        self._keys[document] = frozenset(keys)
        met: set[str] = set()
        parted: set[Pair] = set()
        pushed: list[tuple[str, int]] = []
        for key in keys:
            sharing = self._sharing[key]
            insort(sharing, _place(document))
            is_first = _place(document) in sharing[:CROWD]
            met.update(other for _, other in (sharing if is_first else sharing[:CROWD]))
            if is_first and len(sharing) > CROWD:
                pushed.append((sharing[CROWD][1], key))
        met.discard(document)
        for one, key in pushed:
            parted.update(self._parted(one, key))
        return met, parted

    def meet(self, a: str, b: str) -> bool:
        """Say whether two documents share a key that introduces them."""
        return any(self._is_first(a, key) or self._is_first(b, key) for key in self._keys[a] & self._keys[b])

    def _is_first(self, document: str, key: int) -> bool:
        sharing = self._sharing[key]
        return len(sharing) <= CROWD or _place(document) < sharing[CROWD]

    def _parted(self, document: str, key: int) -> set[Pair]:
        """Return the pairs of a document, just pushed from the first of a key, that met by this key alone."""
        others = {other for _, other in self._sharing[key][CROWD:]} - {document}
        return {(min(document, other), max(document, other)) for other in others if not self.meet(document, other)}


def _place(document: str) -> tuple[int, str]:
    return place(document), document
