"""The quad class of a sentence: that of its main event's CAMEO root, 0 where there is no event."""

from __future__ import annotations

from typing import Any

from allegedly.reading.events.plover import declared_type
from bench.tasks.events import main_events, read_text

LABEL_OF_ROOT = {
    label: roots.split()
    for label, roots in {
        0: "01 02",
        1: "03 04 05",
        2: "06 07 08",
        3: "09 10 11 12 13 16",
        4: "14 15 17 18 19 20",
    }.items()
}
"""This gold's classes go by CAMEO: statements and appeals are neutral, reduced relations verbal conflict."""
DECLARED = {"AGREE": "03", "THREATEN": "13", "REJECT": "12"}


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the label of the row's sentence, 0 to 4."""
    found = main_events(read_text(row["text"]))
    label = 0
    if found and found[0].event.status != "hypothetical":
        event = found[0].event
        kind = declared_type(event.type, event.status)
        root = found[0].pattern.cameo if kind == event.type else DECLARED[kind]
        label = next((label for label, roots in LABEL_OF_ROOT.items() if root in roots), 0)
    return {"id": row["id"], "label": label}
