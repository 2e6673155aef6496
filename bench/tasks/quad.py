"""The quad class of a sentence: that of its main event, 0 where there is none or only a statement or an appeal."""

from __future__ import annotations

from typing import Any

from allegedly.reading.events.plover import QUAD_OF, declared_type
from bench.tasks.events import main_events, read_text

LABELS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
STATEMENTS = frozenset({"01", "02"})
"""CAMEO root codes that this gold holds for neutral: statements and appeals."""


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the label of the row's sentence, 0 to 4."""
    found = main_events(read_text(row["text"]))
    label = 0
    if found and found[0].pattern.cameo not in STATEMENTS:
        event = found[0].event
        label = LABELS[QUAD_OF[declared_type(event.type, event.status)]]
    return {"id": row["id"], "label": label}
