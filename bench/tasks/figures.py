"""How many were killed and injured in an incident: the toll of the reports that are filed under it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from allegedly.linking.figures import toll
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from bench.score.common import Rows

KEY = "incident"


def read(gold: Path) -> Rows:
    """Return the incidents of a gold file by their id."""
    with gold.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row[KEY]: row for row in rows}


def several(gold: Path, limit: int | None = None) -> Rows:
    """Return the first `limit` incidents with two or more articles: what is measured."""
    rows = {name: row for name, row in read(gold).items() if len(row["articles"]) > 1}
    return dict(islice(rows.items(), limit))


def articles(gold: Path) -> Rows:
    """Return the articles that a gold file refers to, by their id: all those of the folder `stories` beside its own."""
    found: Rows = {}
    for path in sorted((gold.resolve().parents[1] / "stories").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found |= {row["id"]: row for row in map(json.loads, lines)}
    return found


def readings(row: dict[str, Any], texts: Rows) -> list[Reading]:
    """Return what is read of an incident's articles: title, text and which of it is furniture."""
    found = []
    for name in row["articles"]:
        article = texts.get(name)
        if article and article["text"].strip():
            document = make_document(
                article["text"], title=article.get("title"), published=article.get("published"), language="en"
            )
            found.append(read_document(document, pick("furniture")))
    return found


def measured(gold: Path, limit: int | None = None) -> tuple[Rows, Rows]:
    """Return the first `limit` incidents with two or more articles, and the predictions for them."""
    rows = several(gold, limit)
    return rows, {row[KEY]: row for row in predict_all(gold, rows)}


def predict_all(gold: Path, rows: Rows | None = None) -> Iterator[dict[str, Any]]:
    """Yield the toll of each incident of a gold file, or of some of its rows."""
    texts = articles(gold)
    for name, row in (read(gold) if rows is None else rows).items():
        killed, injured = toll(readings(row, texts))
        yield {KEY: name, "killed": killed, "injured": injured}
