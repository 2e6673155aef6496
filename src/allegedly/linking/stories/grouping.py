"""From related pairs to stories: average-link clustering of a connected set, from its members and edges alone.

Two groups are joined, the most alike first, while the mean over all their pairs speaks for it; a pair that is not an
edge speaks against. So one doubtful edge does not chain two stories that many pairs hold apart (correlation
clustering: Bansal, Blum and Chawla, 2004; average link by heap: Manning, Raghavan and Schütze 2008, 17.2.1).

A connected set of more than `LIMIT` reports falls apart first into what near-certain edges connect, and a part that is
still larger stays whole. Such edges only ever join, so a report that arrives in a giant story costs its own edges.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping

from allegedly.linking.stories.profile import Profile

THRESHOLD = 0.1
"""At this score a pair speaks neither for one story nor against it."""
LIMIT = 300
"""Connected sets of up to so many reports are clustered pair by pair."""
CERTAIN = 0.95
_LOUDEST = 4.0
"""What one pair says counts so much at most, in log-odds."""
_SILENCE = -2.0
"""What a pair that is no edge says."""

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
                yield from _clusters(part, graph)
            else:
                yield part


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
    """Groups of a connected set under way: who is in them, and what the pairs between two of them say."""

    def __init__(self, members: list[str], graph: Graph) -> None:
        places = {one: place for place, one in enumerate(members)}
        self.groups = {place: [one] for one, place in places.items()}
        self.says: dict[int, dict[int, tuple[float, int]]] = {
            place: {places[other]: (_says(score), 1) for other, score in graph[one].items() if other in places}
            for one, place in places.items()
        }
        self.next = len(members)

    def entry(self, a: int, b: int) -> tuple[float, int, int] | None:
        """Return a heap entry for joining two groups, None where the pairs between them speak against it."""
        said, edges = self.says[a][b]
        pairs = len(self.groups[a]) * len(self.groups[b])
        mean = (said + _SILENCE * (pairs - edges)) / pairs
        return (-mean, min(a, b), max(a, b)) if mean > 0 else None

    def join(self, a: int, b: int) -> int:
        """Make one group of two, and return it."""
        joined, self.next = self.next, self.next + 1
        left, right = self.says.pop(a), self.says.pop(b)
        self.groups[joined] = self.groups.pop(a) + self.groups.pop(b)
        self.says[joined] = {}
        for other in sorted((left.keys() | right.keys()) - {a, b}):
            (p, m), (q, n) = left.get(other, (0.0, 0)), right.get(other, (0.0, 0))
            self.says[joined][other] = self.says[other][joined] = (p + q, m + n)
            self.says[other].pop(a, None)
            self.says[other].pop(b, None)
        return joined


def _clusters(members: list[str], graph: Graph) -> Iterator[list[str]]:
    """Yield the groups of a connected set: joined, the most alike first, while the pairs between them speak for it."""
    under_way = _Clusters(members, graph)
    pairs = ((a, b) for a, others in under_way.says.items() for b in others if a < b)
    heap = [entry for a, b in pairs if (entry := under_way.entry(a, b))]
    heapq.heapify(heap)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a in under_way.groups and b in under_way.groups:
            joined = under_way.join(a, b)
            for other in under_way.says[joined]:
                if entry := under_way.entry(joined, other):
                    heapq.heappush(heap, entry)
    yield from (sorted(members) for members in under_way.groups.values())


def _says(score: float) -> float:
    """Return what a pair of this score says, in log-odds: positive for one story, negative against it."""
    score = min(1 - 1e-6, max(1e-6, score))
    odds = math.log(score / (1 - score)) - math.log(THRESHOLD / (1 - THRESHOLD))
    return max(-_LOUDEST, min(_LOUDEST, odds))
