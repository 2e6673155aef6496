"""Average link: groups of which each two are joined, the most alike first, while their pairs on the mean say yes.

(Manning, Raghavan and Schütze 2008, 17.3; of pairs that are as much alike the first is joined first.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LOUDEST = 8.0
"""What one pair says counts so much at most, in log-odds."""
_STEPS = 2.0**20
"""What a pair says is told to one in so many, so that sums are exact in whatever order they are made."""


def joined(odds: NDArray[np.float32]) -> list[list[int]]:
    """Return the groups of n things, given the log-odds [n, n] that two of them are one; in order of their first."""
    count = len(odds)
    said = np.round(np.clip(odds.astype(np.float64), -_LOUDEST, _LOUDEST) * _STEPS)
    said = said + said.T
    sizes = np.ones(count)
    mean = said.copy()
    np.fill_diagonal(mean, -np.inf)
    groups = [[n] for n in range(count)]
    best = mean.max(axis=1, initial=-np.inf)
    while count and best.max() > 0:
        one = int(best.argmax())
        other = int(mean[one].argmax())
        groups[one] += groups[other]
        groups[other] = []
        said[one] += said[other]
        said[:, one] = said[one]
        sizes[one] += sizes[other]
        stale = (best > -np.inf) & ((mean[:, one] == best) | (mean[:, other] == best))
        fresh = said[one] / (sizes[one] * sizes)
        fresh[mean[one] == -np.inf] = -np.inf
        mean[one] = mean[:, one] = fresh
        mean[other] = mean[:, other] = -np.inf
        best = np.maximum(best, fresh)
        stale[[one, other]] = True
        best[stale] = mean[stale].max(axis=1)
    return sorted(sorted(group) for group in groups if group)
