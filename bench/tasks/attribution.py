"""PolNeAR: who said what, in the form of `score_attribution.py`.

PolNeAR marks what the outlet attributes and hardly ever what stands inside another's content (6 of 2,192 in its
development part), so claims that stand in another are left out here; `bench.tasks.nested` has them.
"""

from __future__ import annotations

from typing import Any

from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document

ROLES = ("source", "cue", "content")


def predict(row: dict[str, Any], *, fast: bool = False) -> dict[str, Any]:
    """Return the attributions of the row's text as lists of offset pairs."""
    document = make_document(row["text"], title=row.get("title"), language="en")
    reading = read_document(document, pick("furniture", "language", "attribution", fast=fast))
    return {
        "id": row["id"],
        "attributions": [
            {role: [[span.start, span.end] for span in getattr(claim, role)] for role in ROLES}
            for claim in reading.claims
            if claim.parent is None
        ],
    }
