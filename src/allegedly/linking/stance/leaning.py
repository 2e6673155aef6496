"""Whether a claim, or a report that tells of it, says that it is so, says that it is not, or leaves it open.

A claim is asked in words that lean themselves: "The dam was never blown up" denies what "The dam was blown up" says,
and "Dam said to be blown up" leaves it open. A report agrees with a claim that leans as it does, disagrees with one
that leans the other way, and where either leaves it open there is nothing but discussion (Ferreira and Vlachos 2016
tell for, against and observing).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from allegedly.linking.stance.meeting import nearness
from allegedly.linking.stance.records import Account, Floats, Question, Signs
from allegedly.linking.stance.sentences import SIGNS

NEAR = (
    "untrue", "verdict", "upheld", "deny", "doubt", "report", "might", "not", "no", "confirm", "denies", "negative",
    "own",
)  # fmt: skip
"""Signs of the sentences that are nearest to the claim."""
LEAD = ("untrue", "verdict", "deny", "report", "say", "might", "denies", "negative", "own", "cued")
"""Signs of the first sentences."""
ALL = ("untrue", "verdict", "deny", "doubt", "report", "denies")
"""Signs that are counted in the whole report."""
OF_CLAIM = (
    "untrue", "verdict", "upheld", "deny", "doubt", "report", "might", "not", "no", "ask", "quoted", "possible",
    "labelled",
)  # fmt: skip
OF_REPORT = (
    *(f"near {name}" for name in NEAR),
    *(f"lead {name}" for name in LEAD),
    *(f"all {name}" for name in ALL),
    "long",
)
"""The names of the signs of a claim and of a report."""
_NEAREST, _FIRST = 3, 2
"""So many sentences are nearest, and so many are the first."""
_LEAST = 1e-3
_PLACE = {name: place for place, name in enumerate(SIGNS)}
_NEAR, _LEAD, _ALL = ([_PLACE[name] for name in names] for names in (NEAR, LEAD, ALL))

Weights = Mapping[str, tuple[float, float]]
"""What each sign weighs for saying that it is so, and for saying that it is not; leaving it open weighs nothing."""


def of_claim(question: Question) -> Signs:
    """Return the signs of how a claim leans."""
    return {name: question.signs[name] for name in OF_CLAIM}


def of_report(question: Question, account: Account) -> Signs:
    """Return the signs of how a report with sentences leans in what a claim is about.

    Those of the nearest sentences are weighed by how near they are, those of the first are their mean, and those of all
    are half the logarithm of one more than their number.
    """
    near = nearness(question, account)
    best = np.argsort(-near, kind="stable")[:_NEAREST]
    weights = np.maximum(near[best], _LEAST) ** 2
    found = np.concatenate([
        (weights / weights.sum()) @ account.signs[best][:, _NEAR],
        account.signs[:_FIRST, _LEAD].mean(0),
        np.log1p(account.signs[:, _ALL].sum(0)) / 2,
        [math.log(len(account.spans)) / 4],
    ])  # fmt: skip
    return dict(zip(OF_REPORT, found.tolist(), strict=True))


def leaning(signs: Signs, weights: Weights) -> Floats:
    """Return the chances [3] that it is said to be so, that it is said not to be so, and that it is left open."""
    odds = [weights["bias"][k] + sum(weights[name][k] * value for name, value in signs.items()) for k in (0, 1)]
    powers = np.exp(np.array([*odds, 0.0]) - max(*odds, 0.0))
    found: Floats = powers / powers.sum()
    return found


def showing(account: Account, weights: Weights) -> Floats:
    """Return how much each sentence by itself shows each of the three leanings [n, 3], by the signs of near ones."""
    table = np.array([[*weights[f"near {name}"], 0.0] for name in NEAR])
    odds = account.signs[:, _NEAR] @ table
    found: Floats = odds - odds.mean(1, keepdims=True)
    return found
