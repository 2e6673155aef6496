"""Copies: the pairs of articles of one text, among all articles that lie beside the labelled pairs."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from allegedly.linking.copies import Index, sketch
from bench.score.common import Rows, numbered, read_lines


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of all files of a folder, by the names of the files."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, filter(str.strip, lines))


def predict_all(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield the pairs of each set of copies; nothing of `gold` is read but where it lies."""
    index = Index()
    for row in articles(gold.parents[1] / "stories"):
        index.add(row["id"], sketch(row["text"], date.fromisoformat(row["published"][:10]).toordinal()))
    sets: defaultdict[str, list[str]] = defaultdict(list)
    for document, least in index.sets().items():
        sets[least].append(document)
    for least in sorted(sets):
        for a, b in combinations(sorted(sets[least]), 2):
            yield {"a": a, "b": b}


def measured(gold: Path, limit: int | None = None) -> tuple[Rows, Rows]:
    """Return the first `limit` labelled pairs and all pairs claimed, by their numbers."""
    return numbered(islice(read_lines(gold), limit)), numbered(predict_all(gold))
