"""What a report is about, as a direction: the sum of its words, each a direction that lies close to those of its kind.

A stadium and a match lie close, so that two reports of one happening that share few words are told from two that have
nothing to do with each other. How many other reports lie close says how little that means: all shootings are alike, and
of two reports of a landslide there is mostly one landslide (local scaling: Conneau et al. 2018, section 2.3).

The words' directions come from a sentence encoder and are fixed, as is the news that a report is held against. Sums are
made of integers, so that the same words come to the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.weights import weights_file

WIDTH = 96
"""Numbers a direction."""
NEIGHBOURS = 20
"""A report's topic is as common as its cosine is with so many texts of the news at large, the closest."""
MOST = 255
"""What stands for a cosine of one."""

Directions = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Topic:
    """A direction, `WIDTH` signed bytes, and how common it is, from 0 to `MOST`."""

    direction: bytes
    common: int

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The direction as numbers [WIDTH]."""
        return np.frombuffer(self.direction, np.int8).astype(np.int64)


@dataclass(frozen=True)
class Words:
    """Directions of words by the number of each (`vectors` [n, WIDTH]), and of the news at large.

    `middle` [WIDTH] is the mean of all texts, each of length one, `around` [m, WIDTH] are the texts themselves;
    `usual` is how common a text mostly is.
    """

    places: Mapping[int, int]
    vectors: Directions
    middle: NDArray[np.float64]
    around: Directions
    usual: int

    @cached_property
    def _rows(self) -> NDArray[np.float32]:
        """The news at large as numbers whose products are whole and small enough to be exact."""
        return self.around.astype(np.float32)

    @cached_property
    def _lengths(self) -> NDArray[np.float64]:
        lengths: NDArray[np.float64] = np.maximum(1.0, np.sqrt((self._rows.astype(np.float64) ** 2).sum(axis=1)))
        return lengths

    def direction(self, weights: Mapping[int, int]) -> tuple[Directions, float]:
        """Return the direction of weighed words, and the share of their weight that is known."""
        known = [(self.places[code], weight) for code, weight in weights.items() if code in self.places]
        if not known:
            return np.zeros(WIDTH, np.int8), 0.0
        rows, its = np.array(known).T
        total = its @ self.vectors[rows].astype(np.int64)
        turned = total / (math.sqrt(int(total @ total)) or 1.0) - self.middle
        turned *= 127 / (np.abs(turned).max() or 1.0)
        return np.round(turned).astype(np.int8), int(its.sum()) / sum(weights.values())

    def common(self, direction: Directions) -> float:
        """Return the mean cosine of a direction with those of the news at large that are the closest."""
        mine = direction.astype(np.float32)
        products = (self._rows @ mine).astype(np.float64)
        cosines = products / (self._lengths * (math.sqrt(float(mine @ mine)) or 1.0))
        return math.fsum(np.sort(cosines)[-NEIGHBOURS:].tolist()) / NEIGHBOURS

    def topic(self, weights: Mapping[int, int]) -> Topic:
        """Return the topic of a report with these words; what its unknown words say is taken to be as usual."""
        direction, share = self.direction(weights)
        common = share * MOST * self.common(direction) + (1 - share) * self.usual
        return Topic(direction.tobytes(), round(min(MOST, max(0, common))))


@cache
def words() -> Words:
    """Return the directions of the package; raises ModelError where they are not there."""
    file = weights_file("stories", "topics.npz")
    with file.open("rb") as opened, np.load(opened) as kept:
        places = {code: place for place, code in enumerate(kept["codes"].tolist())}
        middle = kept["middle"].astype(np.float64)
        return Words(places, kept["vectors"], middle, kept["around"], int(kept["usual"]))


def topic(weights: Mapping[int, int]) -> Topic:
    """Return the topic of a report, from its words by number with the weight of each."""
    return words().topic(weights)
