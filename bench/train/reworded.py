"""Windows in other words: what a teacher says of them it has not learnt by heart, and what is marked in them stays."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from allegedly.reading.attribution.windows import LONGEST
from allegedly.reading.attribution.words import FEATURES, Array, Labels
from bench.train.examples import Example

ALIKE = tuple(FEATURES.index(name) for name in ("tag", "entity", "shape", "frame"))
"""A word is replaced by one that is the same in these."""
OPEN = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "RB", "CD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
ROOM = LONGEST * 6 // 5
"""A window that would have more pieces stays as it is."""
Kind = tuple[int, ...]
Pool = Mapping[Kind, Sequence[Array]]


def reworded(windows: Sequence[Example], names: Labels, share: float, rng: random.Random) -> list[Example]:
    """Return the windows with this share of their nouns, verbs, adjectives, adverbs and numbers replaced.

    Each of the different words of a window is replaced wherever it stands, by a word of any window that is alike; what
    its parse, the rules and the marks say of it stays (data augmentation for a pupil: Jiao et al. 2020).
    """
    pool: dict[Kind, list[Array]] = defaultdict(list)
    tags = ["", *names["tags"]]
    for one in windows:
        for kind, piece in zip(_kinds(one), _spelt(one), strict=True):
            if tags[kind[0]] in OPEN:
                pool[kind].append(piece)
    return [_replaced(one, pool, share, rng) for one in windows]


def _replaced(one: Example, pool: Pool, share: float, rng: random.Random) -> Example:
    known: dict[tuple[Kind, bytes], Array] = {}
    spelt = []
    for kind, piece in zip(_kinds(one), _spelt(one), strict=True):
        key = kind, piece.tobytes()
        if kind in pool and key not in known:
            known[key] = rng.choice(pool[kind]) if rng.random() < share else piece
        spelt.append(known.get(key, piece))
    ends = np.cumsum([len(piece) for piece in spelt])
    if ends[-1] > ROOM:
        return one
    starts = np.r_[0, ends[:-1]]
    return replace(one, pieces=np.concatenate(spelt), starts=starts, ends=ends - 1)


def _kinds(one: Example) -> list[Kind]:
    return [tuple(column) for column in one.features[ALIKE, :].T.tolist()]


def _spelt(one: Example) -> list[Array]:
    return [one.pieces[start : end + 1] for start, end in zip(one.starts, one.ends, strict=True)]
