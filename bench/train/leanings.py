"""Fit how claims and reports lean, from nothing but how they stand to each other.

A row says that a report agrees with a claim, disagrees or discusses it. Two softmax regressions, one over the signs
of the claim and one over those of the report, give the chances of the three leanings; a row is as likely as that they
go together as it says (`allegedly.linking.stance.answers.together`). Both are fitted at once by Adam (Kingma and Ba
2015) with a ridge penalty that draws them to weights set by hand: what words mean is known beforehand, and the rows of
a few claims should not unsay it. Without such a start nothing would tell the two sides apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stance.leaning import OF_CLAIM, OF_REPORT, Weights

Floats = NDArray[np.float64]
CLAIM_START: Weights = {
    "untrue": (-2, 3), "verdict": (0, 0.5), "upheld": (0.5, 0), "deny": (-2, 3.5), "doubt": (-1, 0),
    "report": (-2, -1), "might": (-0.7, -0.5), "not": (-1.2, 3), "no": (-1, 3), "ask": (-1.5, -1),
    "quoted": (-0.5, 0), "possible": (-0.5, -0.3), "labelled": (-1.5, -0.5), "bias": (1, -1),
}  # fmt: skip
REPORT_START: Weights = {
    "near untrue": (-1, 1.5), "near verdict": (-1, 2), "near deny": (-1.5, 2.5), "near denies": (-0.5, 1),
    "near no": (0, 1), "near negative": (0, 1), "near doubt": (-1, 0.3), "near report": (-1, -0.3),
    "near might": (-1, -0.3), "near own": (0.5, 0), "near confirm": (0.5, 0), "lead untrue": (-0.5, 1),
    "lead verdict": (-1, 1.5), "lead deny": (-0.5, 1.5), "lead report": (-1, -0.3), "all untrue": (-0.5, 2),
    "all verdict": (-0.5, 1), "all deny": (-0.5, 2), "all denies": (-0.5, 0.5), "all doubt": (-0.5, 0.3),
    "bias": (0.5, -1),
}  # fmt: skip
"""Where the fit begins and is drawn to; what is not named, to nothing."""
CLAIM_RIDGE, REPORT_RIDGE, BIAS_RIDGE = 2.0, 3.0, 0.01
STEPS = 300
RATE = 0.05
_SLOW, _SLOWER = 0.9, 0.99
_LEAST = 1e-6


@dataclass(frozen=True)
class Stood:
    """Rows of related claims and reports: their signs, agree, disagree or discuss (0, 1, 2), and what each counts."""

    claims: Floats
    reports: Floats
    stances: NDArray[np.int64]
    counts: Floats

    def __add__(self, other: Stood) -> Stood:
        """Return the rows of both."""
        return Stood(
            np.concatenate([self.claims, other.claims]),
            np.concatenate([self.reports, other.reports]),
            np.concatenate([self.stances, other.stances]),
            np.concatenate([self.counts, other.counts]),
        )


def fit(rows: Stood) -> tuple[Weights, Weights]:
    """Return the weights of the claim's signs, and of the report's."""
    x = [np.c_[rows.claims, np.ones(len(rows.claims))], np.c_[rows.reports, np.ones(len(rows.reports))]]
    names = [(*OF_CLAIM, "bias"), (*OF_REPORT, "bias")]
    starts = [_start(names[0], CLAIM_START), _start(names[1], REPORT_START)]
    ridges = [_ridge(len(names[0]), CLAIM_RIDGE), _ridge(len(names[1]), REPORT_RIDGE)]
    weights = [start.copy() for start in starts]
    means, squares = ([np.zeros_like(start) for start in starts] for _ in range(2))
    for step in range(1, STEPS + 1):
        for k, slope in enumerate(_slopes(x, weights, rows)):
            slope = x[k].T @ slope + ridges[k] * (weights[k] - starts[k])
            means[k] = _SLOW * means[k] + (1 - _SLOW) * slope
            squares[k] = _SLOWER * squares[k] + (1 - _SLOWER) * slope**2
            pace = np.sqrt(squares[k] / (1 - _SLOWER**step)) + 1e-8
            weights[k] = weights[k] - RATE * means[k] / (1 - _SLOW**step) / pace
    claim, report = (
        {name: (float(so), float(not_so)) for name, (so, not_so) in zip(its, found, strict=True)}
        for its, found in zip(names, weights, strict=True)
    )
    return claim, report


def _start(names: Sequence[str], given: Weights) -> Floats:
    return np.array([given.get(name, (0.0, 0.0)) for name in names], dtype=float)


def _ridge(count: int, ridge: float) -> Floats:
    return np.array([*[ridge] * (count - 1), BIAS_RIDGE])[:, None]


def _slopes(x: Sequence[Floats], weights: Sequence[Floats], rows: Stood) -> list[Floats]:
    """Return for claims and reports the slope of the loss by their two log-odds [rows, 2]."""
    claim, report = (chances(one @ its) for one, its in zip(x, weights, strict=True))
    agree = (claim[:, :2] * report[:, :2]).sum(1)
    disagree = (claim[:, :2] * report[:, 1::-1]).sum(1)
    right = np.stack([agree, disagree, 1 - agree - disagree])[rows.stances, np.arange(len(agree))]
    steep = -rows.counts / np.maximum(right, _LEAST)
    for_agree = steep * ((rows.stances == 0).astype(float) - (rows.stances == 2))
    for_disagree = steep * ((rows.stances == 1).astype(float) - (rows.stances == 2))
    found = []
    for own, other in ((claim, report), (report, claim)):
        by_chance = np.stack([for_agree * other[:, 0] + for_disagree * other[:, 1],
                              for_agree * other[:, 1] + for_disagree * other[:, 0]], 1)  # fmt: skip
        found.append(own[:, :2] * (by_chance - (own[:, :2] * by_chance).sum(1, keepdims=True)))
    return found


def chances(odds: Floats) -> Floats:
    """Return the chances [rows, 3] of the three leanings by the log-odds [rows, 2] of the first two."""
    whole = np.c_[odds, np.zeros(len(odds))]
    powers = np.exp(whole - whole.max(1, keepdims=True))
    found: Floats = powers / powers.sum(1, keepdims=True)
    return found


def logistic(x: Floats, y: NDArray[np.bool_], names: Sequence[str], ridge: float = 1.0) -> Mapping[str, float]:
    """Return the weights of a ridge logistic regression and its "bias", by Newton's method."""
    rows = np.c_[x, np.ones(len(x))]
    weights, penalty = np.zeros(rows.shape[1]), np.array([*[ridge] * x.shape[1], _LEAST])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (odds - y) + penalty * weights
        weights -= np.linalg.solve((rows * (odds * (1 - odds))[:, None]).T @ rows + np.diag(penalty), slope)
    return {name: float(weight) for name, weight in zip((*names, "bias"), weights, strict=True)}
