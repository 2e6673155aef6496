"""How pages word what the ledger has: days, numbers, kinds."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Protocol

from allegedly.lexicon import table


class Bounded(Protocol):
    """What has the bounds of a figure."""

    @property
    def low(self) -> float | None:
        """The lower bound."""

    @property
    def high(self) -> float | None:
        """The upper bound."""


def day(moment: str | None) -> str:
    """Return an ISO 8601 day, month or year as people write it ("15 October 2022"); all else as it is."""
    if not moment:
        return ""
    try:
        found = date.fromisoformat(moment[:10])
    except ValueError:
        return moment[:10]
    return f"{found.day} {found:%B} {found.year}"


def short_day(moment: str | None, beside: str | None = None) -> str:
    """Return a day without its year where that is the year of the day beside it: "16 Oct", "16 Oct 2022"."""
    try:
        found = date.fromisoformat((moment or "")[:10])
    except ValueError:
        return (moment or "")[:10]
    year = "" if beside and beside[:4] == f"{found.year:04}" else f" {found.year}"
    return f"{found.day} {found:%b}{year}"


def shortened(words: str, most: int = 60) -> str:
    """Return the words, cut where they are more letters than a note or a chart has room for."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@cache
def _countries() -> dict[str, str]:
    return {row["country"]: row["name"] for row in table("countries")}


def country(code: str | None) -> str:
    """Return the name of a country, the code itself where it is none of ISO 3166-1."""
    return _countries().get(code or "", code or "")


def thing(counted: str) -> str:
    """Return what a series of figures counts, and whose: "troops RUS" is "troops (Russia)"."""
    noun, _, whose = counted.rpartition(" ")
    return f"{noun} ({_countries()[whose]})" if noun and whose in _countries() else counted


def count(number: int, noun: str, plural: str = "") -> str:
    """Return number and noun: "1 claim", "1,204 claims"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def kind(code: str | None) -> str:
    """Return a code of the ledger as words: "read_more" is "read more"."""
    return (code or "").replace("_", " ").lower()


def bounds(figure: Bounded) -> str:
    """Return the bounds of a figure: "1,000 or more", "15,000", "8,000 to 9,000"."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"
    if low is not None:
        return f"{'more than ' if getattr(figure, 'low_exclusive', False) else 'at least '}{_plain(low)}"
    if high is not None:
        return f"{'less than ' if getattr(figure, 'high_exclusive', False) else 'at most '}{_plain(high)}"
    return "no number"


def least(figure: Bounded) -> str:
    """Return the number that a figure is sorted by: its lower bound, else its upper one."""
    bound = figure.low if figure.low is not None else figure.high
    return "" if bound is None else f"{bound:f}"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


_WEIGHED = re.compile(r"\s*\(log-odds (-?[\d.]+)\)")


def reason(given: str) -> str:
    """Return why two sides were joined, without the rule's weight."""
    return _WEIGHED.sub("", given)


def weight(given: str) -> float:
    """Return the log-odds that a rule gave for joining two sides, a high number for one that gives none."""
    found = _WEIGHED.search(given)
    return float(found[1]) if found else 99.0


def uncertain(given: str) -> bool:
    """Say whether two sides were joined although it is less likely than not, by the rule's own weight."""
    return weight(given) < 0
