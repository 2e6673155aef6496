"""Score the quad class of sentences: one label from 0 to 4 a sentence, a missing prediction is wrong.

Macro-F1 is over the classes that occur in GOLD. Where GOLD marks sentences that developers can see in another file,
the figures are given again for the others ("unseen").
"""

from __future__ import annotations

from bench.score.common import Result, Rows, unseen


def _measure(gold: Rows, pred: Rows) -> Result:
    pairs = [(row["label"], pred.get(name, {}).get("label")) for name, row in gold.items()]
    scores = {}
    for kind in sorted({right for right, _ in pairs}):
        both = sum(right == kind == given for right, given in pairs)
        total = sum((right == kind) + (given == kind) for right, given in pairs)
        scores[str(kind)] = round(2 * both / total, 4)
    return {
        "sentences": len(pairs),
        "macro f1": round(sum(scores.values()) / len(scores), 4),
        "accuracy": round(sum(right == given for right, given in pairs) / len(pairs), 4),
        "f1": scores,
    }


def score(gold: Rows, pred: Rows) -> Result:
    """Return macro-F1, accuracy and F1 by class."""
    result = _measure(gold, pred)
    if 0 < len(unseen(gold)) < len(gold):
        result["unseen"] = _measure(unseen(gold), pred)
    return result
