"""The trained tagger: which words are cues, and what every other word is to each of them.

A small encoder reads windows of whole paragraphs once; a head scores every word as a cue; given a cue, a second head
scores every word as source, cue, content or nothing, and the best chain of roles is taken (Viterbi 1967). Spans may so
be in pieces, shared and nested, and are linked from the start. Each window is read by itself on one thread, so that
what comes out does not depend on what is read beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.found import TAGGED, Found
from allegedly.reading.attribution.windows import relations, windows
from allegedly.reading.attribution.words import BLOCK, CONTENT, CUE, ROLE, SHAPE, SOURCE, Array, Labels, Words

Scores = NDArray[np.float32]


class Network(Protocol):
    """What scores: the runtime's or the training framework's."""

    def read(self, pieces: Array, starts: Array, ends: Array, features: Array, heads: Array) -> tuple[Scores, ...]:
        """Return a window's cue scores [T], words [T, K] and anchors [T, K].

        `pieces` [P] with the marks at both ends; `starts` and `ends` [T] say in which pieces a word begins and ends;
        `features` [len(FEATURES), T]; `heads` [T] by word of the window.
        """
        ...

    def pair(self, words: Scores, anchors: Scores, relations: Array) -> Scores:
        """Return role scores [N, T, 4] of words [T, K] given anchors [N, K] and relations [N, len(RELATIONS), T]."""
        ...


@dataclass(frozen=True, slots=True)
class Chain:
    """How likely roles follow one another: `steps` [4, 4] from, to; `start` and `end` [4]."""

    steps: Scores
    start: Scores
    end: Scores


@dataclass(frozen=True, slots=True)
class Scored:
    """A word that may be a cue, its log-odds of being one, and the role scores [T, 4] of the words from `first` on."""

    cue: int
    odds: float
    first: int
    roles: Scores


@dataclass(frozen=True, slots=True)
class Tagger:
    """The trained tagger with what it needs to read words."""

    network: Network
    pieces: Pieces
    labels: Labels
    chain: Chain
    threshold: float
    """The log-odds from which on a word counts as a cue."""
    trusted: float
    """The same for a word that the rules take for one: on news unlike the training data they know more of them."""

    def score(self, words: Words) -> Iterator[Scored]:
        """Yield the words of the report that may be cues, in the order of the text."""
        spelt, edges = self.pieces.spell(words.texts)
        for first, last in windows(words, edges):
            if not words.features[SHAPE, first:last].any():
                continue  # marks alone
            pieces = np.r_[self.pieces.first, spelt[edges[first] : edges[last]], self.pieces.last]
            heads = words.heads[first:last] - first
            size = last - first
            odds, states, anchors = self.network.read(
                pieces,
                edges[first:last] + 1 - edges[first],
                edges[first + 1 : last + 1] - edges[first],
                words.features[:, first:last],
                np.where((heads >= 0) & (heads < size), heads, np.arange(size)),
            )
            least = np.where(words.features[ROLE, first:last] == CUE, self.trusted, self.threshold)
            cues = np.flatnonzero((odds >= least) & (words.features[BLOCK, first:last] > 0))
            if len(cues):
                related = relations(words, (cues + first).tolist(), first, last)
                roles = self.network.pair(states, anchors[cues], related)
                for cue, own in zip(cues, roles, strict=True):
                    yield Scored(int(cue) + first, float(odds[cue]), first, own)

    def find(self, words: Words) -> list[Found]:
        """Return the attributions among the words, by the order of their cues."""
        scored = list(self.score(words))
        found = []
        for one, roles in zip(scored, decode(scored, self.chain), strict=True):
            roles[one.cue - one.first] = CUE
            source, cue, content = (
                frozenset((words.tokens[one.first + np.flatnonzero(roles == role)]).tolist())
                for role in (SOURCE, CUE, CONTENT)
            )
            if content:
                found.append(Found(int(words.tokens[one.cue]), TAGGED, source, cue, content))
        return found


def decode(scored: list[Scored], chain: Chain) -> list[Array]:
    """Return the best chain of roles for each, all at once: the steps behind a shorter one's end are not looked at."""
    if not scored:
        return []
    lengths = np.array([len(one.roles) for one in scored])
    longest = int(lengths.max())
    emitted = np.zeros((longest, len(scored), 4), np.float32)
    for row, one in enumerate(scored):
        emitted[: lengths[row], row] = one.roles
    best = np.empty_like(emitted)  # of chains that end in each role
    back = np.empty((longest, len(scored), 4), np.int64)
    steps = np.ascontiguousarray(chain.steps.T)  # to, from
    best[0] = chain.start + emitted[0]
    each = np.arange(4 * len(scored))
    for at in range(1, longest):
        through = best[at - 1][:, None] + steps
        through.argmax(axis=2, out=back[at])
        best[at] = through.reshape(-1, 4)[each, back[at].ravel()].reshape(-1, 4) + emitted[at]
    rows = np.arange(len(scored))
    last = (best[lengths - 1, rows] + chain.end).argmax(axis=1)
    path = np.zeros((longest, len(scored)), np.int64)
    role = last
    for at in range(longest - 1, -1, -1):
        role = np.where(lengths - 1 == at, last, role)
        path[at] = role
        role = back[at, rows, role]
    return [path[:length, row] for row, length in enumerate(lengths)]
