"""The words of a text as the moments grammar sees them: each with the classes that its patterns speak of.

Classes of words are data (`lexicon/moments.tsv`, `lexicon/numbers.tsv`); those of digits are the shapes below. Every
set of classes has one character of its own, so that a text is a string of such characters and a pattern a regular
expression over that string: matching costs the same however many words a class has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from allegedly.lexicon import table, words

Classes = frozenset[str]


@cache
def _word() -> re.Pattern[str]:
    """Return what a token is; abbreviations of the lexicon keep their full stop ("Oct.")."""
    abbreviations = "|".join(
        sorted(row["word"][:-1] for row in table("moments") if re.fullmatch(r"[a-z]+\.", row["word"]))
    )
    return re.compile(
        r"\d{4}-\d\d?-\d\d?(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\.\d\d(?=[ap]\.?m\b)|\d+/\d+"
        r"|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:st|nd|rd|th|s)?(?![A-Za-z\d])|['’‘]\d0s\b|['’]\d\d(?!\d)"
        rf"|[ap]\.m\.|[ap]\.m\b|(?:{abbreviations})\."
        r"|[A-Za-z]+\d*|\d+(?=[ap]\.?m\b)|\d+|['’]s\b|[^\s]",
        re.IGNORECASE,
    )


_SHAPES: tuple[tuple[re.Pattern[str], Classes], ...] = tuple(
    (re.compile(shape), frozenset(classes.split()))
    for shape, classes in (
        (r"\d{4}-\d\d?-\d\d?", "ISODATE"),
        (r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)", "SLASHDATE"),
        (r"\d{1,2}:\d\d(?::\d\d)?", "CLOCK"),
        (r"\d+/\d+", "FRACTION"),
        (r"0\d{3}", "MILITARY"),
        (r"1[0-9]\d\d|20[0-9]\d", "YEAR INT MILITARY"),
        (r"0?[1-9]", "DAY HOUR INT"),
        (r"1\d|2[0-4]", "DAY HOUR INT TWO"),
        (r"2[5-9]|3[01]", "DAY INT TWO"),
        (r"\d\d", "INT TWO"),
        (r"\d{1,3}(?:,\d{3})+|\d+", "INT"),
        (r"(?:0?\d|1\d|2[0-3])\.[0-5]\d", "DECIMAL DOTCLOCK"),
        (r"[\d,]+\.\d+", "DECIMAL"),
        (r"1[5-9]\d0s|20[0-9]0s", "DECADE"),
        (r"['’‘]?[2-9]0s", "DECADE"),
        (r"['’]\d\d", "SHORTYEAR"),
    )
)
_CAPITAL = frozenset({"WEEKDAY", "WEEKDAYS", "MONTH", "AMBIGUOUS", "ABBREVIATION", "HOLIDAY", "ZONE"})
"""Classes of words that English writes with a capital."""
OTHER: Classes = frozenset()


class Token(NamedTuple):
    """A word in lower case with its offsets into the canonical text (end exclusive), its classes and its capital."""

    start: int
    end: int
    word: str
    classes: Classes
    capital: bool = False


@cache
def values(name: str) -> dict[str, str]:
    """Return the words of a class of the lexicon and their values."""
    return {row["word"]: row["value"] for row in table("moments") if row["class"] == name}


def beside(role: str) -> frozenset[str]:
    """Return the words of one role of `lexicon/moment_neighbours.tsv`."""
    return words("moment_neighbours", role=role)


@cache
def vocabulary() -> dict[str, Classes]:
    """Return every word of the lexicon and of the patterns' literals with its classes; a literal is its own class."""
    found: dict[str, set[str]] = {}
    for row in table("moments"):
        found.setdefault(row["word"], set()).add(row["class"])
    for row in table("numbers"):
        name = {"small": "NUMWORD", "tens": "NUMWORD", "scale": "SCALE", "dozen": "SCALE"}.get(row["kind"])
        if name:
            found.setdefault(row["word"], set()).add(name)
    for row in table("moment_patterns"):
        for word in re.findall(r"'s|[a-z]+|\+(?=\s)|[^\sA-Za-z()|?*+<>!$]", row["pattern"]):
            found.setdefault(word, set()).add(word)
    return {word: frozenset(classes) for word, classes in found.items()}


@cache
def alphabet() -> dict[Classes, str]:
    """Return one character for each set of classes that a token may have."""
    known = set(vocabulary().values())
    sets = {OTHER, *known, *(shape for _, shape in _SHAPES), *(classes - _CAPITAL for classes in known)}
    return {classes: chr(0x4E00 + i) for i, classes in enumerate(sorted(sets, key=sorted))}


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of text[start:end]."""
    known = vocabulary()
    for match in _word().finditer(text, start, end):
        word = match.group()
        lower = word.lower()
        if lower[0] == "’":
            lower = "'" + lower[1:]
        classes = known.get(lower)
        if classes is None:
            classes = _shape(lower) if any(map(str.isdecimal, lower)) else OTHER
        elif not word[0].isupper():
            classes = classes - _CAPITAL
        yield Token(match.start(), match.end(), lower, classes, word[0].isupper())


def _shape(word: str) -> Classes:
    for shape, classes in _SHAPES:
        if shape.fullmatch(word):
            return classes
    return OTHER
