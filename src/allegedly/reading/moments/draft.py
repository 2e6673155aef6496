"""What the rules hand on: a draft of a moment, and what is known where it is resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from allegedly.reading.moments import calendar
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.tense import Direction, Tenses
from allegedly.reading.moments.tokens import beside
from allegedly.records import TimexType

Anchor = Literal["text", "published"] | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A moment without its place in the text. `days` overrides the days that the value covers."""

    type: TimexType
    value: str
    mod: str | None = None
    anchor: Anchor = None
    days: calendar.Days | None = None
    zone: str = ""
    compared: bool = False
    """Whether it is only named to compare with ("a year earlier"): what follows does not go on from it."""


_PERIODS = frozenset({"P6M", "P9M", "P1Y"})
"""Durations that reports give results for, beside quarters."""
_NEAR = 250
"""Characters, of about two sentences, within which a time of day goes on from the day named."""
_YEAR = re.compile(r"\d{4}(?:-H\d)?")


@dataclass(slots=True)
class Context:
    """Where a match is resolved: the day of publication, the tenses, and what the text named before.

    `day`, `month`, `quarter` and `year` are the last values of that precision. `compared` is what "a year earlier" goes
    back from: the last quarter, until a longer period is named ("the first nine months").
    """

    published: date | None
    tenses: Tenses
    day: date | None = None
    month: str | None = None
    quarter: str | None = None
    year: str | None = None
    compared: str | None = None
    day_end: int = 0
    _directions: dict[int, Direction | None] = field(default_factory=dict)

    def direction(self, match: Match) -> Direction | None:
        """Return whether the verb above the match looks back or ahead, None if it does not say."""
        if match.before() in beside("ahead"):
            return "future"
        offset = match.tokens[-1].start
        if offset not in self._directions:
            self._directions[offset] = self._direction(match.before(), offset)
        return self._directions[offset]

    def _direction(self, lead: str, offset: int) -> Direction | None:
        if lead in beside("deadline"):
            return self.tenses.deadline(offset, until=lead != "by")
        found = self.tenses.direction(offset)
        return None if lead in beside("loose") and found == "past" else found

    def day_nearby(self, match: Match) -> date | None:
        """Return the day named last, if that stands close enough before the match to be its own."""
        return self.day if match.tokens[0].start - self.day_end < _NEAR else None

    def note(self, draft: Draft, end: int) -> None:
        """Remember what a resolved date names; `end` is the offset behind it."""
        value = draft.value.partition("T")[0]
        if draft.value in _PERIODS or re.fullmatch(_YEAR, value):
            self.compared = None
        if draft.compared or draft.type not in {"DATE", "TIME"}:
            return
        covered = calendar.days(value)
        if covered is None:
            return
        first, last = covered
        if first == last:
            self.day, self.day_end = first, end
        elif "-Q" in value:
            self.quarter = self.compared = value
        elif len(value) == 7 and "-W" not in value:
            self.month = value
        if last - first < timedelta(days=367):
            self.year = f"{first.year:04}"


def number(text: str) -> int:
    """Return the whole number of a word's value."""
    return int(text.replace(",", ""))
