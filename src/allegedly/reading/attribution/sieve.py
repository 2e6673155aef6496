"""Which of the attributions found are kept: what is too thin, or stands inside another's content, is left out."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found

_SAID = frozenset({"clause", "quote", "according to", "headline"})
_ACTS = frozenset({"noun clause", "np of", "passive of"})
_PERFORMING = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "refute",
        "dispute",
        "accuse",
        "condemn",
        "demand",
        "threaten",
        "promise",
        "vow",
        "pledge",
    }
)
"""Verbs that do what they say: a single word is content enough ("denied it"), and inside another's they still count."""


def kept(doc: Doc, all_found: Sequence[Found]) -> list[Found]:
    """Return the attributions that are kept, in the order given.

    Inside another's content only acts of speech are kept ("said that Rome had denied …"): what somebody is said to
    want or to think is part of what is said.
    """
    covered = {i for found in all_found for i in found.content}
    return [found for found in all_found if _is_full(doc, found) and (found.head not in covered or _speaks(doc, found))]


def _is_full(doc: Doc, found: Found) -> bool:
    if found.frame in _SAID:
        return True
    if not found.source and not found.frame.startswith("passive ") and found.frame != "noun clause":
        return False
    words = sum(not doc[i].is_punct and not doc[i].is_space for i in found.content)
    return words > 1 or doc[found.head].lemma_ in _PERFORMING


def _speaks(doc: Doc, found: Found) -> bool:
    if found.frame == "clause":
        return "quote" in frames(doc[found.head].lemma_, "VERB")
    return found.frame in _SAID or found.frame in _ACTS or doc[found.head].lemma_ in _PERFORMING
