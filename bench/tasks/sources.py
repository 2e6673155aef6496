"""Whom pronouns and descriptions that are sources go back to: antecedents as our reading finds them."""

from __future__ import annotations

from typing import Any

from allegedly.reading.pipeline import pick, read_document
from allegedly.reading.sources import Sources
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "places", "actors")


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return for each of the row's `checks` the offsets of the antecedent's last word, None where none is found."""
    document = make_document(
        row["text"], title=row.get("title"), language="en", published=row.get("published"), outlet=row.get("publisher")
    )
    reading = read_document(document, LAYERS)
    sources = Sources(reading)
    found = []
    for check in row["checks"]:
        span = sources.antecedent(*check["span"])
        found.append(list(sources.head_of(span)) if span is not None else None)
    return {"id": row["id"], "antecedents": found}
