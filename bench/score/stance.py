"""Score the stance of bodies to headlines, by the rules of the Fake News Challenge (2017).

A quarter of a point for telling related from unrelated, three quarters more for the right one of agree, disagree and
discuss, as a share of the best sum ("fnc"); and F1 of each stance. A missing prediction is wrong for its gold stance
and adds to no other.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.score.common import Result, Rows

STANCES = ("agree", "disagree", "discuss", "unrelated")
_RELATED = 0.25


def score(gold: Rows, pred: Rows) -> Result:
    """Return precision, recall and F1 of each stance, their mean F1, accuracy, and the challenge's own score."""
    return of_pairs([(row["stance"], pred.get(name, {}).get("stance")) for name, row in gold.items()])


def of_pairs(pairs: Sequence[tuple[str, str | None]]) -> Result:
    """Return the same for pairs of what is right and what was given."""
    figures: Result = {"rows": len(pairs), "answered": sum(given is not None for _, given in pairs)}
    for one in STANCES:
        hits = sum(right == given == one for right, given in pairs)
        claimed, actual = sum(given == one for _, given in pairs), sum(right == one for right, _ in pairs)
        shares = {"p": hits / max(1, claimed), "r": hits / max(1, actual), "f1": 2 * hits / max(1, claimed + actual)}
        figures[one] = {"gold": actual, **shares}
    figures["macro_f1"] = sum(figures[one]["f1"] for one in STANCES) / len(STANCES)
    figures["accuracy"] = sum(right == given for right, given in pairs) / max(1, len(pairs))
    best = sum(_points(right, right) for right, _ in pairs)
    figures["fnc"] = sum(_points(right, given) for right, given in pairs) / max(_RELATED, best)
    return figures


def _points(right: str, given: str | None) -> float:
    if right == "unrelated" or given not in STANCES[:3]:
        return _RELATED if right == given else 0.0
    return 1.0 if right == given else _RELATED
