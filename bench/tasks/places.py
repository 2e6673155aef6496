"""Places: names with coordinates. Regions that are only described ("eastern Ukraine") are no toponyms."""

from __future__ import annotations

from typing import Any

from allegedly.reading.pipeline import pick, read_document
from allegedly.reading.places import DESCRIBED
from allegedly.sources.document import make_document


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the toponyms of one text."""
    reading = read_document(make_document(row["text"], language="en"), pick("language", "places"))
    return {
        "id": row["id"],
        "toponyms": [
            {
                "start": place.span.start,
                "end": place.span.end,
                "lat": place.lat,
                "lon": place.lon,
                "country": place.country,
                "geonameid": place.geonameid,
            }
            for place in reading.places
            if place.reason != DESCRIBED
        ],
    }
