"""Score the country and the sector given to actor phrases.

A gold row without the key "country" (or "sector") is left out of that measure, and so is the gold sector "***"
(undecidable). accuracy: equal codes over phrases with a gold code; accuracy+none: over all phrases; f1: precision
over predicted codes, recall over gold codes; "both": the share of phrases with country and sector right.
"""

from __future__ import annotations

from bench.score.common import Result, Rows

NOT_STATES = frozenset({"IGO", "NGO", "IMG", "ISM", "MNC", "UNO", "EUR"})
Pair = tuple[str | None, str | None]


def _measure(pairs: list[Pair]) -> Result:
    coded = [pair for pair in pairs if pair[0]]
    correct = sum(right == given for right, given in coded)
    total = sum(bool(given) for _, given in pairs) + len(coded)
    return {
        "accuracy": round(correct / len(coded), 4) if coded else 0.0,
        "accuracy+none": round(sum(a == b for a, b in pairs) / len(pairs), 4) if pairs else 0.0,
        "f1": round(2 * correct / total, 4) if total else 0.0,
        "gold": len(coded),
        "phrases": len(pairs),
    }


def score(gold: Rows, pred: Rows) -> Result:
    """Return the measures for country, country of states alone, sector, and both."""
    country: list[Pair] = []
    sector: list[Pair] = []
    both: list[bool] = []
    for name, row in gold.items():
        given = pred.get(name, {})
        place = (row.get("country"), given.get("country") or None)
        role = (row.get("sector"), given.get("sector") or None)
        if "country" in row:
            country.append(place)
        if "sector" in row and row["sector"] != "***":
            sector.append(role)
            if "country" in row:
                both.append(place[0] == place[1] and role[0] == role[1])
    return {
        "phrases": len(gold),
        "country": _measure(country),
        "country, states": _measure([pair for pair in country if pair[0] not in NOT_STATES]),
        "sector": _measure(sector),
        "both": round(sum(both) / len(both), 4) if both else 0.0,
    }
