"""How a body text stands to a headline: agree, disagree, discuss or unrelated; each text is read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from allegedly.linking.stance import Account, Question, account, question, stance
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from bench.score.common import Rows, read_rows

_LAYERS = pick("furniture", "language", "moments", "places", "actors", "attribution", "verdicts", "sources", "acts")
_KEPT = 8192
"""So many texts are kept: those of all rows, which come in any order."""


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the stance of the row's body to its headline."""
    if not row["headline"].strip() or not row["body"].strip():
        return {"id": row["id"], "stance": "unrelated"}
    return {"id": row["id"], "stance": stance(asked(row["headline"]), told(row["body"])).kind}


def measured(path: Path, limit: int | None) -> tuple[Rows, Rows]:
    """Return rows and predictions: all, or those of so many bodies, which lie evenly over the file."""
    rows = read_rows(path)
    bodies = list(dict.fromkeys(row["body"] for row in rows.values()))
    kept = set(bodies[:: -(-len(bodies) // limit)] if limit else bodies)
    rows = {name: row for name, row in rows.items() if row["body"] in kept}
    return rows, {name: predict(row) for name, row in rows.items()}


@lru_cache(maxsize=_KEPT)
def asked(text: str) -> Question:
    """Return a headline as a claim that is asked about."""
    return question(_read(text))


@lru_cache(maxsize=_KEPT)
def told(text: str) -> Account:
    """Return a body as a report that is asked."""
    return account(_read(text))


def _read(text: str) -> Reading:
    return read_document(make_document(text, language="en"), _LAYERS)
