"""Score story grouping: B-cubed over all reports and over those of happenings told more than once, and pairs.

B-cubed (Bagga and Baldwin, 1998): the mean, over reports, of the share of a report's story that belongs with it, and of
the share of its happening that is in that story. A report without a prediction is alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from bench.score.common import Result, Rows

K = TypeVar("K", bound=Hashable)


def score(gold: Rows, pred: Rows) -> Result:
    """Return the figures of gold rows with an `incident` and predicted rows with a `story`."""
    told = {name: row["incident"] for name, row in gold.items()}
    found = {name: ("story", pred[name]["story"]) if name in pred else ("alone", name) for name in gold}
    counts = {
        "articles": len(gold),
        "incidents": len(set(told.values())),
        "predicted_stories": len(set(found.values())),
        "missing": sum(name not in pred for name in gold),
    }
    return {**counts, **grouped(told, found)}


def grouped(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Result:
    """Return the figures of two groupings of the same reports."""
    size = Counter(gold.values())
    repeated = [name for name in gold if size[gold[name]] > 1]
    return {
        "bcubed": bcubed(gold, found, list(gold)),
        "multi": bcubed(gold, found, repeated),
        "pairs": _pairs(gold, found),
    }


def bcubed(gold: Mapping[K, Hashable], found: Mapping[K, Hashable], names: Collection[K]) -> Result:
    """Return B-cubed of two groupings of the same things, over those of these names."""
    gold_size, found_size = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[name], found[name]) for name in gold)
    precision = recall = 0.0
    for name in names:
        shared = both[gold[name], found[name]]
        precision += shared / found_size[found[name]]
        recall += shared / gold_size[gold[name]]
    return figures(precision / max(1, len(names)), recall / max(1, len(names)))


def _pairs(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Result:
    right = _count((gold[name], found[name]) for name in gold)
    return figures(right / max(1, _count(found.values())), right / max(1, _count(gold.values())))


def _count(groups: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def figures(precision: float, recall: float) -> Result:
    """Return precision, recall and F1."""
    total = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / total if total else 0.0}
