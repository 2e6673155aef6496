"""Score quantities: value, unit, change and concept, in percent.

Values match when equal within 1e-5 relative or 1e-8 absolute; a range matches only a range, end by end. Quantities
of a sentence whose values match are paired one to one: same unit first, then same change, then most concept words
shared. With `cqe`, counts as the evaluation code of the CQE paper (Almasian et al., EMNLP 2023) does: a prediction
is used up only when its unit matches too, and repeated concept words never match completely.
"""

from __future__ import annotations

import collections
import re

from bench.score.common import Result, Row, Rows, pair_up, percents

METRICS = ("value", "value+unit", "value+change", "value+concept_partial", "value+concept_complete")


def _normalise(quantity: Row) -> Row:
    value = quantity.get("value")
    if value is not None:
        value = tuple(float(x) for x in value) if isinstance(value, list) else (float(value),)
    concept = quantity.get("concept") or "-"
    if not isinstance(concept, str):
        concept = " ".join(concept)
    return {
        "value": value,
        "unit": (quantity.get("unit") or "-").strip().lower(),
        "change": (quantity.get("change") or "=").strip(),
        "concept": [word for word in re.split(r"[,\s]+", concept.lower()) if word] or ["-"],
    }


def _same_value(gold: Row, pred: Row) -> bool:
    g, p = gold["value"], pred["value"]
    return (
        g is not None
        and p is not None
        and len(g) == len(p)
        and all(abs(a - b) <= 1e-8 + 1e-5 * abs(b) for a, b in zip(g, p, strict=True))
    )


def _earned(gold: Row, pred: Row, *, repeats_fail: bool = False) -> dict[str, bool]:
    shared = set(gold["concept"]) & set(pred["concept"])
    sizes = [len(q["concept"] if repeats_fail else set(q["concept"])) for q in (gold, pred)]
    return {
        "value+unit": gold["unit"] == pred["unit"],
        "value+change": gold["change"] == pred["change"],
        "value+concept_partial": bool(shared),
        "value+concept_complete": len(shared) == sizes[0] == sizes[1],
    }


def _count_pairs(gold: list[Row], pred: list[Row], hits: collections.Counter[str]) -> None:
    candidates = [
        (g["unit"] != p["unit"], g["change"] != p["change"], -len(set(g["concept"]) & set(p["concept"])), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(pred)
        if _same_value(g, p)
    ]
    for i, j in pair_up(candidates):
        hits["value"] += 1
        hits.update(_earned(gold[i], pred[j]))


def _count_cqe(gold: list[Row], pred: list[Row], hits: collections.Counter[str]) -> None:
    left = sorted(pred, key=lambda q: str(q["unit"]))
    budget = len(gold)
    for g in sorted(gold, key=lambda q: str(q["unit"])):
        for j, p in enumerate(left):
            if not _same_value(g, p):
                continue
            if budget:
                hits["value"] += 1
                budget -= 1
            earned = _earned(g, p, repeats_fail=True)
            hits.update(earned)
            if earned["value+unit"]:
                del left[j]
                break


def score(gold: Rows, pred: Rows, *, cqe: bool = False) -> Result:
    """Return precision, recall and F1 of each metric; change and concept only where GOLD has them."""
    hits: collections.Counter[str] = collections.Counter()
    n_gold = n_pred = 0
    seen = {"change": False, "concept": False}
    for key, row in gold.items():
        for field in seen:
            seen[field] |= any(q.get(field) is not None for q in row["quantities"])
        right = [_normalise(q) for q in row["quantities"]]
        given = [_normalise(q) for q in pred.get(key, {}).get("quantities") or []]
        n_gold += len(right)
        n_pred += len(given)
        (_count_cqe if cqe else _count_pairs)(right, given, hits)
    wanted = [name for name in METRICS if all(seen[field] or field not in name for field in seen)]
    result: Result = {"sentences": len(gold), "gold": n_gold, "pred": n_pred, "cqe": cqe}
    return result | {name: percents(hits[name], n_pred, n_gold) for name in wanted}
