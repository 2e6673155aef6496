"""Score nested attributions: the figures of `attribution`, and whether each stands in the right one.

Gold and predictions have `parent`: the index of the attribution in whose content they stand, absent or None outside
all. parent.p, .r, .f1: of the parents given, and of those there are, how many are right; that takes the attribution
and its parent both paired, with each other's. top: of the gold attributions outside all others, those that are paired
and have no parent either. clean: of the texts without attributions, those that nothing is read in. The same again for
the odd ids (`odd`, development) and the even ones (`even`, kept for checking). In percent.
"""

from __future__ import annotations

import collections

from bench.score import attribution
from bench.score.common import Result, Row, Rows, percent, percents

_FIGURES = ("LINK", "WHO+WHAT@.5", "ALL@.5", "ALL-EXACT")


def score(gold: Rows, pred: Rows) -> Result:
    """Return the figures over all rows, and over the odd and the even ids apart."""
    halves = {"odd": 1, "even": 0}
    parts = {
        half: _score({name: row for name, row in gold.items() if int(name[1:]) % 2 == bit}, pred)
        for half, bit in halves.items()
    }
    return {**_score(gold, pred), **parts}


def _score(gold: Rows, pred: Rows) -> Result:
    linked = attribution.score(gold, pred)
    count: collections.Counter[str] = collections.Counter()
    for name, row in gold.items():
        _count_parents(count, row, pred.get(name, {"attributions": []}))
    return {
        "gold": linked["gold"],
        "pred": linked["pred"],
        **{name: linked[name] for name in _FIGURES},
        "parent": percents(count["right"], count["given"], count["nested"]),
        "top": percent(count["top right"], count["top"]),
        "clean": percent(count["clean"], count["empty"]),
    }


def _count_parents(count: collections.Counter[str], right: Row, given: Row) -> None:
    paired = dict(attribution.pairs(right["text"], right["attributions"], given["attributions"]))
    parents = [a.get("parent") for a in right["attributions"]]
    theirs = [a.get("parent") for a in given["attributions"]]
    count["given"] += sum(parent is not None for parent in theirs)
    for i, parent in enumerate(parents):
        found = theirs[paired[i]] if i in paired else None
        if parent is None:
            count["top"] += 1
            count["top right"] += i in paired and found is None
        else:
            count["nested"] += 1
            count["right"] += found is not None and found == paired.get(parent)
    if not parents:
        count["empty"] += 1
        count["clean"] += not theirs
