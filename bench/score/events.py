"""Score coded events against PLOVER gold.

Within a sentence every measure compares sets, so saying a thing twice does not count twice. type: event types, micro
and macro; quad: their quad classes; actor / recipient country; sector: (role, sector), where gold "***" is left out
and unmatched predicted sectors of that role do not count; triple: (actor country, type, recipient country), "" for a
missing side. An event of two or more actors and no recipients is reciprocal: its actors stand as recipients too.
"""

from __future__ import annotations

from typing import Any

from bench.score.common import Result, Row, Rows, fractions

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {name: quad for quad, names in QUADS.items() for name in names}
MEASURES = ("type", "quad", "actor country", "recipient country", "sector", "triple")


def _sides(event: Row) -> tuple[list[Row], list[Row]]:
    actors, recipients = event.get("actors") or [], event.get("recipients") or []
    return (actors, actors) if len(actors) > 1 and not recipients else (actors, recipients)


def _countries(entities: list[Row]) -> set[str]:
    return {entity["country"] for entity in entities if entity.get("country")}


def _triples(event: Row) -> set[tuple[str, str, str]]:
    actors, recipients = _sides(event)
    first, second = _countries(actors) or {""}, _countries(recipients) or {""}
    reciprocal = actors is recipients
    if reciprocal and len(first) == 1:
        second = {""}
    return {(a, event["type"], b) for a in first for b in second if not (reciprocal and a == b)}


def items(events: list[Row]) -> dict[str, set[Any]]:
    """Return the sets that each measure compares, for one sentence."""
    found: dict[str, set[Any]] = {measure: set() for measure in MEASURES}
    for event in events:
        actors, recipients = _sides(event)
        found["type"].add(event["type"])
        found["quad"].add(QUAD_OF.get(event["type"], event["type"]))
        found["actor country"] |= _countries(actors)
        found["recipient country"] |= _countries(recipients)
        found["triple"] |= _triples(event)
        for role, entities in (("actor", actors), ("recipient", recipients)):
            found["sector"] |= {(role, e["sector"]) for e in entities if e.get("sector")}
    return found


def _decidable(right: set[Any], given: set[Any]) -> tuple[set[Any], set[Any]]:
    open_roles = {role for role, sector in right if sector == "***"}
    right = {pair for pair in right if pair[1] != "***"}
    given = {pair for pair in given if pair[1] != "***" and (pair in right or pair[0] not in open_roles)}
    return right, given


def score(gold: Rows, pred: Rows) -> Result:
    """Return all measures, micro-averaged over the sentences, and F1 by event type."""
    counts = {measure: [0, 0, 0] for measure in MEASURES}
    by_type: dict[str, list[int]] = {}
    for name, row in gold.items():
        right, given = items(row["events"]), items(pred.get(name, {}).get("events") or [])
        right["sector"], given["sector"] = _decidable(right["sector"], given["sector"])
        for measure, count in counts.items():
            count[0] += len(right[measure] & given[measure])
            count[1] += len(given[measure])
            count[2] += len(right[measure])
        for kind in right["type"] | given["type"]:
            count = by_type.setdefault(kind, [0, 0, 0])
            count[0] += kind in right["type"] and kind in given["type"]
            count[1] += kind in given["type"]
            count[2] += kind in right["type"]
    kinds = {kind: fractions(*count)["f1"] for kind, count in sorted(by_type.items()) if count[2]}
    return {
        "sentences": len(gold),
        **{measure: fractions(*count) for measure, count in counts.items()},
        "type macro f1": round(sum(kinds.values()) / len(kinds), 4) if kinds else 0.0,
        "type f1": kinds,
    }
