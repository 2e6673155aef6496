"""Predictions for one task: GOLD in, OUT in the form of the scorer of that name."""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TASKS = (
    "actors", "attribution", "copies", "coreference", "events", "figures", "links", "places", "police", "quad",
    "quantities", "roles", "seed", "stance", "stories", "times",
)  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def predict(task: str, gold: Path, out: Path) -> None:
    """Write the predictions for GOLD to OUT: one JSON object for `seed` and `links`, else one line a row of GOLD.

    A task whose module has `predict_all` makes its lines from the whole file.
    """
    module = importlib.import_module(f"bench.tasks.{task}")
    with out.open("w", encoding="utf-8") as file:
        if task == "seed":
            json.dump(module.predict(gold), file)
            return
        found = module.predict_all(gold) if hasattr(module, "predict_all") else map(module.predict, rows(gold))
        for prediction in found:
            file.write(json.dumps(prediction) + "\n")
