"""What the words of a claim, or of one sentence of a report, say about whether something is so.

A word of untruth counts for what it says unless something before it in its clause turns it: "is a hoax" calls it
untrue, "is no hoax", "denied that it was a hoax" uphold it. A word of truth counts only where it is negated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from allegedly.lexicon import table, words

SIGNS = (
    "untrue", "verdict", "upheld", "deny", "doubt", "report", "say", "might", "confirm", "not", "none", "no", "ask",
    "quoted",
)  # fmt: skip
"""Untrue is what is called so, a verdict calls a story, report or claim so, upheld is what is called not untrue; no
opens with a no, not and none are negations that turn none of these; the others as in `lexicon/stance_words.tsv`."""

_CLAUSE = re.compile(r"[,;:…?!.()]+(?=\s|$)|\s[-–—]+\s|—|\b(?:but|because|so|although|though|while)\b", re.IGNORECASE)
_NOT = re.compile(
    r"(?P<not>\b(?:not|never|cannot)\b(?! only\b)|n't\b(?! only\b))"
    r"|\b(?:no|nobody|none|nothing|neither|nor)\b(?! (?:\w+ than|but|other|doubt|joke|wonder|matter)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]{2,}[\"”]|(?<!\w)['‘][^'’]{3,}['’](?!\w)")
_OPENING_NO = re.compile(r"[\s\"'“‘]*(?:no|nope|sorry)\s*[,.:;!—–-]", re.IGNORECASE)
_REACH = 40
"""A negation turns what stands at most so many characters behind it."""
_DENIED = 60
"""So does a denial."""

Found = dict[str, float]


@cache
def _kinds() -> Mapping[str, str]:
    return {row["phrase"]: row["kind"] for row in table("stance_words")}


@cache
def _phrases() -> re.Pattern[str]:
    longest = sorted(_kinds(), key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)


@cache
def _stories() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("denial_nouns", "word")))
    return re.compile(rf"\b(?:{nouns})s?\b", re.IGNORECASE)


def wording(text: str) -> Found:
    """Return the signs of the words, 1 where they are there and 0 where not."""
    plain = text.replace("’", "'")
    found = dict.fromkeys(SIGNS, 0.0)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for start, end in _clauses(plain):
        _weigh(plain[start:end], [(a - start, b - start) for a, b in quoted if a < end and start < b], found)
    found["ask"] = float("?" in plain)
    found["no"] = float(_OPENING_NO.match(plain) is not None)
    found["quoted"] = float(bool(quoted))
    return found


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CLAUSE.finditer(text):
        yield at, match.end()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _weigh(clause: str, quoted: list[tuple[int, int]], found: Found) -> None:
    """Add the signs of one clause; negations in its quotation marks (`quoted`) turn nothing outside of them."""
    nots = {match.start(): match["not"] is not None for match in _NOT.finditer(clause)}
    hits = [(match.start(), _kinds()[match.group().lower()]) for match in _phrases().finditer(clause)]
    denials = [at for at, kind in hits if kind == "deny"]
    used: set[int] = set()
    for at, kind in hits:
        turning = [n for n in nots if 0 < at - n <= _REACH] + [d for d in denials if 0 < at - d <= _DENIED]
        if kind in {"untrue", "true", "confirm"}:
            used.update(turning)
            _turn(kind, bool(turning), _stories().search(clause) is not None, found)
        elif kind != "deny":
            found[kind] = 1.0
    for at in denials:
        turning = [n for n in nots if 0 < at - n <= _REACH]
        used.update(turning)
        if at not in used and not turning:
            found["deny"] = 1.0
    for at, strong in nots.items():
        if at not in used and not any(a <= at < b for a, b in quoted):
            found["not" if strong else "none"] = 1.0


def _turn(kind: str, turned: bool, of_story: bool, found: Found) -> None:
    """Add a word that calls something true, untrue or confirmed, `turned` by a negation or denial before it or not."""
    if kind == "confirm":
        found["doubt" if turned else "confirm"] = 1.0
    elif (kind == "untrue") != turned:
        found["untrue"] = 1.0
        found["verdict"] = max(found["verdict"], float(of_story))
    elif kind == "untrue":
        found["upheld"] = 1.0
