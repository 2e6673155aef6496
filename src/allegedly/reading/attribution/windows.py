"""What the tagger reads at once, and how the words of it stand to a cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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


def relations(words: Words, cues: Sequence[int], first: int, last: int) -> NDArray[np.int64]:
    """Return how the words [first, last) stand to each of n cues' words: [n, len(RELATIONS), last - first].

    In its sentence by the path over the parse to it (steps up, steps down, the labels where it branches), in others by
    how many sentences away; by the role that the rules gave them with this cue; by paragraph and distance.
    """
    cue = np.array(cues, np.int64)[:, None]
    found = np.zeros((len(cues), len(RELATIONS), last - first), np.int64)
    away = np.clip(words.sentences[first:last] - words.sentences[cue], -_SENTENCES, _SENTENCES)
    found[:, 0] = _ELSEWHERE + _SENTENCES + away
    sentences = words.sentences[first:last].tolist()
    for row, own in enumerate(cues):
        start, end = (seek(sentences, sentences[own - first]) for seek in (bisect_left, bisect_right))
        found[row, :3, start:end] = _paths(words, own, first + start, first + end)
        found[row, 3] = _by_rule(words, own, first, last)
    paragraphs = words.paragraphs[first:last] - words.paragraphs[cue]
    found[:, 4] = np.clip(paragraphs, -_PARAGRAPHS, _PARAGRAPHS) + _PARAGRAPHS
    found[:, 5] = np.clip(np.arange(first, last) - cue, -_FAR, _FAR) + _FAR
    return found


def _paths(words: Words, cue: int, start: int, end: int) -> tuple[list[int], list[int], list[int]]:
    """Return path, branch and branch of the cue for the words [start, end) of the cue's own sentence.

    In plain Python: sentences are too short for arrays to be worth while.
    """
    heads = words.heads[start:end].tolist()
    labels = words.deps[start:end].tolist()
    depth, branches = _above(words, cue, start, end)
    known: dict[int, tuple[int, int, int]] = {word: (steps, 0, 0) for word, steps in depth.items()}
    for word in range(start, end):
        walked: list[int] = []
        at = word
        while at not in known and len(walked) < _DEEP:
            walked.append(at)
            at = min(max(heads[at - start], start), end - 1)
        down, up, below = known.get(at, (0, _DEEP, 0))
        for step in reversed(walked):
            below = below if up else labels[step - start]
            up += 1
            known[step] = down, up, below
    found = [known[word] for word in range(start, end)]
    path = [1 + min(down, _UP) * (_UP + 1) + min(up, _UP) for down, up, _ in found]
    return path, [below for _, _, below in found], [branches[down] for down, _, _ in found]


def _above(words: Words, cue: int, start: int, end: int) -> tuple[dict[int, int], list[int]]:
    """Return how many steps up from a cue each word of [start, end) above it is, and the label of each step."""
    steps, labels = {cue: 0}, [0]
    at, above = cue, int(words.heads[cue])
    while len(labels) < _DEEP and above != at:
        labels.append(int(words.deps[at]))
        at, above = above, int(words.heads[above])
        if start <= at < end:
            steps[at] = len(labels) - 1
    return steps, labels


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
