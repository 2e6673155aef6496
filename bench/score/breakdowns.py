"""Attribution scores broken down: by publisher, by quote type, and exact spans with punctuation counted.

Functions over gold and predictions, whatever made them.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterable, Mapping

from bench.score import attribution
from bench.score.common import Result, Rows

FIGURES = ("ALL@.5", "WHO+WHAT@.5", "LINK", "ALL-EXACT")
DEALS = 2000
"""How often the articles are dealt out anew."""


def of(gold: Rows, pred: Rows) -> Result:
    """Return all breakdowns; "by publisher" is empty where the gold names none."""
    publishers = by_publisher(gold, pred)
    return {
        "by publisher": publishers,
        "spread": spread(publishers),
        "spread by chance": spread_by_chance(gold, pred),
        "by quote type": attribution.score(gold, pred)["by_type"],
        "exact spans": exact_spans(gold, pred),
    }


def by_publisher(gold: Rows, pred: Rows) -> dict[str, Result]:
    """Return, for each `publisher` of the gold, its articles, its attributions and the F1 of each linked figure."""
    groups: dict[str, Rows] = {}
    for name, row in gold.items():
        if row.get("publisher"):
            groups.setdefault(row["publisher"], {})[name] = row
    return {publisher: _figures(rows, pred) for publisher, rows in sorted(groups.items())}


def _figures(rows: Rows, pred: Rows) -> Result:
    result = attribution.score(rows, pred)
    return {"articles": len(rows), "gold": result["gold"], **{name: result[name]["f1"] for name in FIGURES}}


def spread(groups: Mapping[str, Result]) -> float:
    """Return the points of ALL@.5 between the best and the worst publisher, 0 for fewer than two."""
    reached = [figures["ALL@.5"] for figures in groups.values()]
    return round(max(reached) - min(reached), 1) if reached else 0.0


def spread_by_chance(gold: Rows, pred: Rows) -> dict[str, float]:
    """Return what `spread` comes to where it says nothing of publishers: the articles dealt out to them at random.

    The spread that half, and one in twenty, of DEALS permutations stay below, and the share of them (in percent) that
    spread at least as far as the publishers do. Empty where fewer than two are named.
    """
    names = [name for name, row in gold.items() if row.get("publisher")]
    publishers = [gold[name]["publisher"] for name in names]
    if len(set(publishers)) < 2:
        return {}
    counts = [_counts(name, gold, pred) for name in names]
    found = _gap(publishers, counts)
    dealt = []
    dealer = random.Random(0)
    for _ in range(DEALS):
        dealer.shuffle(publishers)
        dealt.append(_gap(publishers, counts))
    return {
        "median": round(statistics.median(dealt), 1),
        "one in twenty below": round(statistics.quantiles(dealt, n=20)[0], 1),
        "% as wide as found": round(100 * sum(gap >= found for gap in dealt) / DEALS, 1),
    }


def _counts(name: str, gold: Rows, pred: Rows) -> tuple[int, int]:
    """Return how many attributions of an article are found at ALL@.5, and how many there are in gold and prediction."""
    result = attribution.score({name: gold[name]}, pred)
    return round(result["ALL@.5"]["r"] * result["gold"] / 100), result["gold"] + result["pred"]


def _gap(publishers: Iterable[str], counts: Iterable[tuple[int, int]]) -> float:
    sums: dict[str, tuple[int, int]] = {}
    for publisher, (hits, all_) in zip(publishers, counts, strict=True):
        before = sums.get(publisher, (0, 0))
        sums[publisher] = before[0] + hits, before[1] + all_
    reached = [200 * hits / all_ if all_ else 0.0 for hits, all_ in sums.values()]
    return max(reached) - min(reached)


def exact_spans(gold: Rows, pred: Rows) -> dict[str, float]:
    """Return F1 of exact spans by role, unlinked, punctuation counted: the figure that span taggers publish."""
    result = attribution.score(gold, pred, punct=True)
    return {role: result["span_exact"][role]["f1"] for role in attribution.ROLES}
