"""Score place names found in texts and the coordinates given to them.

Within a text, gold and predicted toponyms pair one to one: the same span first, then the longest overlap. Resolution
is over the pairs whose gold has coordinates (share within 161 km; an equal GeoNames id is no distance); end-to-end
counts gold toponyms that were both found and resolved within 161 km.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator

from bench.score.common import Result, Row, Rows, fractions, pair_up

LIMIT_KM = 161
FARTHEST_KM = 20039.0
RADIUS_KM = 6371.0


def distance(gold: Row, pred: Row) -> float:
    """Return the error in km (great circle) of a predicted toponym."""
    if gold.get("geonameid") and str(gold["geonameid"]) == str(pred.get("geonameid")):
        return 0.0
    if pred.get("lat") is None or pred.get("lon") is None:
        return FARTHEST_KM
    lat1, lon1 = math.radians(gold["lat"]), math.radians(gold["lon"])
    lat2, lon2 = math.radians(float(pred["lat"])), math.radians(float(pred["lon"]))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def same_span(gold: Row, pred: Row) -> bool:
    """Say whether the two stand at the same characters."""
    return bool((gold["start"], gold["end"]) == (pred["start"], pred["end"]))


def pairs_of(gold: list[Row], pred: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the one-to-one pairs of a text."""
    candidates = []
    for i, right in enumerate(gold):
        for j, given in enumerate(pred):
            shared = min(right["end"], given["end"]) - max(right["start"], given["start"])
            if shared > 0:
                candidates.append((not same_span(right, given), -shared, i, j))
    for i, j in pair_up(candidates):
        yield gold[i], pred[j]


def score(gold: Rows, pred: Rows) -> Result:
    """Return recognition, resolution, country and end-to-end figures."""
    pairs: list[tuple[Row, Row]] = []
    for name, row in gold.items():
        pairs += pairs_of(row["toponyms"], pred.get(name, {}).get("toponyms") or [])
    total = sum(len(row["toponyms"]) for row in gold.values())
    located = sum(item["lat"] is not None for row in gold.values() for item in row["toponyms"])
    predicted = sum(len(pred.get(name, {}).get("toponyms") or []) for name in gold)
    errors = [distance(item, guess) for item, guess in pairs if item["lat"] is not None]
    countries = [item["country"] == guess.get("country") for item, guess in pairs if item.get("country")]
    near = sum(error <= LIMIT_KM for error in errors)
    return {
        "texts": len(gold),
        "exact": fractions(sum(same_span(*pair) for pair in pairs), predicted, total),
        "overlap": fractions(len(pairs), predicted, total),
        "resolution": {
            "acc@161km": round(near / len(errors), 4) if errors else 0.0,
            "median km": round(statistics.median(errors), 1) if errors else None,
            "pairs": len(errors),
        },
        "country": {
            "accuracy": round(sum(countries) / len(countries), 4) if countries else None,
            "pairs": len(countries),
        },
        "end-to-end": fractions(near, predicted - (len(pairs) - len(errors)), located),
    }
