"""Score time expressions as TempEval-3, task A, does.

Expressions of a document are paired one to one: identical spans first, then the longest overlap, leftmost first.
strict: pairs with identical spans; relaxed: all pairs; type and value: pairs where that string is the same. In
percent.
"""

from __future__ import annotations

import collections

from bench.score.common import Result, Row, Rows, pair_up, percent, percents
from bench.score.places import same_span

METRICS = ("strict", "relaxed", "type", "value")
TYPES = ("DATE", "TIME", "DURATION", "SET")


def _pairs(gold: list[Row], pred: list[Row]) -> list[tuple[Row, Row]]:
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            overlap = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if overlap > 0:
                candidates.append((not same_span(g, p), -overlap, g["start"], p["start"], i, j))
    return [(gold[i], pred[j]) for i, j in pair_up(candidates)]


def score(gold: Rows, pred: Rows) -> Result:
    """Return strict, relaxed, type and value figures, and recall by type."""
    count: collections.Counter[object] = collections.Counter()
    for key, row in gold.items():
        right, given = row["timexes"], pred.get(key, {}).get("timexes") or []
        count["gold"] += len(right)
        count["pred"] += len(given)
        count.update(("gold", g["type"]) for g in right)
        for g, p in _pairs(right, given):
            same_value = g["value"] == p.get("value")
            count["strict"] += same_span(g, p)
            count["relaxed"] += 1
            count["type"] += g["type"] == p.get("type")
            count["value"] += same_value
            count["relaxed", g["type"]] += 1
            count["value", g["type"]] += same_value
    result: Result = {"docs": len(gold), "gold": count["gold"], "pred": count["pred"]}
    result |= {name: percents(count[name], count["pred"], count["gold"]) for name in METRICS}
    result["value_accuracy"] = percent(count["value"], count["relaxed"])
    result["by_type"] = {
        kind: {
            "gold": count["gold", kind],
            **{name: percent(count[name, kind], count["gold", kind]) for name in ("relaxed", "value")},
        }
        for kind in TYPES
    }
    return result
