"""Time expressions (TIMEX3): the moments layer in the form of TempEval-3."""

from __future__ import annotations

from typing import Any

from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Read the row's text, published on the row's day."""
    document = make_document(row["text"], language="en", published=row["published"], published_from="given")
    reading = read_document(document, pick("furniture", "language", "moments"))
    return {
        "id": row["id"],
        "timexes": [
            {"start": m.span.start, "end": m.span.end, "type": m.type, "value": m.value, "mod": m.mod}
            for m in reading.moments
        ],
    }
