"""Score source, target and related-actor spans: first token, last token and label must all be the same.

Tags are BIO (B-S, I-S, B-T, I-T, B-R, I-R, O); an I tag that follows O or another label starts a span.
"""

from __future__ import annotations

from bench.score.common import Result, Rows, fractions, unseen

LABELS = ("S", "T", "R")


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return the (start, end, label) of a BIO sequence, end exclusive."""
    found, start, label = set(), 0, None
    for place, tag in enumerate([*tags, "O"]):
        if label and (tag[0] != "I" or tag[2:] != label):
            found.add((start, place, label))
            label = None
        if tag != "O" and label is None:
            start, label = place, tag[2:]
    return found


def _measure(gold: Rows, pred: Rows) -> Result:
    counts = {label: [0, 0, 0] for label in (*LABELS, "all")}
    for name, row in gold.items():
        right, given = spans(row["tags"]), spans(pred.get(name, {}).get("tags") or [])
        for label, count in counts.items():
            expected = {span for span in right if label in ("all", span[2])}
            found = {span for span in given if label in ("all", span[2])}
            count[0] += len(expected & found)
            count[1] += len(found)
            count[2] += len(expected)
    return {"sentences": len(gold), **{label: fractions(*count) for label, count in counts.items()}}


def score(gold: Rows, pred: Rows) -> Result:
    """Return precision, recall and F1 by label and over all."""
    result = _measure(gold, pred)
    if 0 < len(unseen(gold)) < len(gold):
        result["unseen"] = _measure(unseen(gold), pred)
    return result
