"""Score police-action labels of sentences: every label of a sentence is a yes or no; F1 by label, and their mean."""

from __future__ import annotations

from bench.score.common import Result, Rows, fractions

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")


def score(gold: Rows, pred: Rows) -> Result:
    """Return precision, recall and F1 by label, and the macro-F1."""
    result: Result = {"sentences": len(gold)}
    for label in LABELS:
        right = {name for name, row in gold.items() if label in row["labels"]}
        given = {name for name in gold if label in (pred.get(name, {}).get("labels") or ())}
        result[label] = fractions(len(right & given), len(given), len(right))
    result["macro f1"] = round(sum(result[label]["f1"] for label in LABELS) / len(LABELS), 4)
    return result
