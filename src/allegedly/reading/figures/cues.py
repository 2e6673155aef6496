"""Words around a number that bound it, or say that it rose or fell (`lexicon/figure_*.tsv`)."""

from __future__ import annotations

import re
from functools import cache

from allegedly.lexicon import table, words
from allegedly.records import Change

REACH = 60
"""How many characters before a number are searched for what changed."""
_BETWEEN = r"(?:by|another|an?|a\s+further|further|as\s+much\s+as|[a-z]+ly|to|for|of|some|the|its|their|his|her)"


@cache
def _bounds(side: str) -> dict[str, str]:
    return {row["word"]: row["bound"] for row in table("figure_bounds") if row["side"] == side}


@cache
def _bound_pattern(side: str) -> re.Pattern[str]:
    bounds = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_bounds(side), key=len, reverse=True))
    if side == "before":
        return re.compile(rf"(?<![\w-])(?P<word>{bounds})[\s-]*(?:an?\s+|the\s+)?$", re.IGNORECASE)
    return re.compile(rf"\s+(?P<word>{bounds})(?!\w)", re.IGNORECASE)


def bound_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the bound that stands just before `start`, and where its words begin."""
    window = max(start - REACH, 0)
    if not _may_end_bound(text[window:start]):
        return None
    match = _bound_pattern("before").search(text[window:start])
    if match is None:
        return None
    bound = _bounds("before")[_plain(match["word"])]
    if bound == "near" and text[window:start].lower().endswith(" the "):
        return None
    return bound, window + match.start()


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.split()[-1] for word in _bounds("before")) | {"a", "an", "the"}


def _may_end_bound(before: str) -> bool:
    """Say whether the last word could end a bound; most numbers have none, and this is told quickly."""
    parts = before.rstrip(" \n\t-").rsplit(None, 1)
    return bool(parts) and (parts[-1].lower().lstrip("(“\"‘'") in _last_words() or not parts[-1][-1].isalnum())


def bound_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the bound that stands just after `end` ("or more"), and where its words end."""
    match = _bound_pattern("after").match(text, end)
    return (_bounds("after")[_plain(match["word"])], match.end()) if match else None


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase.lower())


@cache
def _changes(side: str | None = None) -> dict[str, Change]:
    rows = [row for row in table("figure_changes") if side is None or row["side"] == side]
    return {row["word"]: "up" if row["change"] == "up" else "down" for row in rows}


@cache
def _change_pattern() -> re.Pattern[str]:
    particle = "".join(f"(?<!{verb} )" for verb in sorted(words("figure_particle_verbs")))
    return re.compile(rf"{particle}\b(?P<word>{'|'.join(_changes())})\s+(?:{_BETWEEN}\s+){{0,3}}$", re.IGNORECASE)


@cache
def _object_pattern() -> re.Pattern[str]:
    """Match "grew sales by" and its like: a verb of change, its object, and "by"."""
    return re.compile(rf"\b(?P<word>{'|'.join(_changes())})\s+(?:[\w’'-]+\s+){{1,4}}by\s+$", re.IGNORECASE)


@cache
def _change_after_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<word>{'|'.join(_changes('both'))})\b", re.IGNORECASE)


def change_before(text: str, start: int, *, measure: bool = True) -> Change | None:
    """Return whether the words before `start` say that something rose or fell by what follows, not to it.

    `measure` says whether a number with a unit follows: without one, "lost 300 soldiers" is no fall.
    """
    window = max(start - REACH, 0)
    if _changes().keys().isdisjoint(re.split(r"\W+", text[window:start].lower())):
        return None
    moved = _object_pattern().search(text[window:start])
    if moved:
        return _changes()[moved["word"].lower()]
    match = _change_pattern().search(text[window:start])
    if match is None:
        return None
    between = text[window + match.end("word") : start].lower().split()
    word = match["word"].lower()
    if (word in _changes("by") and "by" not in between) or (word in _changes("measure") and not measure):
        return None
    if "to" in between or ("of" in between and between[0] != "of") or ("for" in between):
        return None
    if {"the", "its", "their", "his", "her", "a", "an"} & set(between) and word not in _changes("both"):
        return None
    return _changes()[word]


def change_after(text: str, end: int) -> Change | None:
    """Return whether the word after `end` says so ("6 percent higher")."""
    match = _change_after_pattern().match(text, end)
    return _changes()[match["word"].lower()] if match else None
