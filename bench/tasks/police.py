"""Police actions in lower-cased sentences: rules over `lexicon/police.tsv`, no parse and no training."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from allegedly.lexicon import words

REACH = 160
"""Who and what must stand within so many characters of each other."""


@cache
def pattern(part: str) -> re.Pattern[str]:
    """Return one expression of all patterns of a part, at word boundaries."""
    boundary = "" if part == "supposed" else r"\b"
    return re.compile(boundary + "(?:" + "|".join(sorted(words("police", "pattern", part=part))) + ")" + boundary)


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the labels of the row's sentence."""
    text = row["text"].lower()
    labels = {label for label, says in RULES.items() if says(text)}
    if labels & {"KILL", "ARREST", "FORCE"}:
        labels.add("ANY_ACTION")
    return {"id": row["id"], "labels": sorted(labels)}


def _by_agent(part: str, text: str) -> bool:
    agents = [match.start() for match in pattern("agent").finditer(text)]
    return any(abs(match.start() - at) <= REACH for match in pattern(part).finditer(text) for at in agents)


def _force(text: str) -> bool:
    return pattern("force").search(text) is not None


def _kill(text: str) -> bool:
    return pattern("kill").search(text) is not None and pattern("died").search(text) is not None


def _arrest(text: str) -> bool:
    return any(
        not pattern("supposed").search(text[max(0, match.start() - 40) : match.start()])
        for match in pattern("arrest").finditer(text)
    )


def _fail(text: str) -> bool:
    return _by_agent("fail", text)


def _action(text: str) -> bool:
    return _by_agent("action", text)


RULES = {"KILL": _kill, "FORCE": _force, "ARREST": _arrest, "FAIL": _fail, "ANY_ACTION": _action}
