"""Verdicts on what others said: "reports of a raid were groundless", "called this a lie", "as disinformation"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from allegedly.lexicon import words

_JUDGED = re.compile(
    r"\b(?:was|were|is|are|had been|has been|have been) "
    r"(?:(?:an?|all|entirely|completely|simply|pure|just|nothing but|plainly|totally) )*(?P<word>[\w-]+)\b(?! for)",
    re.IGNORECASE,
)
_POINTING = frozenset({"as", "this", "that", "it", "these", "those", "them", "the", "such", "all"})
_LONGEST = 6
"""Content of more words says something of its own beside the verdict."""


@cache
def untruths() -> frozenset[str]:
    """Return the words that name what somebody else said, or call it untrue."""
    return words("denial_nouns", "word") | words("acts_untruths", "lemma")


def is_untruth(word: str) -> bool:
    """Say whether a word, also in its plural, calls something untrue or names what others said."""
    return word in untruths() or word.removesuffix("s") in untruths()


def judged(text: str) -> str | None:
    """Return what a sentence calls untrue ("the raid was an invention": "the raid"), None where it judges nothing."""
    for match in _JUDGED.finditer(text):
        if match["word"].lower() in words("acts_untruths", "lemma"):
            return text[: match.start()].removeprefix("that ").strip() or None
    return None


def only_judges(tokens: Sequence[str]) -> bool:
    """Say whether content is a verdict and nothing more: "this a lie", "as disinformation"."""
    return (
        0 < len(tokens) <= _LONGEST and tokens[0] in _POINTING and any(is_untruth(token) for token in tokens[1:])
    ) or (len(tokens) == 1 and is_untruth(tokens[0]))


def is_remark(tokens: Sequence[str]) -> bool:
    """Say whether content opens with what was said, so that it speaks of words and not of deeds ("the remarks a …")."""
    return len(tokens) > 1 and tokens[0] in _POINTING and is_untruth(tokens[1])
