"""PLOVER's event types of 2024, their quad classes, and how a plain PLOVER coding sees an event with a status.

Halterman, Bagozzi, Beger, Schrodt and Scarborough, "PLOVER and POLECAT: A New Political Event Ontology and Dataset"
(2023).
"""

from __future__ import annotations

from allegedly.records import Status

QUADS: dict[str, tuple[str, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF: dict[str, str] = {name: quad for quad, names in QUADS.items() for name in names}
TYPES: frozenset[str] = frozenset(QUAD_OF)
COOPERATIVE: frozenset[str] = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HOSTILE: frozenset[str] = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
AIMS: frozenset[str] = frozenset({"PROTEST", "REQUEST", "SUPPORT", "ACCUSE", "CONSULT", "REJECT"})
"""What another event is often done for: "blocked roads to protest" is one event."""


def declared_type(kind: str, status: Status) -> str:
    """Return the type of an event in a coding that knows no status.

    PLOVER codes the declared intention to cooperate as AGREE, to harm as THREATEN, and declared inaction as REJECT;
    this program keeps what is intended, and that it is future or negated.
    """
    if status == "future":
        if kind in COOPERATIVE:
            return "AGREE"
        if kind in {"PROTEST", "SANCTION", "COERCE", "ASSAULT"}:
            return "THREATEN"
    if status == "negated" and kind in COOPERATIVE:
        return "REJECT"
    return kind
