"""Where two copies differ: the words of each that the other does not have."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.copies.shingles import SIZE, WORD, Hashes, folded, shingles_of
from allegedly.records import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text, of the other, or of both that stand in the same place and differ; one of them may be None."""

    a: Span | None
    b: Span | None


class _Words:
    """The words of a text: offsets, the hashes of its shingles, and which words another text has too."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = [(match, folded(match.group())) for match in WORD.finditer(text)]
        matches = [match for match, word in words if word]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.hashes: Hashes = shingles_of([word for _, word in words if word])

    def runs(self, other: _Words) -> Iterator[tuple[int, int]]:
        """Yield the runs of words that stand in no shingle of the other, as word numbers, end exclusive."""
        covered = np.zeros(len(self.starts) + 1, dtype=np.int64)
        begins = np.flatnonzero(np.isin(self.hashes, other.hashes))
        np.add.at(covered, begins, 1)
        np.add.at(covered, begins + SIZE, -1)
        own: NDArray[np.int8] = (np.cumsum(covered)[:-1] == 0).astype(np.int8)
        edges = np.flatnonzero(np.diff(own, prepend=0, append=0))
        yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)

    def span(self, run: tuple[int, int]) -> Span:
        return Span.of(self.text, self.starts[run[0]], self.ends[run[1] - 1])


def passages(a: str, b: str) -> tuple[Passage, ...]:
    """Return where two texts differ, in the order of the first, then what only the second has, in its order.

    A passage is a run of words that stand in no run of `SIZE` words that the other text has as well; case and marks do
    not count, and what has only been moved does not differ. Passages of both that follow the same words are one. Time
    is linear but for sorting.
    """
    of_a, of_b = _Words(a), _Words(b)
    in_b: defaultdict[int | None, deque[tuple[int, int]]] = defaultdict(deque)
    for run in of_b.runs(of_a):
        in_b[_before(of_b, run)].append(run)
    found = []
    for run in of_a.runs(of_b):
        partners = in_b.get(_before(of_a, run))
        found.append(Passage(of_a.span(run), of_b.span(partners.popleft()) if partners else None))
    rest = sorted(chain.from_iterable(in_b.values()))
    return (*found, *(Passage(None, of_b.span(run)) for run in rest))


def _before(words: _Words, run: tuple[int, int]) -> int | None:
    """Return the shingle that ends before a run, None at the start of the text."""
    return int(words.hashes[run[0] - SIZE]) if run[0] >= SIZE else None
