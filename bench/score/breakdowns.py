"""Attribution scores broken down: by publisher, by quote type, and exact spans with punctuation counted.

Functions over gold and predictions, whatever made them.
"""

from __future__ import annotations

from collections.abc import Mapping

from bench.score import attribution
from bench.score.common import Result, Rows

FIGURES = ("ALL@.5", "WHO+WHAT@.5", "LINK", "ALL-EXACT")


def of(gold: Rows, pred: Rows) -> Result:
    """Return all breakdowns; "by publisher" is empty where the gold names none."""
    publishers = by_publisher(gold, pred)
    return {
        "by publisher": publishers,
        "spread": spread(publishers),
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


def exact_spans(gold: Rows, pred: Rows) -> dict[str, float]:
    """Return F1 of exact spans by role, unlinked, punctuation counted: the figure that span taggers publish."""
    result = attribution.score(gold, pred, punct=True)
    return {role: result["span_exact"][role]["f1"] for role in attribution.ROLES}
