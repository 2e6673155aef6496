"""Numbers in a text: digits, words, fractions and vague lots, with scales ("1.5 billion", "two-thirds", "dozens")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import merge

from allegedly import numerals
from allegedly.lexicon import table
from allegedly.reading.openings import first_words, openings

PLACES = 6
"""Decimal places kept of a scaled number: 16.4 million is 16,400,000, whatever binary fractions make of it."""
VAGUE_FACTOR = 10
"""A vague lot ("hundreds") reaches from its word's value up to that of the next word: ten times as many."""
_MARKS = re.compile(r"\d|[.\-−–](?=[\d.$])")
"""What digits begin with; signs ("½") count as letters."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at text[start:end].

    `high` differs from `low` for vague lots only. `scaled` says whether a word or letter of scale is part of it,
    `mantissa` what stood before that. `spelt` says whether it is in words, `part` whether those name a part of what
    is counted ("two-thirds").
    """

    start: int
    end: int
    low: float
    high: float
    mantissa: float
    scaled: bool
    spelt: bool
    part: bool = False


@cache
def _codes() -> str:
    """Return what looks behind for a currency code that touches its digits ("USD10m", "RM23.50")."""
    signs = [sign for row in table("units") for sign in row["before"].split("|") if sign[-1:].isalpha()]
    return "|".join(rf"(?<=(?<![A-Za-z]){re.escape(sign)})" for sign in signs)


def _words(*kinds: str) -> str:
    return "|".join(sorted(numerals.kinds(*kinds), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    signs = "".join(numerals.kinds("sign"))
    scale = _words("scale", "dozen")
    word = _words("small", "tens", "scale", "dozen")
    small, fraction = _words("small"), _words("fraction")
    plural, suffix = _words("plural"), _words("suffix")
    long_suffix = "|".join(word for word in suffix.split("|") if len(word) > 1)
    parts = f"(?:{fraction})"
    digits = (
        r"(?P<minus>(?:(?<![\w)])[-−–](?=\d|\.\d|\$))|\bminus[- ]?)?"
        rf"(?:(?<![\w.,/:])|{_codes()})"
        r"(?P<digits>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[/⁄]\d+|\d+(?:\.\d+)?|\.\d+)"
        rf"(?:[ -]?(?P<part>[{signs}]|(?<=[ -])\d/\d+(?![\d/])))?"
        rf"(?:(?P<scale>(?:[ -]?(?:{scale})){{1,3}})\b"
        rf"|(?P<suffix>(?:{suffix})\b(?![²³/])|[ ](?:{long_suffix})\b))?"
    )
    spelt = (
        rf"(?P<vague>\b(?:(?:several|a few|many)[ ](?:{scale})\b|(?:{plural})\b(?:[ ]of[ ](?:{plural})\b)?))"
        rf"|(?P<fraction>\b(?:(?:{small})[ -]|an?[ ]){parts}\b(?=[ ]of\b|[ ]the\b|s\b)"
        rf"|\b(?:{small})[ -](?=[a-z]+s\b)(?!halves\b|quarters\b){parts}\b|\b(?:{small})[ -]quarters(?=[ ]of\b)"
        rf"|\b(?:{small})-(?!half|quarter){parts}\b"
        rf"|\bhalf\b(?=[ ](?:of|the|its|their|his|her|all)\b|[ ]an?[ ](?!(?:{scale})\b)))"
        rf"|(?P<pair>\ba[ ](?:pair|couple)\b(?:[ ]of[ ](?P<lot>{scale})\b|(?=[ ]of\b)))"
        r"|(?P<words>(?<![A-Za-z]-)\b"
        rf"(?:(?:(?P<share>(?:an?[ ])?(?:half|quarter)(?:[ ]an?)?)|an?)[ ](?=(?:{scale})\b))?"
        rf"(?:{word})\b"
        rf"(?:(?:[ -]|[ ]?-[ ]?|[ ]and[ ](?:a[ ])?)(?:{word}|half)\b){{0,12}})"
        rf"|(?P<glyph>(?<!\w)[{signs}])"
    )
    return re.compile(f"{digits}|{spelt}", re.IGNORECASE)


def numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers of text[start:end] from left to right; none overlaps another."""
    position = start
    for at in _openings(text, start, end):
        match = _pattern().match(text, at, end) if at >= position else None
        if match is not None:
            number = _of_digits(match, text) if match["digits"] else _of_words(match)
            position = max(number.end if number else match.end(), position + 1)
            if number is not None:
                yield number


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a number may begin with."""
    others = ("several", "a", "an", "many", "minus", "half", "quarter")
    return first_words([*numerals.kinds("small", "tens", "scale", "dozen", "plural"), *others])


def _openings(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a number may begin: at digits, their marks and signs, and at certain words."""
    marks = (match.start() for match in _MARKS.finditer(text, start, end))
    return merge(marks, openings(text, start, end, _first_words()))


def _of_digits(match: re.Match[str], text: str) -> Number | None:
    mantissa = numerals.digits(match["digits"])
    if mantissa is None or _is_name(match, text):
        return None
    if match["part"]:
        mantissa += numerals.kinds("sign").get(match["part"]) or numerals.digits(match["part"]) or 0
    scale, end = 1.0, match.end()
    if match["scale"]:
        scales = numerals.kinds("scale", "dozen")
        # They may run together ("2HUNDREDTHOUSAND"), so they are told by themselves and not by what stands between.
        for word in re.findall("|".join(sorted(scales, key=len, reverse=True)), match["scale"].lower()):
            scale *= scales[word]
    elif match["suffix"]:
        suffix = match["suffix"].strip()
        if _is_scale(suffix, match, text):
            scale = numerals.kinds("suffix")[suffix.lower()]
        else:
            end = match.start("suffix")
    value = round(mantissa * scale, PLACES) if scale > 1 else mantissa
    value = -value if match["minus"] else value
    return Number(match.start(), end, value, value, mantissa, scale != 1, spelt=False)


def _is_scale(suffix: str, match: re.Match[str], text: str) -> bool:
    """Say whether the letters after digits are a scale: "m" is a million of money, and else a metre."""
    if suffix.lower() not in numerals.kinds("suffix"):
        return False
    money = re.search(
        r"[$£€¥₹₴₽₪₩]\s?$|\b(?:[A-Z]{3}|RM|Rs\.?|Y=)\s?$", text[max(match.start() - 4, 0) : match.start("digits")]
    )
    return bool(money) or suffix in {"M", "K", "k", "B"} or len(suffix) > 1


def _is_name(match: re.Match[str], text: str) -> bool:
    """Say whether digits are an ordinal, a decade, a time, a telephone number, or part of a name."""
    after = text[match.end() : match.end() + 9]
    if match["scale"] or match["suffix"]:
        return False
    return bool(
        re.match(
            r"(?:st|nd|rd|th|['’]?s)\b|[ ]?[ap]\.?m\b|:\d\d|-\d{3,}-|[-–]\d{4}\b(?![\w%])"
            r"|[A-Za-z]*\d*[A-Z]\d|(?:/\d+){2}|\.\d+\.\d|-[A-Z]{4,}\b|[ -]calib(?:er|re)\b",
            after,
        )
    ) or bool(
        re.search(
            r"\(\d{3}\)\s?$|[A-Z]\w*[-–/]$|[A-Z]{3}\w*\s-?$" if match["minus"] else r"\(\d{3}\)\s?$|[A-Z]\w*[-–/]$",
            text[max(match.start() - 12, 0) : match.start("digits")],
        )
    )


def _of_words(match: re.Match[str]) -> Number | None:
    if match["vague"]:
        return _vague(match)
    start, end = match.span()
    if match["pair"]:
        value = 2 * (numerals.kinds("scale", "dozen")[match["lot"].lower()] if match["lot"] else 1)
        return Number(start, end, value, value, 2, scaled=bool(match["lot"]), spelt=True)
    if match["glyph"]:
        value = numerals.kinds("sign")[match["glyph"]]
        return Number(start, end, value, value, value, scaled=False, spelt=False)
    if match["fraction"]:
        *count, part = re.split(r"[ -]", match["fraction"].lower())
        value = (numerals.value(count) or 1.0) * numerals.kinds("fraction")[part]
        return _of_scale(Number(start, end, value, value, value, scaled=False, spelt=True, part=True), match.string)
    return _spelt(match)


def _of_scale(part: Number, text: str) -> Number:
    """Multiply "a quarter" by the scale of "a quarter of a million"."""
    scale = re.compile(rf"\s+of\s+an?\s+(?P<scale>{_words('scale', 'dozen')})\b", re.IGNORECASE).match(text, part.end)
    if scale is None:
        return part
    value = part.low * numerals.kinds("scale", "dozen")[scale["scale"].lower()]
    return Number(part.start, scale.end(), value, value, part.low, scaled=True, spelt=True)


def _vague(match: re.Match[str]) -> Number:
    words = re.findall(r"[a-z]+", match["vague"].lower())
    value = 1.0
    for word in words:
        value *= numerals.kinds("plural", "scale", "dozen").get(word, 1.0)
    return Number(match.start(), match.end(), value, value * VAGUE_FACTOR, value, scaled=True, spelt=True)


def _spelt(match: re.Match[str]) -> Number | None:
    """Take the longest beginning of the words that is a number: "one hundred and six", but "five" of "five and six"."""
    pieces = list(re.finditer(r"[a-z]+", match["words"].lower()))
    share = match["share"].lower().split() if match["share"] else []
    part = numerals.kinds("fraction")["half" if "half" in share else "quarter"] if share else 1.0
    for count in range(len(pieces), len(share), -1):
        words = [piece.group() for piece in pieces[len(share) : count]]
        if words[-1] in {"and", "a", "an"}:
            continue
        value = numerals.value(words)
        if value is not None and not ("and" in words and value < 100 and words[-1] != "half"):
            value *= part
            scaled = any(word in numerals.kinds("scale", "dozen") for word in words)
            start = match.start("words")
            return Number(start, start + pieces[count - 1].end(), value, value, value, scaled, spelt=True)
    return None
