"""Numbers in words and digits: what moments, figures and the comparing of reports read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import isfinite

from allegedly.lexicon import table

DIGITS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
FRACTION = re.compile(r"(\d+)[/⁄](\d+)")


@cache
def kinds(*wanted: str) -> dict[str, float]:
    """Return the words of `lexicon/numbers.tsv` of these kinds, and their values."""
    return {row["word"]: float(row["value"]) for row in table("numbers") if row["kind"] in wanted}


def digits(word: str) -> float | None:
    """Return the value of digits ("15,000", "3.5", ".5", "1/2"), None if it is none."""
    if DIGITS.fullmatch(word):
        number = float(word.replace(",", ""))
        return number if isfinite(number) else None
    fraction = FRACTION.fullmatch(word)
    if fraction and int(fraction[2]):
        return int(fraction[1]) / int(fraction[2])
    return None


def value(words: Sequence[str]) -> float | None:
    """Return the number that these words make up, None if they make up none.

    Words are lower case, without hyphens: ["two", "hundred", "and", "six"] is 206, ["1.5", "million"] 1,500,000,
    ["nineteen", "ninety", "one"] 1991, ["two", "and", "a", "half"] 2.5, ["a", "hundred"] 100.
    """
    words = [word for word in words if word not in {"and", "-"}]
    if words and words[-1] == "half" and len(words) > 1:
        whole = value(words[:-1] if words[-2] not in {"a", "an"} else words[:-2])
        return 0.5 if whole is None else whole + 0.5
    if words and words[0] in {"a", "an"}:
        words = ["one", *words[1:]] if len(words) > 1 else ["one"]
    return _cardinal(words) if words else None


def _cardinal(words: Sequence[str]) -> float | None:
    total = group = 0.0
    last = ""
    for word in words:
        kind, number = _part(word)
        if kind == "":
            return None
        if kind == "scale" and number >= 1000:
            total, group = total + (group or 1) * number, 0.0
        elif kind == "scale":
            group = (group or 1) * number
        elif kind in {"small", "tens"} and last in {"small", "tens"} and not (last == "tens" and number < 10):
            if not (10 <= group <= 99 and number >= 1):
                return None
            group = group * 100 + number
        elif kind == "digits" and last not in {"", "scale"} and number >= 1:
            return None
        else:
            group += number
        last = kind
    return total + group


def _part(word: str) -> tuple[str, float]:
    number = digits(word)
    if number is not None:
        return "digits", number
    for kind in ("small", "tens", "scale", "dozen", "sign"):
        number = kinds(kind).get(word)
        if number is not None:
            return ("scale" if kind == "dozen" else kind), number
    return "", 0.0
