"""Fit the linear-chain model of `allegedly.reading.events.linear`: numpy alone, seconds a thousand sentences.

The conditional likelihood (Lafferty, McCallum and Pereira 2001) by stochastic gradients with AdaGrad (Duchi, Hazan and
Singer 2011), an L2 penalty, and the mean of the weights over the latter half of the steps (Polyak and Juditsky 1992).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.reading.events.linear import Linear

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BARRED = -1e4
"""The score of a step that may not be."""


@dataclass(frozen=True, slots=True)
class Sequenced:
    """A sequence to learn from: the clues of its places, and the label of each."""

    places: Sequence[Sequence[str]]
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit; a clue counts from so many sequences on."""

    epochs: int = 16
    batch: int = 64
    rate: float = 0.2
    penalty: float = 1e-2
    least: int = 2
    drop: float = 0.5
    """This share of the clues of a place is left out at random at each step; the others count for more."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """L labels and N states: a state emits one label (`emits` [N]) and says what has come before.

    `allowed` [N + 1, N] says which state may follow which, its last row which may be first; for a sequence of labels
    there is just one path.
    """

    labels: Sequence[str]
    states: Sequence[str]
    emits: Sequence[int]
    allowed: NDArray[np.bool_]

    def path(self, labels: Sequence[str]) -> list[int]:
        """Return the states of a sequence of labels; raises ValueError where there is no path."""
        found: list[int] = []
        for label in labels:
            before = found[-1] if found else len(self.states)
            fitting = [n for n in np.flatnonzero(self.allowed[before]).tolist() if self.labels[self.emits[n]] == label]
            if len(fitting) != 1:
                raise ValueError(f"{len(fitting)} states emit {label} at place {len(found)} of {labels}")
            found.append(fitting[0])
        return found


@dataclass(frozen=True, slots=True)
class _Packed:
    """A sequence as numbers: the rows of its clues, how many each place has, and its states."""

    rows: Ints
    counts: Ints
    states: Ints


def fit(sequences: Sequence[Sequenced], chain: Chain, plan: Plan) -> Linear:
    """Return the model of sequences whose labels are those of the chain."""
    known = _known(sequences, plan.least)
    packed = [_pack(sequence, known, chain) for sequence in sequences]
    states = len(chain.states)
    emits = np.array(chain.emits)
    weights, steps = np.zeros((len(known) + 1, len(chain.labels))), np.zeros((states + 1, states))
    ends = np.zeros(states)
    values = (weights, steps, ends)
    sums = [np.full_like(each, 1e-6) for each in values]
    barred = np.where(chain.allowed, 0.0, BARRED)
    rng = np.random.default_rng(plan.seed)
    counted = (plan.epochs - plan.epochs // 2) * -(-len(packed) // plan.batch)
    means = [np.zeros_like(each) for each in values]
    for epoch in range(plan.epochs):
        order = rng.permutation(len(packed))
        for first in range(0, len(order), plan.batch):
            batch = [packed[n] for n in order[first : first + plan.batch]]
            slopes = _slopes(
                batch,
                weights,
                emits,
                steps + barred,
                ends,
                lambda count: (rng.random(count) >= plan.drop) / (1 - plan.drop),
            )
            for each, slope, total, mean in zip(values, slopes, sums, means, strict=True):
                slope += plan.penalty * len(batch) * each
                total += slope**2
                each -= plan.rate * slope / np.sqrt(total)
                if epoch >= plan.epochs // 2:
                    mean += each
    weights, steps, ends = (mean / counted for mean in means)
    weights[-1] = 0
    found = (steps + barred).astype(np.float32)
    return Linear(
        tuple(chain.labels),
        tuple(chain.emits),
        dict(known),
        weights.astype(np.float32),
        found[:-1],
        found[-1],
        ends.astype(np.float32),
    )


def _known(sequences: Sequence[Sequenced], least: int) -> dict[int, int]:
    """Return the rows of the clues that enough sequences have, by checksum."""
    counts: Counter[str] = Counter()
    for sequence in sequences:
        counts.update({clue for clues in sequence.places for clue in clues})
    kept = sorted({crc32(clue.encode()) for clue, count in counts.items() if count >= least})
    return {clue: row for row, clue in enumerate(kept)}


def _pack(sequence: Sequenced, known: dict[int, int], chain: Chain) -> _Packed:
    places = [[known.get(crc32(clue.encode()), len(known)) for clue in clues] for clues in sequence.places]
    return _Packed(
        np.array([row for rows in places for row in rows], np.int64),
        np.array([len(rows) for rows in places], np.int64),
        np.array(chain.path(sequence.labels), np.int64),
    )


def _slopes(
    batch: Sequence[_Packed],
    weights: Floats,
    emits: Ints,
    steps: Floats,
    ends: Floats,
    kept: Callable[[int], Floats],
) -> tuple[Floats, Floats, Floats]:
    """Return the slopes of the negative log-likelihood of a batch by the weights, the steps and the ends."""
    rows = np.concatenate([one.rows for one in batch])
    counts = np.concatenate([one.counts for one in batch])
    share = kept(len(rows))
    flat = np.add.reduceat(weights[rows] * share[:, None], np.r_[0, np.cumsum(counts)[:-1]], axis=0)
    lengths = np.array([len(one.counts) for one in batch])
    mask = np.arange(int(lengths.max())) < lengths[:, None]
    scores = np.zeros((*mask.shape, len(emits)))
    gold = np.zeros(mask.shape, np.int64)
    scores[mask], gold[mask] = flat[:, emits], np.concatenate([one.states for one in batch])
    chances, moves = _expected(scores, mask, steps, ends)
    chances[mask, gold[mask]] -= 1
    np.subtract.at(moves, (gold[:, :-1][mask[:, 1:]], gold[:, 1:][mask[:, 1:]]), 1)
    np.subtract.at(moves[-1], gold[:, 0], 1)
    last = chances[np.arange(len(batch)), lengths - 1].sum(axis=0)
    by_label = np.zeros((len(flat), weights.shape[1]))
    for state, label in enumerate(emits.tolist()):
        by_label[:, label] += chances[mask][:, state]
    each = np.repeat(by_label, counts, axis=0) * share[:, None]
    slopes = [np.bincount(rows, column, len(weights)).astype(float) for column in each.T]
    by_state: Floats = last
    return np.stack(slopes, axis=1), moves, by_state


def _expected(scores: Floats, mask: NDArray[np.bool_], steps: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Return how likely each state is at each place [B, T, N], and how often each step is expected [N + 1, N].

    Forwards and backwards with the sums scaled to 1 at each place (Rabiner 1989).
    """
    count, width, size = scores.shape
    emitted = np.exp(scores - scores.max(axis=2, keepdims=True))
    onward, back = np.zeros_like(scores), np.zeros_like(scores)
    scale = np.ones((count, width, 1))
    moved, first, final = np.exp(steps[:-1]), np.exp(steps[-1]), np.exp(ends)
    for at in range(width):
        fresh = (onward[:, at - 1] @ moved if at else first) * emitted[:, at]
        scale[:, at] = np.where(mask[:, at, None], fresh.sum(axis=1, keepdims=True), 1)
        onward[:, at] = np.where(mask[:, at, None], fresh / scale[:, at], onward[:, at - 1])
    back[:, -1] = final
    for at in range(width - 2, -1, -1):
        fresh = (emitted[:, at + 1] * back[:, at + 1] / scale[:, at + 1]) @ moved.T
        back[:, at] = np.where(mask[:, at + 1, None], fresh, back[:, at + 1])
    total = (onward[:, -1] * final).sum(axis=1)
    chances = onward * back / total[:, None, None]
    moves = np.zeros((size + 1, size))
    moves[-1] = chances[:, 0].sum(axis=0)
    for at in range(1, width):
        here = emitted[:, at] * back[:, at] / scale[:, at] * (mask[:, at] / total)[:, None]
        moves[:-1] += moved * (onward[:, at - 1].T @ here)
    return chances, moves
