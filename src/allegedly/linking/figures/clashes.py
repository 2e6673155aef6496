"""What stands for one thing, and which two of it clash: over arrays, since a long story has thousands of such pairs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from allegedly import lexicon
from allegedly.linking.figures.mentions import Mention
from allegedly.linking.rules import Near

ANYBODYS = frozenset({"XXX.GOV", "XXX.MIL", "XXX.COP"})
"""Officials of a country that is not known: they may be those of either side."""
SLACK = 0.1
"""An approximate number may be so much of itself off, either way."""
_COURSES: Mapping[str | None, int] = {"rises": 1, "falls": -1}

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """A number that stands as that of a side, and where one document gives it: `given`, in its order.

    `first` and `last` are the days on which the side was first and last told to give it, "" where one is not known.
    """

    side: str
    given: tuple[Mention, ...]
    first: str = ""
    last: str = ""

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.given[0].document


def bounds(mention: Mention) -> tuple[float, float]:
    """Return the least and the greatest number that a figure may be."""
    slack = SLACK if mention.approximate else 0.0
    low = float("-inf") if mention.low is None else mention.low * (1 - slack)
    high = float("inf") if mention.high is None else mention.high * (1 + slack)
    return low, high


def clashes(standing: Sequence[Standing], near: Near | None, loose: Collection[str]) -> tuple[Places, Places]:
    """Return the places of each two that are in conflict, in their order.

    They are of different sides, near each other, and have no number in common. What one report gives in its own voice
    and from others it does not mean as a contradiction. `loose` are the reports that do not say whose they count: "200
    soldiers" may be those in one place alone, so that "1,000 Russian soldiers" elsewhere does not exclude them.
    """
    if len(standing) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    low, high = np.array([bounds(one.given[0]) for one in standing]).T
    side, document = (_numbered([getattr(one, name) for one in standing]) for name in ("side", "document"))
    own = np.array([one.document == one.side for one in standing])
    apart = (high[:, None] < low) | (high < low[:, None])
    apart &= side[:, None] != side
    elsewhere = document[:, None] != document
    apart &= elsewhere | ~(own[:, None] | own)
    if loose:
        may_be_part = np.array([one.document in loose for one in standing])
        apart &= ~(elsewhere & np.where(high[:, None] <= high, may_be_part[:, None], may_be_part))
    if near is not None:
        place = np.array([near.places.get(one.document, -1) for one in standing])
        apart &= np.abs(place[:, None] - place) <= near.reach
    ones, others = np.nonzero(np.triu(apart))
    return ones, others


def went_on(standing: Sequence[Standing], ones: Places, others: Places) -> Flags:
    """Say of pairs whether a count may have risen, or fallen, from one number to the other since it was last given.

    Only where an outlet counts by itself, or a government that may be anybody's: two sides that give numbers of their
    own are to be told apart.
    """
    low, high = np.array([bounds(one.given[0]) for one in standing]).T
    course = np.array([_COURSES.get(_courses().get(one.given[0].thing.rpartition(" ")[2]), 0) for one in standing])
    is_a_sides = np.array([one.side != one.document and one.side not in ANYBODYS for one in standing])
    is_none = np.array([one.given[0].high == 0 for one in standing])
    days = {day: number for number, day in enumerate(sorted({"", *(day for one in standing for day in _days(one))}))}
    first, last = np.array([[days[day] for day in _days(one)] for one in standing]).T
    ordered = (low[ones] < low[others]) | ((low[ones] == low[others]) & (high[ones] <= high[others]))
    lesser, greater = np.where(ordered, ones, others), np.where(ordered, others, ones)
    rises = course[ones] > 0
    earlier, later = np.where(rises, lesser, greater), np.where(rises, greater, lesser)
    # "Nobody was hurt" says more than that nobody was counted yet.
    found: Flags = (last[earlier] > 0) & (last[earlier] < first[later]) & ~is_none[lesser]
    found &= (course[ones] != 0) & ~(is_a_sides[ones] & is_a_sides[others])
    return found


def _days(standing: Standing) -> tuple[str, str]:
    return standing.first, standing.last


def _numbered(names: Sequence[str]) -> Places:
    """Return a number for each name, the same for the same."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.intp)


@cache
def _courses() -> dict[str, str]:
    return {row["word"]: row["course"] for row in lexicon.table("figure_courses")}
