"""Agencies that a report names as where it comes from: in its date line, in a credit line, or in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from allegedly.lexicon import table
from allegedly.records import Span

CreditKind = Literal["dateline", "line", "cited"]

_LINE = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"(?:(?:[A-Z\d][\w.'’/-]*|of|and|al|de|la),? ){0,9}"
    r"\((?P<name>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})\)\s?(?:-{1,2}|–|—)\s"
)
"""A date line with any name in brackets: "GENEVA, May 3 (Northwire) -"."""
_OPENING = 4
"""Lines within which a date line stands: headline, deck, byline, and the first of the report."""
_AROUND = 60
"""Characters before and after a name that say whether it is a credit."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A name that a report gives as its origin.

    `agency` is the agency's id, the same as the actor's where it is one, and None for a name that is in a date line
    but not in `lexicon/agencies.tsv`.
    """

    span: Span
    agency: str | None
    name: str
    kind: CreditKind


def credits_in(text: str) -> tuple[Credit, ...]:
    """Return the credits of a text, in its order.

    Who was only spoken to ("told Reuters"), or took the picture, is not credited with the report.
    """
    found: dict[tuple[int, int], Credit] = {}
    for number, line in enumerate(_LINE.finditer(text)):
        named = _named_in(text, line)
        if number < _OPENING and not any(credit.kind == "dateline" for credit in named):
            named += _unknown_in(text, line)
        found |= {(credit.span.start, credit.span.end): credit for credit in named}
    return tuple(found[place] for place in sorted(found))


@cache
def agencies() -> dict[str, tuple[str, str]]:
    """Return the id and the name of the agency by each of its names."""
    return {
        name: (row["id"], row["name"])
        for row in table("agencies")
        for name in (row["name"], *row["names"].split("|"))
        if name
    }


def agencies_in(words: str) -> frozenset[str]:
    """Return the ids of the agencies that are named in these words."""
    return frozenset(agencies()[match.group()][0] for match in _names().finditer(words))


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(agencies(), key=len, reverse=True)
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w@])")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], CreditKind], ...]:
    return tuple((re.compile(row["pattern"]), cast(CreditKind, row["kind"])) for row in table("agency_credits"))


def _named_in(text: str, line: re.Match[str]) -> list[Credit]:
    """Return the credits of a line to agencies of the lexicon: what stands around a name says so, the name a "@"."""
    found = []
    for match in _names().finditer(text, line.start(), line.end()):
        start, end = match.span()
        left, right = max(line.start(), start - _AROUND), min(line.end(), end + _AROUND)
        cut_left, cut_right = "…" * (left > line.start()), "…" * (right < line.end())
        around = f"{cut_left}{text[left:start]}@{text[end:right]}{cut_right}"
        kind = next((kind for pattern, kind in _patterns() if pattern.search(around)), None)
        if kind is not None:
            found.append(Credit(Span.of(text, start, end), *agencies()[match.group()], kind))
    return found


def _unknown_in(text: str, line: re.Match[str]) -> list[Credit]:
    dateline = _DATELINE.match(line.group().lstrip())
    if dateline is None:
        return []
    start = line.start() + line.group().index(dateline.group()) + dateline.start("name")
    span = Span.of(text, start, start + len(dateline["name"]))
    return [Credit(span, None, span.quote, "dateline")]
