"""The days that a report names ("Saturday", "Jan. 19", "9 March 2016"), as ordinals, seen from its day of publication.

Only what is needed to tell two happenings apart; `reading.moments` reads time expressions in full.
"""

from __future__ import annotations

import re
from datetime import date

LIMIT = 12
"""So many days are kept."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    rf"|\b(?P<month>{_MONTH})\.? (?P<day>\d\d?)\b(?:, (?P<year>\d{{4}}))?"
    rf"|\b(?P<day_first>\d\d?) (?P<month_after>{_MONTH})\b(?: (?P<year_after>\d{{4}}))?",
    re.IGNORECASE,
)
_AHEAD = 2


def ordinal(published: str | None) -> int | None:
    """Return the proleptic ordinal of an ISO 8601 day or time, None where there is none or it is no day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def named_days(text: str, today: int) -> tuple[int, ...]:
    """Return the first days that the text names, in its order, each once; at most LIMIT."""
    found: dict[int, None] = {}
    for match in _DAY.finditer(text):
        day = _weekday(match["weekday"], today) if match["weekday"] else _date(match, today)
        if day is not None:
            found.setdefault(day)
            if len(found) == LIMIT:
                break
    return tuple(found)


def _weekday(name: str, today: int) -> int | None:
    """Return the last such day, today included (ordinal 1 is a Monday); None before the calendar begins."""
    day = today - (today - 1 - _WEEKDAYS.index(name.lower())) % 7
    return day if day > 0 else None


def _date(match: re.Match[str], today: int) -> int | None:
    """Return the day of a date; one without a year is the last such day, or at most two days ahead."""
    month = _MONTHS.index((match["month"] or match["month_after"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    year = match["year"] or match["year_after"]
    here = date.fromordinal(today).year
    days = [_ordinal(one, month, day) for one in ((int(year),) if year else (here, here - 1))]
    return next((one for one in days if one is not None and (year or one <= today + _AHEAD)), None)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
