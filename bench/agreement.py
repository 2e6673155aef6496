"""How far two passes over the same items agree: percent, and Cohen's kappa (Cohen 1960), which takes off chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from bench.score.common import Result, percent


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Return Cohen's kappa of pairs of labels, between -1 and 1; 1.0 where there is only one label or nothing."""
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first)
    if chance == total * total:
        return 1.0
    same = sum(a == b for a, b in pairs)
    return (same * total - chance) / (total * total - chance)


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Result:
    """Return percent agreement, kappa, and how many items there are."""
    same = sum(a == b for a, b in pairs)
    return {"percent": percent(same, len(pairs)), "kappa": round(kappa(pairs), 3), "items": len(pairs)}
