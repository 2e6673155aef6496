"""Agencies that a report names as where it comes from: in its date line, in a credit line, or in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal, cast

from allegedly.lexicon import table
from allegedly.records import Span

CreditKind = Literal["dateline", "line", "cited"]

_LINE = re.compile(r"\S[^\n]*")
_DATELINE = re.compile(
    r"(?:(?:[A-Z\d][\w.'’/-]*|of|and|al|de|la),? ){0,9}"
    r"\((?P<name>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})\)\s?(?:-{1,2}|–|—)\s"
)
"""A date line with any name in brackets: "GENEVA, May 3 (Northwire) -"."""
_OPENING = 4
"""Lines within which a date line stands: headline, deck, byline, and the first of the report."""
_AROUND = 60
"""Characters before and after a name that say whether it is a credit."""
_MOST = 1000
"""Names looked at in one text; no report has so many."""


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
    found = {credit.span: credit for credit in _unknown(text)}
    for match in islice(_names().finditer(text), _MOST):
        around = _around(text, *match.span())
        kind = next((kind for pattern, kind in _patterns() if pattern.search(around)), None)
        if kind is not None:
            span = Span.of(text, *match.span())
            found[span] = Credit(span, *agencies()[span.quote], kind)
    return tuple(found[span] for span in sorted(found))


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


def _around(text: str, start: int, end: int) -> str:
    """Return what stands around a name in its line, the name a "@", and "…" for what is cut off."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    begin, stop = text.rfind("\n", left, start) + 1, text.find("\n", end, right)
    before = text[begin:start] if begin else f"{'…' * (left > 0)}{text[left:start]}"
    after = text[end:stop] if stop >= 0 else f"{text[end:right]}{'…' * (right < len(text))}"
    return f"{before}@{after}"


def _unknown(text: str) -> Iterator[Credit]:
    """Yield the names in the date lines at the head of a text."""
    for line in islice(_LINE.finditer(text), _OPENING):
        dateline = _DATELINE.match(text, line.start(), line.end())
        if dateline is not None:
            span = Span.of(text, *dateline.span("name"))
            yield Credit(span, None, span.quote, "dateline")
