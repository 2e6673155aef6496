"""Signs that two triggers tell of one event, as matrices over all triggers of several reports."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.signs import Matrix
from allegedly.linking.happenings.branches import SURE
from allegedly.linking.happenings.telling import Sign, Told

_RAREST = 7.0
"""About the rarity of what the background does not know."""
_OFTEN = 4.0
"""About the logarithm of how often the commonest trigger of a story stands in it."""


@dataclass(frozen=True)
class Scene:
    """The triggers of several reports in a row: report and sign of each, and what is known of the reports.

    `odds` [reports, reports] are the log-odds that two reports tell of one happening, `branch` [reports] the number of
    each one's branch.
    """

    reports: Sequence[Told]
    odds: Matrix
    branch: Sequence[int]

    @property
    def of(self) -> NDArray[np.intp]:
        """The number of the report of each trigger [n]."""
        return np.repeat(np.arange(len(self.reports)), [len(report.triggers) for report in self.reports])

    @property
    def each(self) -> list[Sign]:
        """The sign of each trigger."""
        return [sign for report in self.reports for sign in report.signs]


def signs(scene: Scene) -> dict[str, Matrix]:
    """Return the signs [n, n] of each two of the n triggers, at least one; each is symmetric and about 0 to 1."""
    of, each = scene.of, scene.each
    directions = np.concatenate([report.directions for report in scene.reports])
    here = _sets([sign.stems for sign in each])
    sizes = np.maximum(here.sum(1), 1)
    stem = here @ here.T / np.minimum.outer(sizes, sizes)
    branch = np.array(scene.branch)[of]
    report = of[:, None] == of[None]
    places = np.array([sign.sentence for sign in each])
    found = {
        "like": directions @ directions.T,
        "stem": stem,
        "matter": _shared([sign.matters for sign in each]) > 0,
        "beside": _cosines([sign.beside for sign in each]),
        "names apart": _apart([sign.names for sign in each]),
        "numbers apart": _apart([sign.numbers for sign in each]),
        "report": report,
        "sentence": report & (places[:, None] == places[None]),
        "odds": scene.odds[np.ix_(of, of)] / SURE,
        "branch": branch[:, None] == branch[None],
        "rare": _mean([sign.rarity / _RAREST for sign in each]),
        "often": _mean(_often(each)),
    }
    return _with_products({name: np.asarray(sign, np.float32) for name, sign in found.items()})


_PRODUCTS = (
    ("like", "branch"), ("like", "often"), ("like", "odds"), ("like", "report"), ("stem", "branch"), ("stem", "rare"),
    ("stem", "beside"), ("matter", "branch"),
)  # fmt: skip
"""Signs of which the one weighs more, or less, where the other is there."""


def _with_products(found: Mapping[str, Matrix]) -> dict[str, Matrix]:
    return {**found, **{f"{one}, {other}": found[one] * found[other] for one, other in _PRODUCTS}}


def _sets(bags: Sequence[Iterable[str]]) -> Matrix:
    """Return who has what [bags, different things], 1 for each."""
    return _rows([dict.fromkeys(bag, 1.0) for bag in bags])


def _rows(bags: Sequence[Mapping[str, float]]) -> Matrix:
    places = {word: place for place, word in enumerate(dict.fromkeys(word for bag in bags for word in bag))}
    rows = np.zeros((len(bags), len(places) + 1), np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for word, weight in bag.items():
            row[places[word]] = weight
    return rows


def _shared(bags: Sequence[Iterable[str]]) -> Matrix:
    rows = _sets(bags)
    found: Matrix = rows @ rows.T
    return found


def _cosines(bags: Sequence[Mapping[str, float]]) -> Matrix:
    rows = _rows(bags)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    found: Matrix = rows @ rows.T
    return found


def _apart(bags: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Say which two both have some and none in common."""
    some = np.array([bool(bag) for bag in bags])
    found: NDArray[np.bool_] = some[:, None] & some[None] & (_shared(bags) == 0)
    return found


def _often(each: Sequence[Sign]) -> list[float]:
    """Return how often a stem of each is that of a trigger here, in logarithms."""
    used = Counter(stem for sign in each for stem in sign.stems)
    return [math.log(max(used[stem] for stem in sign.stems)) / _OFTEN for sign in each]


def _mean(values: Sequence[float]) -> Matrix:
    row = np.array(values, np.float32)
    found: Matrix = np.float32(0.5) * (row[:, None] + row[None])
    return found
