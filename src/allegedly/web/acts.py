"""Acts as pages show them: families that share a hue and an underline, and the verb for a note."""

from __future__ import annotations

FAMILIES = {
    "assert": "assert",
    "deny": "deny",
    "refuse": "deny",
    "accuse": "accuse",
    "demand": "demand",
    "threaten": "demand",
    "promise": "promise",
    "agree": "promise",
    "praise": "promise",
    "ask": "think",
    "believe": "think",
    "estimate": "think",
}
"""The family of each act of `lexicon/acts.tsv`; `static/room.css` has a hue and an underline for each."""

_VERBS = {"deny": "denies", "promise": "promises"}


def family(act: str | None) -> str:
    """Return the family of an act, that of "assert" for one that is unknown."""
    return FAMILIES.get(act or "assert", "assert")


def verb(act: str) -> str:
    """Return what somebody does who performs the act: "denies"."""
    return _VERBS.get(act, f"{act}s")
