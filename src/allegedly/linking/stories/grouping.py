"""From related pairs to stories: average-link clustering of a connected set, from its members and edges alone.

Two groups are joined, the most alike first, while the mean over all their pairs speaks for it; a pair that is not an
edge speaks against. So one doubtful edge does not chain two stories that many pairs hold apart (correlation
clustering: Bansal, Blum and Chawla, 2004; average link by heap: Manning, Raghavan and Schütze 2008, 17.2.1).

A connected set of more than `LIMIT` reports falls apart first into what near-certain edges connect, and a part that is
still larger stays whole. Such edges only ever join, so a report that arrives in a giant story costs its own edges.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stories.profile import Profile

THRESHOLD = 0.1
"""At this score a pair speaks neither for one story nor against it."""
LIMIT = 300
"""Connected sets of up to so many reports are clustered pair by pair."""
CERTAIN = 0.95
_LOUDEST = 4.0
"""What one pair says counts so much at most, in log-odds."""
_SILENCE = -1.0
"""What a pair that is no edge says: hardly more than the weakest edge, since a long story is told in many ways."""
_STEPS = 2.0**20
"""What a pair says is told to one in so many."""

Edges = Mapping[tuple[str, str], float]
Graph = dict[str, dict[str, float]]


def group(profiles: Mapping[str, Profile], edges: Edges) -> dict[str, str]:
    """Return the story of each document of a connected set, named after its first document by day and id.

    `edges` holds the score of each pair that is related, in either order; pairs of documents without a profile are
    passed over. Sets that are not connected do no harm.
    """
    graph = _graph(profiles, edges)
    found: dict[str, str] = {}
    for members in _parts(graph):
        first = min(members, key=lambda one: _rank(one, profiles[one]))
        found.update(dict.fromkeys(members, first))
    return found


def _rank(document: str, its: Profile) -> tuple[bool, int, str]:
    return its.day is None, its.day or 0, document


def _graph(documents: Iterable[str], edges: Edges) -> Graph:
    graph: Graph = {document: {} for document in sorted(documents)}
    for (a, b), score in edges.items():
        if a != b and a in graph and b in graph:
            graph[a][b] = graph[b][a] = score
    return graph


def _parts(graph: Graph) -> Iterator[list[str]]:
    for members in _connected(graph, 0.0):
        if len(members) <= LIMIT:
            yield from _clusters(members, graph)
            continue
        for part in _connected({one: graph[one] for one in members}, CERTAIN):
            if len(part) <= LIMIT:
                yield from _clusters(part, _within(part, graph))
            else:
                yield part


def _within(part: list[str], graph: Graph) -> Graph:
    """Return the graph of these documents alone."""
    members = set(part)
    return {one: {other: score for other, score in graph[one].items() if other in members} for one in part}


def _connected(graph: Graph, least: float) -> Iterator[list[str]]:
    """Yield the sets that edges of at least this score connect, each in order."""
    seen: set[str] = set()
    for start in graph:
        if start in seen:
            continue
        seen.add(start)
        reached = [start]
        for one in reached:
            new = [other for other, score in graph[one].items() if score >= least and other not in seen]
            seen.update(new)
            reached += new
        yield sorted(reached)


class _Clusters:
    """Groups of a connected set under way, one a row: who is in them, and what the pairs between two of them say.

    `said` [n, n] are the sums of what the edges between two groups say, `edges` [n, n] how many these are, `mean`
    [n, n] the mean over all pairs between the two, `best` [n] the largest mean of a row. `named` [n] numbers the groups
    in the order in which they were made, so that of pairs that are as much alike the earliest are joined first. The
    row of a group that was joined to another has no mean above minus infinity.
    """

    def __init__(self, members: list[str], graph: Graph) -> None:
        places = {one: place for place, one in enumerate(members)}
        count = len(members)
        rows = np.repeat(np.arange(count), [len(graph[one]) for one in members])
        columns = np.fromiter((places[other] for one in members for other in graph[one]), np.intp, len(rows))
        scores = np.fromiter((score for one in members for score in graph[one].values()), np.float64, len(rows))
        self.groups = [[one] for one in members]
        self.sizes = np.ones(count)
        self.named = np.arange(count)
        self.said, self.edges = np.zeros((count, count)), np.zeros((count, count))
        self.said[rows, columns] = _says(scores)
        self.edges[rows, columns] = 1
        self.mean = self.said + _SILENCE * (1 - self.edges)
        np.fill_diagonal(self.mean, -np.inf)
        self.best = self.mean.max(axis=1)

    def nearest(self) -> tuple[int, int] | None:
        """Return the rows of the two groups that are the most alike, None where no two are one story."""
        top = self.best.max()
        if top <= 0:
            return None
        one = _earliest(self.best == top, self.named)
        return one, _earliest(self.mean[one] == top, self.named)

    def join(self, one: int, other: int) -> None:
        """Make one group of two, in the row of the first."""
        self.groups[one] += self.groups[other]
        self.groups[other] = []
        held = np.maximum(self.mean[one], self.mean[other]) == self.best
        for table in (self.said, self.edges):
            table[one] += table[other]
            table[:, one] = table[one]
        self.sizes[one] += self.sizes[other]
        self.named[one] = self.named.max() + 1
        pairs = self.sizes[one] * self.sizes
        gone = self.mean[one] == -np.inf
        mean = (self.said[one] + _SILENCE * (pairs - self.edges[one])) / pairs
        mean[gone] = -np.inf
        self.mean[one] = self.mean[:, one] = mean
        self.mean[other] = self.mean[:, other] = -np.inf
        self.best = np.maximum(self.best, self.mean[one])
        held[[one, other]] = True
        self.best[held] = self.mean[held].max(axis=1)


def _earliest(chosen: NDArray[np.bool_], named: NDArray[np.intp]) -> int:
    """Return the row of the group that was made first, of those chosen."""
    (rows,) = chosen.nonzero()
    return int(rows[named[rows].argmin()])


def _clusters(members: list[str], graph: Graph) -> Iterator[list[str]]:
    """Yield the groups of a connected set: joined, the most alike first, while the pairs between them speak for it.

    `graph` has no edges but those among the members.
    """
    under_way = _Clusters(members, graph)
    while pair := under_way.nearest():
        under_way.join(*pair)
    yield from (sorted(group) for group in under_way.groups if group)


def _says(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what pairs of these scores say, in log-odds: positive for one story, negative against it.

    They are multiples of a small number, so that sums do not depend on the order in which they are made.
    """
    scores = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = np.log(scores / (1 - scores)) - math.log(THRESHOLD / (1 - THRESHOLD))
    said: NDArray[np.float64] = np.round(np.clip(odds, -_LOUDEST, _LOUDEST) * _STEPS) / _STEPS
    return said
