"""What the tagger reads at once, and how the words of it stand to a cue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from allegedly.reading.attribution.words import CONTENT, CUE, SOURCE, Array, Words

LONGEST = 192
"""The most word pieces in a window."""
RELATIONS = ("path", "branch", "branch of the cue", "rule", "paragraph", "distance")
"""One row of `relations` each."""
SIZES = (33, 64, 64, 5, 5, 129)
"""How many values each relation has."""
_UP = 4
"""Steps up the tree are counted to so many."""
_FAR = 64
_SENTENCES = 3
_PARAGRAPHS = 2
_ELSEWHERE = 1 + (_UP + 1) ** 2
_DEEP = 60
"""No path up the tree is followed further: broken parses can be chains."""


def windows(words: Words, pieces: Array) -> Iterator[tuple[int, int]]:
    """Yield the windows [first, last) of words: whole paragraphs, cut at sentences only where they are too long.

    `pieces` [n + 1] says where each word's pieces begin.
    """
    count = len(words.texts)
    edges = [0, *(np.flatnonzero(np.diff(words.paragraphs)) + 1).tolist(), count]
    first = 0
    for start, end in pairwise(edges):
        if pieces[end] - pieces[first] > LONGEST:
            if start > first:
                yield first, start
            first = start
            for cut in _cuts(words, pieces, start, end):
                yield first, cut
                first = cut
    if first < count:
        yield first, count


def _cuts(words: Words, pieces: Array, start: int, end: int) -> Iterator[int]:
    """Yield where a paragraph that is too long is cut: before a sentence if one begins in time."""
    while pieces[end] - pieces[start] > LONGEST:
        limit = max(int(np.searchsorted(pieces, pieces[start] + LONGEST, side="right")) - 1, start + 1)
        sentences = words.sentences[start : limit + 1]
        openings = np.flatnonzero(np.diff(sentences)) + 1 + start
        start = int(openings[-1]) if len(openings) else limit
        yield start


def relations(words: Words, cue: int, first: int, last: int) -> NDArray[np.int64]:
    """Return how the words [first, last) stand to a cue's word: [len(RELATIONS), last - first].

    In its sentence by the path over the parse to it (steps up, steps down, the labels where it branches), in others by
    how many sentences away; by the role that the rules gave them with this cue; by paragraph and distance.
    """
    size = last - first
    paths = np.zeros((3, size), np.int64)
    away = np.clip(words.sentences[first:last] - words.sentences[cue], -_SENTENCES, _SENTENCES)
    here = np.flatnonzero(away == 0)
    paths[0] = _ELSEWHERE + _SENTENCES + away
    paths[:, here] = _paths(words, cue, here + first)
    paragraphs = np.clip(words.paragraphs[first:last] - words.paragraphs[cue], -_PARAGRAPHS, _PARAGRAPHS)
    distance = np.clip(np.arange(first, last) - cue, -_FAR, _FAR)
    return np.vstack([paths, _by_rule(words, cue, first, last), paragraphs + _PARAGRAPHS, distance + _FAR])


def _paths(words: Words, cue: int, here: Array) -> Array:
    """Return path, branch and branch of the cue for the words of the cue's own sentence [3, len(here)]."""
    above = [cue]
    while len(above) < _DEEP and words.heads[above[-1]] != above[-1]:
        above.append(int(words.heads[above[-1]]))
    depth = {word: steps for steps, word in enumerate(above)}
    branches = [0, *(int(words.deps[word]) for word in above[:-1])]
    offset = int(here[0])
    heads = words.heads
    down = np.full(int(here[-1]) - offset + 1, -1, np.int64)
    for word, steps in depth.items():
        if 0 <= word - offset < len(down):
            down[word - offset] = steps
    at, below, up = here.copy(), np.full(len(here), -1), np.zeros(len(here), np.int64)
    for _ in range(_DEEP):
        todo = down[at - offset] < 0
        if not todo.any():
            break
        below[todo] = at[todo]
        at[todo] = np.clip(heads[at[todo]], offset, offset + len(down) - 1)
        up[todo] += 1
    downwards = np.maximum(down[at - offset], 0)
    path = 1 + np.minimum(downwards, _UP) * (_UP + 1) + np.minimum(up, _UP)
    return np.stack([path, np.where(below >= 0, words.deps[below], 0), np.array(branches)[downwards]])


def _by_rule(words: Words, cue: int, first: int, last: int) -> Array:
    """Return 0 where no rule has this cue, else 1 + the role of each word in what the rule found."""
    roles = np.zeros(last - first, np.int64)
    chosen = words.rules.get(cue)
    if chosen is None:
        return roles
    roles[:] = 1
    source, marks, content = chosen.words
    for role, part in ((CONTENT, content), (SOURCE, source), (CUE, marks)):
        roles[part[(part >= first) & (part < last)] - first] = 1 + role
    return roles
