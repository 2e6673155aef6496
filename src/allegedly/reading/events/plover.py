"""PLOVER's event types of 2024, their quad classes, and how a plain PLOVER coding sees an event with a status.

Halterman, Bagozzi, Beger, Schrodt and Scarborough, "PLOVER and POLECAT: A New Political Event Ontology and Dataset"
(2023). The types stand in `lexicon/plover_types.tsv`.
"""

from __future__ import annotations

from allegedly.lexicon import table
from allegedly.records import Status

_ROWS = {row["type"]: row for row in table("plover_types")}
QUAD_OF: dict[str, str] = {kind: row["quad"] for kind, row in _ROWS.items()}
TYPES: frozenset[str] = frozenset(_ROWS)
COOPERATIVE: frozenset[str] = frozenset(kind for kind, quad in QUAD_OF.items() if quad.endswith("cooperation"))
HOSTILE: frozenset[str] = frozenset({"THREATEN"} | {k for k, quad in QUAD_OF.items() if quad == "material conflict"})
"""What a threat threatens with; asking, accusing and refusing are no harm."""
AIMS: frozenset[str] = frozenset({"PROTEST", "REQUEST", "SUPPORT", "ACCUSE", "CONSULT", "REJECT"})
"""What another event is often done for: "blocked roads to protest" is one event."""


def declared_type(kind: str, status: Status) -> str:
    """Return the type of an event in a coding that knows no status.

    PLOVER codes the declared intention to cooperate as AGREE, to harm as THREATEN, and declared inaction as REJECT;
    this program keeps what is intended, and that it is future or negated.
    """
    column = {"future": "declared", "negated": "ruled_out"}.get(status)
    return (_ROWS[kind][column] if column else "") or kind
