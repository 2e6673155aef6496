"""Units and currencies around a number (`lexicon/units.tsv`), and rates ("dollar per barrel")."""

from __future__ import annotations

import re
from functools import cache

from allegedly.lexicon import table, words

CURRENCY_REACH = 6
"""The most characters between a currency sign and its number, the sign included."""
_PER = re.compile(r"(?:\s+(?:per|an?)\s+|-an?-|\s?/\s?|[- ]per[- ])(?=[A-Za-z])")
_NOUN = re.compile(r"[a-z]+\b", re.IGNORECASE)


@cache
def _names() -> dict[str, str]:
    return {word: row["unit"] for row in table("units") for word in row["words"].split("|") if word}


@cache
def _symbols() -> dict[str, str]:
    return {sign: row["unit"] for row in table("units") for sign in row["symbols"].split("|") if sign}


@cache
def _before() -> dict[str, str]:
    return {sign: row["unit"] for row in table("units") for sign in row["before"].split("|") if sign}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(words, key=len, reverse=True))


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[\s-]?(?:-?\s?(?P<words>(?i:{_alternatives(_names())}))(?![A-Za-z\d])|(?P<symbol>{_alternatives(_symbols())})(?![A-Za-z\d²³]))"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<sign>{_alternatives(_before())})[\s-]?$")


@cache
def named(word: str) -> str | None:
    """Return the unit that words or a symbol name, None if they name none."""
    return _names().get(word.lower().replace("-", " ")) or _names().get(word.lower()) or _symbols().get(word)


@cache
def _money() -> frozenset[str]:
    return words("units", "unit", kind="money")


def is_money(unit: str | None) -> bool:
    """Say whether the unit is a currency, or a rate of one ("dollar per barrel")."""
    return unit is not None and unit.split(" per ")[0] in _money()


def is_time(unit: str | None) -> bool:
    """Say whether the unit is one of time."""
    return unit is not None and unit in words("units", "unit", kind="time")


def is_age(unit: str | None) -> bool:
    """Say whether the unit is one of age ("year of age")."""
    return unit is not None and unit.endswith(" of age")


@cache
def _last_signs() -> frozenset[str]:
    return frozenset(sign[-1] for sign in _before())


def currency(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency whose sign ends just before `start`, and where the sign begins."""
    window = max(start - CURRENCY_REACH, 0)
    if text[window:start].rstrip(" \n-")[-1:] not in _last_signs():
        return None
    match = _before_pattern().search(text[window:start])
    return (_before()[match["sign"]], window + match.start()) if match else None


def unit(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit that begins at `end` (a blank or a hyphen may come first), and where it ends."""
    if text[end : end + 3].lstrip(" \n\t-")[:1].isdigit():
        return None
    match = _after_pattern().match(text, end)
    if match is None:
        return None
    name = named(match["words"].replace("\n", " ")) if match["words"] else _symbols()[match["symbol"]]
    if name is None or (match["symbol"] and not _fits(match["symbol"], text, match)):
        return None
    return name, match.end()


def _fits(symbol: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a one-letter symbol can be one: it is no word, no initial, no list letter."""
    spaced = match.start("symbol") > match.start()
    if len(symbol) > 1 and symbol not in {"in", "st", "pp"}:
        return True
    if symbol in {"in", "st", "a"} or (symbol == '"' and spaced):
        return False
    after = text[match.end() : match.end() + 2]
    closing = (after[:1] == "." and len(after) == 1) or after == ".\n"
    return (
        not symbol.isalpha()
        or not spaced
        or closing
        or not re.match(r"[.'’]" if symbol != "A" else r"[.'’]|\s[A-Z]", after)
    )


def rate(text: str, end: int) -> tuple[str, int] | None:
    """Return what the number is rated by ("per barrel", "a year", "/h"), and where that ends."""
    by = _PER.match(text, end)
    if by is None:
        return None
    if re.match(r"\w+\s+(?:ago|earlier|later|before)\b", text[by.end() : by.end() + 25]):
        return None
    match = _after_pattern().match(text, by.end())
    if match and match.start() == by.end() and (match["words"] or match["symbol"]):
        name = named(match["words"]) if match["words"] else _symbols()[match["symbol"]]
        return (name, match.end()) if name else None
    noun = _NOUN.match(text, by.end())
    if noun is None or ("per" not in by.group() and noun.group().lower() not in words("figure_rates")):
        return None
    return noun.group().lower(), noun.end()
