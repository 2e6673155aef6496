"""Our own nested and hard cases: the predictions of `attribution` with the number of the one that each stands in."""

from __future__ import annotations

from typing import Any

from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document
from bench.tasks.attribution import ROLES


def predict(row: dict[str, Any], *, fast: bool = False) -> dict[str, Any]:
    """Return the attributions of the row's text as offset pairs, each with the index of its parent or None."""
    document = make_document(row["text"], title=row.get("title"), language="en")
    reading = read_document(document, pick("furniture", "language", "attribution", fast=fast))
    numbers = {claim.id: number for number, claim in enumerate(reading.claims)}
    return {
        "id": row["id"],
        "attributions": [
            {role: [[span.start, span.end] for span in getattr(claim, role)] for role in ROLES}
            | {"parent": numbers[claim.parent] if claim.parent else None}
            for claim in reading.claims
        ],
    }
