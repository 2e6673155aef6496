"""What the scorers share: rows, precision and recall, one-to-one pairing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Rows = dict[str, Row]
Result = dict[str, Any]


def read_rows(path: Path, limit: int | None = None) -> Rows:
    """Return the first `limit` objects of a JSONL file, gzipped or not, by their id, in the order of the file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row["id"]: row for row in rows[:limit]}


def read_lines(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))


def numbered(rows: Iterable[Row]) -> Rows:
    """Return rows that have no id of their own by their numbers."""
    return {str(number): row for number, row in enumerate(rows)}


def fractions(hits: int, predicted: int, gold: int) -> Result:
    """Return precision, recall and F1 between 0 and 1, and the number of gold items."""
    return {
        "p": round(hits / predicted, 4) if predicted else 0.0,
        "r": round(hits / gold, 4) if gold else 0.0,
        "f1": round(2 * hits / (predicted + gold), 4) if predicted + gold else 0.0,
        "gold": gold,
    }


def percent(part: int, whole: int) -> float:
    """Return part of whole in percent, 0 for nothing of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def percents(hits: int, predicted: int, gold: int) -> Result:
    """Return precision, recall and F1 in percent."""
    return {"p": percent(hits, predicted), "r": percent(hits, gold), "f1": percent(2 * hits, predicted + gold)}


def pair_up(candidates: Iterable[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Return one-to-one pairs (gold index, predicted index), best first.

    Each candidate is a tuple that ends in the two indices; the smaller tuple is the better pair.
    """
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
            pairs.append((i, j))
    return pairs


def unseen(gold: Rows) -> Rows:
    """Return the rows that developers cannot also see in another file."""
    return {name: row for name, row in gold.items() if not row.get("in_plover_dev")}
