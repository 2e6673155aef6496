"""What a statement is about: its content words, the matters that they are words of, and whether it negates."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import table, words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RUN = re.compile(r"\w+")
_NOT = ("no", "not", "never", "nobody", "none", "nothing", "neither", "nor", "cannot")
_ALONE = ("only", "purely", "solely", "merely", "exclusively", "unfit", "unlikely", "unwilling", "incapable")
_NO = re.compile(
    rf"\b(?:{'|'.join(_NOT)})\b(?! (?:more|less|fewer|later|earlier|only|just) than\b)"
    rf"|n['’]t\b|\b(?:{'|'.join(_ALONE)})\b|\balone$",
    re.IGNORECASE,
)
"""Words that negate, and those that leave nothing but what they stand by: "only blanks" denies the bullets."""
_NEGATING = frozenset({*_NOT, *_ALONE, "alone"})
_YES = re.compile(
    r"\bnot only\b|\bno (?:other )?(?:choice|option)\b"
    r"|\b(?:could not|cannot|can['’]t|couldn['’]t) (?:help|stop|wait|believe)\b",
    re.IGNORECASE,
)
"""Words that negate nothing: who had no choice but to do it did it."""
_REACH = re.compile(r"(?:[^\w,;:.]*[\w'’-]+){0,8}")
"""So many words behind one that negates are negated, up to the next stop."""
_SUFFIXES = ("ings", "ing", "edly", "ers", "ed", "es", "s", "er", "ly")
_STEM = 3
_LIGHT = 0.4
"""Matters that much of the news is about (troops, arriving, planning) count for less."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its ending, small: "Shelled" and "shells" give "shell"."""
    word = word.lower()
    if not word.endswith(_SUFFIXES):
        return word.removesuffix("e") if len(word) > _STEM else word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM and not word.endswith("ss"):
            bare = word[: -len(suffix)]
            if len(bare) > _STEM and bare[-1] == bare[-2] and bare[-1] not in "lsz":
                bare = bare[:-1]
            return bare.removesuffix("e")
    return word.removesuffix("e") if len(word) > _STEM else word


@lru_cache(maxsize=16_384)
def small_words(text: str) -> frozenset[str]:
    """Return all that stands between borders of words, in small letters."""
    return frozenset(_RUN.findall(text.lower()))


@lru_cache(maxsize=16_384)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry content."""
    return frozenset(filter(None, map(_content, _WORD.findall(text))))


@lru_cache(maxsize=65536)
def _content(word: str) -> str:
    """Return the stem of a word that carries content, "" for others."""
    return stem(word) if len(word) > 1 and word.lower() not in words("stop_words", "word") else ""


@cache
def _matters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("matters"):
        found.setdefault(stem(row["word"]), set()).add(row["matter"])
    return {word: frozenset(matters) for word, matters in found.items()}


@lru_cache(maxsize=16_384)
def matters(stems: frozenset[str]) -> frozenset[str]:
    """Return the matters that the stems are words of."""
    known = _matters()
    return frozenset().union(*(known[word] for word in known.keys() & stems))


@cache
def matter_numbers() -> dict[str, int]:
    """Return a number from 0 for each matter."""
    return {matter: number for number, matter in enumerate(sorted({row["matter"] for row in table("matters")}))}


@cache
def weights() -> NDArray[np.float32]:
    """Return what each matter weighs, by its number."""
    light = words("matters_light", "word")
    return np.array([_LIGHT if matter in light else 1.0 for matter in matter_numbers()], np.float32)


def negated_words(text: str) -> frozenset[str]:
    """Return the content words that the words which negate stand before: "he had [never touched the gun]"."""
    if not _may_negate(text):
        return frozenset()
    text = _YES.sub("", text)
    reached = (_REACH.match(text, match.end()) for match in _NO.finditer(text))
    return frozenset().union(*(content_words(found.group()) for found in reached if found))


def leaves_open(text: str) -> bool:
    """Say whether the words leave open what is so: "has not been identified", "no motive", "it is unclear"."""
    return _unknowing().search(text) is not None


@cache
def _unknowing() -> re.Pattern[str]:
    verbs, nouns, alone = (
        "|".join(sorted(re.escape(word).replace(r"\*", r"\w*") for word in words("unknowing", "word", kind=kind)))
        for kind in ("verb", "noun", "word")
    )
    before = r"(?:do|does|did|could|have|has|had|would|is|was|were|are)(?: not|n['’]t)(?: (?:yet|immediately|been))*"
    return re.compile(rf"\b(?:{before} (?:{verbs})|no (?:{nouns})|{alone})\b", re.IGNORECASE)


def negates(text: str) -> bool:
    """Say whether the words negate something, or allow only one thing."""
    return _may_negate(text) and _NO.search(_YES.sub("", text)) is not None


def _may_negate(text: str) -> bool:
    """Say whether the text may have a word of `_NO`: most have none, which is sooner known than where one stands."""
    found = small_words(text)
    return "t" in found or not _NEGATING.isdisjoint(found)
