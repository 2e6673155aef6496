"""How pages word what the ledger has: days, numbers, kinds."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol


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
