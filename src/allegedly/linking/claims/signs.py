"""Signs that two statements are joined, and what they weigh together.

It is the form that denials, corroborations and undertakings share.
Each is scored in two passes. The first weighs the signs (a logistic regression); the second weighs the log-odds of the
first against those of the best in the same row and column: what a report says about one thing it mostly says once.
The weights are fitted by `bench/train/claims.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Weights = Mapping[str, float]
_FEW = 80
"""Pairs of statements that two short reports have."""
_LEAST = -12.0
_FARTHEST = 4.0
"""What stands farther behind the best is no worse for it."""
_MARGIN = 0.01
"""More than what sums of signs are off for their rounding."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Signs of single statements: their names, and the values [statements, names]."""

    names: tuple[str, ...]
    values: Matrix
    _sums: dict[int, tuple[Weights, Matrix]] = field(default_factory=dict, compare=False, repr=False)

    def weighed(self, weights: Weights) -> Matrix:
        """Return the sum by weights of each statement's signs, made once: a report is compared with many."""
        kept = self._sums.get(id(weights))
        if kept is None:
            found: Matrix = self.values @ np.array([weights[name] for name in self.names], np.float32)
            kept = self._sums[id(weights)] = weights, found
        return kept[1]


NO_COLUMNS = Columns((), np.zeros((0, 0), np.float32))


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of statements n of one report and m of another: of both [n, m], of n alone, and of m alone."""

    both: Mapping[str, Matrix]
    one: Columns = NO_COLUMNS
    other: Columns = NO_COLUMNS

    def weighed(self, weights: Weights) -> Matrix:
        """Return the log-odds [n, m]: the signs by their weights, and the bias."""
        total = np.full(next(iter(self.both.values())).shape, weights["bias"], np.float32)
        for name, sign in self.both.items():
            if weights[name]:
                total += np.float32(weights[name]) * sign
        if self.one.names:
            total += self.one.weighed(weights)[:, None]
        if self.other.names:
            total += self.other.weighed(weights)[None, :]
        return total

    def matrices(self) -> dict[str, Matrix]:
        """Return all signs as matrices [n, m]."""
        shape = next(iter(self.both.values())).shape
        one = {name: np.broadcast_to(self.one.values[:, [k]], shape) for k, name in enumerate(self.one.names)}
        other = {name: np.broadcast_to(self.other.values[:, k], shape) for k, name in enumerate(self.other.names)}
        return {**self.both, **one, **other}


@dataclass(frozen=True, slots=True)
class Later:
    """Signs of both statements that take long to make: the most that each can be, from 0 on, and what makes them."""

    most: Mapping[str, float]
    made: Callable[[], Mapping[str, Matrix]]


def columns(found: Sequence[Mapping[str, float]]) -> Columns:
    """Return the signs of single statements, by the same names for each, as columns."""
    return Columns(tuple(found[0]), np.array([list(signs.values()) for signs in found], np.float32, order="F"))


def scored(
    found: Signs,
    fits: NDArray[np.bool_],
    first: Weights,
    second: Weights,
    least: float,
    later: Later | None = None,
) -> Matrix:
    """Return the log-odds [n, m] after both passes, minus infinity where two statements cannot be joined (`fits`).

    Where no two come to `least` all may be minus infinity, since most reports have nothing to join. What is `later` is
    not made where nothing comes to `least` whatever it is.
    """
    nothing = np.full(fits.shape, -np.inf, np.float32)
    needed = _needed(second, least)
    if later is not None:
        most = sum(max(0.0, first[name]) * highest for name, highest in later.most.items())
        if not (fits & (found.weighed(first) >= needed - most)).any():
            return nothing
        found = replace(found, both={**found.both, **later.made()})
    passed = np.where(fits, found.weighed(first), -np.inf).astype(np.float32)
    if not (passed >= needed).any():
        return nothing
    odds = Signs(ranks(passed)).weighed(second)
    return np.where(fits, odds, -np.inf).astype(np.float32)


def _needed(second: Weights, least: float) -> float:
    """Return the log-odds of the first pass below which the second cannot come to `least`, a little less to be sure."""
    behind = sum(max(0.0, -_FARTHEST * second[name]) for name in ("row", "column"))
    needed = (least - second["bias"] - behind) / second["first"] - _MARGIN
    return needed if needed > _LEAST else -math.inf


def enough(least: float, pairs: int, crowding: float) -> float:
    """Return the log-odds from which on two of so many pairs of statements are joined; `least` is for few.

    Two long reports have many pairs, and hardly more links than two short ones: each pair is the less likely. Did they
    have just as many, `crowding` would be 1 (log-odds for each factor e of the pairs).
    """
    return least + crowding * max(0.0, math.log(max(pairs, 1) / _FEW))


def ranks(odds: Matrix) -> dict[str, Matrix]:
    """Return log-odds [n, m] of a first pass with how far they stand behind the best of their row and column."""
    kept = np.maximum(odds, _LEAST)
    return {
        "first": kept,
        "row": np.maximum(kept - kept.max(1, keepdims=True), -_FARTHEST),
        "column": np.maximum(kept - kept.max(0, keepdims=True), -_FARTHEST),
    }
