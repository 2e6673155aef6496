"""How likely two reports tell of the same happening: eighteen numbers of the pair, weighed by a logistic regression.

All numbers are symmetric in the two reports and made of integer sums, so that score(a, b) == score(b, a) to the bit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stories.background import RAREST, STEPS, Table, background
from allegedly.linking.stories.profile import Profile, Weights
from allegedly.linking.stories.terms import KINDS
from allegedly.linking.stories.topics import MOST, Topic
from allegedly.linking.weights import weights_file

N = TypeVar("N", float, NDArray[np.float64])
FEATURES = (
    "words", "names", "full names", "numbers", "names covered, less", "names covered, more", "rare names shared",
    "full names shared", "ages shared", "ages clash", "days shared", "days between", "days told back", "apart",
    "topics", "topics common", "topics, apart", "length",
)  # fmt: skip
EDGE = 0.05
"""The least score at which two reports are related, that is, worth telling a group of."""
RARE_NAMES = 3
"""So many of the names shared, the rarest, are counted."""
FARTHEST = 30
"""Days named that lie further apart than this are as far as can be."""
UNKNOWN_DAYS = 15
"""How far apart the days named are taken to lie where a report names none."""
UNKNOWN_APART = math.log1p(7)
"""How far apart, in logarithms of days, reports of which one is undated are taken to be published."""
TOLD_BACK = 4
"""A day that lies so many days back, or more, is one that the report goes back to."""
_WORD, _NAME, _FULL, _NUMBER = range(len(KINDS))


def score(a: Profile, b: Profile) -> float:
    """Return how likely the two reports tell of the same happening, between 0 and 1."""
    return chance(logit(features(a, b)))


def logit(features: Iterable[N]) -> N:
    """Return the log-odds of what `FEATURES` names, numbers or arrays of them: summed in order, to the same bit."""
    intercept, weights = _model()
    total: Any = 0.0
    for weight, value in zip(weights, features, strict=True):
        total = total + weight * value
    return cast("N", intercept + total)


def chance(logit: float) -> float:
    """Return what log-odds say, between 0 and 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def chances(logits: NDArray[np.float64]) -> list[float]:
    """Return the same for many, to the bit."""
    return [1 / (1 + math.exp(-logit)) for logit in np.clip(logits, -30.0, 30.0).tolist()]


def related(a: Profile, b: Profile) -> bool:
    """Say whether two reports may belong to one story, as far as the two alone can tell."""
    return score(a, b) >= EDGE


def features(a: Profile, b: Profile, table: Table | None = None) -> tuple[float, ...]:
    """Return what `FEATURES` names, of a pair; `table` stands in for the background of the package, in training."""
    shared = [x.keys() & y.keys() for x, y in zip(a.terms, b.terms, strict=True)]
    cosines = [
        sum(x[code] * y[code] for code in common) / (p * q)
        for x, y, common, p, q in zip(a.terms, b.terms, shared, a.norms, b.norms, strict=True)
    ]
    covered = sorted((_covered(a.terms[_NAME], shared[_NAME]), _covered(b.terms[_NAME], shared[_NAME])))
    known = background() if table is None else table
    names = sorted((known.get(code, RAREST) for code in shared[_NAME]), reverse=True)
    full = sum(known.get(code, RAREST) for code in shared[_FULL])
    ages = len(a.ages & b.ages)
    least = min(len(a.terms[_WORD]) + len(a.terms[_NAME]), len(b.terms[_WORD]) + len(b.terms[_NAME]))
    return (
        *cosines,
        *covered,
        sum(names[:RARE_NAMES]) / STEPS,
        full / STEPS,
        ages,
        float(bool(a.ages and b.ages and not ages)),
        *_in_time(a, b),
        *about(a.topic, b.topic, _apart(a, b)),
        math.log1p(least),
    )


def _covered(weights: Weights, shared: set[int]) -> float:
    """Return the share of these names, by weight, that the other report has too."""
    return sum(weights[code] for code in shared) / max(1, sum(weights.values()))


def _in_time(a: Profile, b: Profile) -> tuple[float, float, float, float]:
    """Return the days both name, how near the nearest two are, whether one goes back to the other, and `_apart`."""
    shared = len(set(a.days) & set(b.days))
    nearest = min((abs(x - y) for x in a.days for y in b.days), default=UNKNOWN_DAYS)
    return shared, min(FARTHEST, nearest), float(_goes_back(a, b) or _goes_back(b, a)), _apart(a, b)


def _apart(a: Profile, b: Profile) -> float:
    """Return how far apart the two were published, in logarithms of days."""
    return UNKNOWN_APART if a.day is None or b.day is None else math.log1p(abs(a.day - b.day))


def _goes_back(later: Profile, earlier: Profile) -> bool:
    """Say whether one names a day long past that is within a day of one of the other's: "the collapse of 3 March"."""
    if later.day is None or earlier.day is None or later.day - earlier.day < TOLD_BACK:
        return False
    told = [day for day in later.days if later.day - day >= TOLD_BACK]
    return any(abs(day - known) <= 1 for day in told for known in (earlier.day, *earlier.days))


def about(a: Topic, b: Topic, apart: float) -> tuple[float, float, float]:
    """Return how close two topics are, how common they are, and how much closer than common, the more the later."""
    one, other = a.numbers, b.numbers
    lengths = math.sqrt(int(one @ one)) * math.sqrt(int(other @ other))
    close = int(one @ other) / (lengths or 1.0)
    common = (a.common + b.common) / MOST
    return close, common, (close - common / 2) * apart


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    file = weights_file("stories", "pairs.json")
    kept: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return float(kept["intercept"]), tuple(float(kept["weights"][name]) for name in FEATURES)
