"""The quad class of a sentence: what the learnt model makes of the events that the lexicon found in it."""

from __future__ import annotations

from typing import Any

from allegedly.reading.events import proposed
from allegedly.reading.events.learnt import quad_chances, words_of
from bench.tasks.events import least_subordinate, read_text


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the label of the row's sentence, 0 to 4."""
    reading = read_text(row["text"])
    found = proposed(reading)
    chances = quad_chances(words_of(reading.parse), least_subordinate(found), found)
    return {"id": row["id"], "label": int(max(chances, key=lambda name: chances[name]))}
