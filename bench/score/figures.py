"""Score the numbers killed and injured of incidents: a number is right if it is exactly the gold one.

An incident without a prediction is wrong, and so is null. The mean error is |predicted - gold| over what was predicted.
"""

from __future__ import annotations

from bench.score.common import Result, Rows

KINDS = ("killed", "injured")


def score(gold: Rows, pred: Rows) -> Result:
    """Return accuracy and mean error of each number, and the accuracy of both together; maps from incident to row."""
    result: Result = {"by": "incident", "scored": len(gold), "answered": sum(name in pred for name in gold)}
    both = set(gold)
    for kind in KINDS:
        errors = {
            name: abs(pred[name][kind] - row[kind])
            for name, row in gold.items()
            if name in pred and pred[name].get(kind) is not None
        }
        right = {name for name, error in errors.items() if error == 0}
        both &= right
        result[kind] = {"accuracy": _share(len(right), gold), "mean_error": sum(errors.values()) / max(1, len(errors))}
    return result | {"both": {"accuracy": _share(len(both), gold)}}


def _share(right: int, gold: Rows) -> float:
    return right / max(1, len(gold))
