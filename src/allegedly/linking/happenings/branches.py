"""Branches: which reports of a story tell of the very same happening.

Two attacks by one side, or two arrests in one affair, make one story and are told in the same words. What tells them
apart are the words that not all of the reports have; so a report's terms are weighed by how few of these reports use
them (tf-idf within the story), and groups are found by average link.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from allegedly.linking.claims.signs import Matrix, Signs
from allegedly.linking.happenings.averaging import joined
from allegedly.linking.happenings.telling import Told
from allegedly.linking.happenings.weights import Weights
from allegedly.linking.stories import score

KINDS = ("words", "names", "full names", "numbers", "lead")
"""What `Told.terms` counts, in this order."""
SURE = 6.0
"""Log-odds are kept within this."""


def signs(reports: Sequence[Told]) -> dict[str, Matrix]:
    """Return the signs [n, n] that two reports tell of one happening: cosines, and how likely they are one story."""
    found = {kind: _cosines([report.terms[n] for report in reports]) for n, kind in enumerate(KINDS)}
    return {**found, "story": _stories(reports) / np.float32(SURE)}


def likelihoods(reports: Sequence[Told], weights: Weights) -> Matrix:
    """Return the log-odds [n, n] that two reports tell of one happening; a report does with itself."""
    odds = np.clip(Signs(signs(reports)).weighed(weights), -SURE, SURE)
    np.fill_diagonal(odds, SURE)
    return odds


def branches(odds: Matrix) -> list[int]:
    """Return the number of each report's branch, given the log-odds [n, n]."""
    found = [0] * len(odds)
    for number, members in enumerate(joined(odds)):
        for one in members:
            found[one] = number
    return found


def _cosines(bags: Sequence[Counter[str]]) -> Matrix:
    used = Counter(term for bag in bags for term in bag)
    places = {term: place for place, term in enumerate(used)}
    rows = np.zeros((len(bags), len(places) + 1), np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for term, count in bag.items():
            row[places[term]] = (1 + math.log(count)) * math.log((len(bags) + 2) / used[term])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    found: Matrix = rows @ rows.T
    return found


def _stories(reports: Sequence[Told]) -> Matrix:
    odds = np.full((len(reports), len(reports)), SURE, np.float32)
    for n, one in enumerate(reports):
        for m, other in enumerate(reports[:n]):
            likely = min(max(score(one.profile, other.profile), 1e-6), 1 - 1e-6)
            odds[n, m] = odds[m, n] = math.log(likely / (1 - likely))
    return np.clip(odds, -2 * SURE, 2 * SURE)
