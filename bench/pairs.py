"""Pairs of statements of real reports that were judged (`cases/pairs.tsv`); their texts lie in ../shared, not here."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.suite import SHARED

FILE = Path(__file__).parent / "cases" / "pairs.tsv"
STORIES = SHARED / "data" / "stories" / "dev.jsonl.gz"
RUMOURS = SHARED / "data" / "stance" / "dev.jsonl.gz"
_DIGITS = 10
_OUTLET = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a report's canonical text, end exclusive."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of a story, judged: `label` is "yes", "one" (the same, but of one source) or "no".

    Of denials the first is the claim, the second the answer. It was drawn for `weight` pairs of such scores, in `round`
    1 by the scores of an earlier model, in 2 because the refitted model joined them, or nearly.
    """

    kind: str
    story: str
    one: Place
    other: Place
    label: str
    weight: float
    round: int


def pairs(kind: str) -> tuple[Pair, ...]:
    """Return the judged pairs of a kind, "denials" or "corroborations"."""
    lines = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    columns, *cells = lines
    rows = [dict(zip(columns, line, strict=True)) for line in cells]
    return tuple(
        Pair(kind, row["story"], _place(row, "one"), _place(row, "other"), row["label"], float(row["weight"]),
             int(row["round"]))
        for row in rows if row["kind"] == kind
    )  # fmt: skip


def _place(row: dict[str, str], name: str) -> Place:
    return Place(row[name], int(row[f"{name}_start"]), int(row[f"{name}_end"]))


def reports(wanted: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the reports with these ids, in the form of `bench.tasks.links.read`.

    Raises FileNotFoundError where ../shared is not there.
    """
    for path in (STORIES, RUMOURS):
        if not path.is_file():
            raise FileNotFoundError(
                f"{path} is not there; the texts of the judged pairs are not part of the repository"
            )
    found = {row["id"]: {**row, "outlet": row["host"]} for row in _lines(STORIES) if row["id"] in wanted}
    for row in _lines(RUMOURS):
        digits = hashlib.sha1(row["body"].encode(), usedforsecurity=False).hexdigest()[:_DIGITS]
        name = f"b{digits}"
        if name in wanted:
            found[name] = {"id": name, "text": row["body"], "outlet": f"outlet-{name[1:_OUTLET]}"}
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
