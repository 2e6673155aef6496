"""What a report says, as counted terms of four kinds: words, names, full names, and numbers with what they count.

No parse and no list of names is needed: a name is what is capitalised inside a sentence. That is cheap and, for telling
two happenings apart, good enough, because it is the rare name that decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Literal

Kind = Literal["word", "name", "full", "number"]
KINDS: tuple[Kind, ...] = ("word", "name", "full", "number")
Counts = Mapping[Kind, Counter[str]]

REACH = 12_000
"""So many characters of a report are looked at: what comes later seldom tells which happening it is."""
LEAD = 600
"""The first so many characters count double, as the title does."""
AGE = "aged "
"""How an age begins, as a number term."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_OPENING = frozenset('.!?:;\n\r|*•–—-"“”‘([')
_WITHIN = (" ", "'s ", "’s ", ". ")


_ENDINGS = (
    "ians", "anis", "ings", "ian", "ans", "ani", "ese", "ies", "ing", "ish", "an", "ed", "es", "ia", "a", "e", "i", "s",
)  # fmt: skip
"""The endings taken off, the longest first."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or number, in lower case and without its ending, and whether it is capitalised and opens a sentence."""

    start: int
    end: int
    text: str
    is_capital: bool
    opens: bool


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """Return a word in lower case without its ending: "shelled" is "shells", and "Armenia" "Armenians"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith(("ss", "us")):
            return word[: -len(ending)]
    return word


_NO_NAMES = frozenset(
    stem(word)
    for word in (
        "mr", "mrs", "ms", "dr", "jr", "sr", "the", "a", "an", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
        "dec",
    )
)  # fmt: skip
"""Capitalised, and no names: forms of address, articles, days and months."""


def terms(title: str | None, text: str) -> Counts:
    """Return how often each term stands in a report; those of the title and the lead count double."""
    body = list(_tokens(text[:REACH]))
    counts: dict[Kind, Counter[str]] = {kind: Counter() for kind in KINDS}
    for token in _tokens((title or "")[:LEAD]):
        counts["word"][token.text] += 2
    for token in body:
        counts["word"][token.text] += _weight(token)
    _count_names(body, text, counts)
    _count_numbers(body, text, counts["number"])
    return counts


def _weight(token: _Token) -> int:
    return 2 if token.start < LEAD else 1


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        if word.endswith(("'s", "’s")):
            word, end = word[:-2], end - 2
        capital = word[0].isupper() and len(word) > 1 and (len(word) <= 5 or not word.isupper())
        yield _Token(start, end, stem(word.lower()), capital, capital and _opens(text, start))


def _opens(text: str, start: int) -> bool:
    """Say whether a sentence, a line or a quotation begins there."""
    before = text[max(0, start - 6) : start].rstrip(" '’")
    return not before or before[-1] in _OPENING


def _count_names(tokens: list[_Token], text: str, counts: Mapping[Kind, Counter[str]]) -> None:
    """Count names: capitalised inside a sentence, or at its start where the name goes on or is found elsewhere."""
    inside = {token.text for token in tokens if token.is_capital and not token.opens}
    small = {token.text for token in tokens if not token.is_capital}
    before: _Token | None = None
    for token, after in zip_longest(tokens, tokens[1:]):
        if not token.is_capital or token.text in _NO_NAMES:
            before = None
            continue
        if token.opens and (token.text in small or not (token.text in inside or _goes_on(token, after, text))):
            before = None
            continue
        counts["name"][token.text] += _weight(token)
        if before is not None and before.text != token.text and text[before.end : token.start] in _WITHIN:
            counts["full"][f"{before.text} {token.text}"] += _weight(token)
        before = token


def _goes_on(token: _Token, after: _Token | None, text: str) -> bool:
    return after is not None and after.is_capital and not after.opens and text[token.end : after.start] in _WITHIN


def _count_numbers(tokens: list[_Token], text: str, counts: Counter[str]) -> None:
    """Count ages ("37-year-old", ", 37,"), and every other number with the word after it."""
    for token, after in pairwise(tokens):
        if token.text[0].isdigit():
            aged = after.text.startswith("year-old") or _is_aside(token, text)
            counts[AGE + token.text if aged else f"{token.text} {after.text}"] += 1


def _is_aside(token: _Token, text: str) -> bool:
    return len(token.text) <= 2 and text[token.start - 2 : token.start] == ", " and text[token.end] in ",."
