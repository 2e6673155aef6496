"""The calendar behind TIMEX3 values: the days a value covers, and the value of a unit around a day.

Weeks are ISO 8601 weeks, quarters those of the calendar year. Seasons are the meteorological ones of the northern
hemisphere, and a winter is that which begins in December of its year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
"""A first and a last day, both inclusive."""

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda m: (date(*_ints(m)), date(*_ints(m)))),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda m: _week(int(m[1]), int(m[2]), 1, 7)),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), lambda m: _week(int(m[1]), int(m[2]), 6, 7)),
    (re.compile(r"(\d{4})-(\d\d)"), lambda m: _months(int(m[1]), int(m[2]), 1)),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: _months(int(m[1]), int(m[2]) * 3 - 2, 3)),
    (re.compile(r"(\d{4})-H([12])"), lambda m: _months(int(m[1]), int(m[2]) * 6 - 5, 6)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda m: _months(int(m[1]), _SEASONS[m[2]], 3)),
    (re.compile(r"(\d{4})"), lambda m: _years(int(m[1]), 1)),
    (re.compile(r"(\d{3})"), lambda m: _years(int(m[1]) * 10, 10)),
    (re.compile(r"(\d{2})"), lambda m: _years(int(m[1]) * 100, 100)),
)


def _ints(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(group) for group in match.groups())


def _week(year: int, week: int, first: int, last: int) -> Days:
    return date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, last)


def _months(year: int, month: int, count: int) -> Days:
    last = plus_months(date(year, month, 1), count - 1)
    return date(year, month, 1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _years(first: int, count: int) -> Days:
    return date(first, 1, 1), date(first + count - 1, 12, 31)


def days(value: str) -> Days | None:
    """Return the days that a value covers, None if it names none on the calendar (durations, "XXXX", references)."""
    day = value.partition("T")[0] if not value.startswith("P") else ""
    for shape, cover in _SHAPES:
        match = shape.fullmatch(day)
        if match:
            try:
                return cover(match)
            except (ValueError, OverflowError):
                return None
    return None


def plus_months(day: date, count: int) -> date:
    """Return the same day of the month so many months on, or that month's last day; ValueError outside years 1-9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: float) -> date:
    """Return the day so many units (codes of `moments.tsv`) away; ValueError or OverflowError off the calendar."""
    months = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200}.get(unit)
    if months:
        return plus_months(day, round(count * months))
    return day + timedelta(days={"W": 7, "2W": 14, "WE": 7}.get(unit, 1) * count)


def value(day: date, unit: str) -> str:
    """Return the value of the unit in which the day lies: 15 October 2022 and "W" give "2022-W41"."""
    year, week, _ = day.isocalendar()
    quarter = (day.month + 2) // 3
    return {
        "W": f"{year:04}-W{week:02}",
        "2W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{quarter}",
        "Y": f"{day.year:04}",
        "10Y": f"{day.year // 10:03}",
        "100Y": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def narrowed(covered: Days, mod: str | None) -> Days:
    """Return the first, middle or last third of the days for START, MID and END; all of them for another mod."""
    first, last = covered
    third = ((last - first).days + 1) // 3
    if not third or mod not in {"START", "MID", "END"}:
        return covered
    if mod == "START":
        return first, first + timedelta(days=third)
    if mod == "END":
        return last - timedelta(days=third), last
    return first + timedelta(days=third), last - timedelta(days=third)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday (1 Monday … 7 Sunday) of a month; -1 is the last."""
    first, last = _months(year, month, 1)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches (the anonymous Gregorian algorithm; Meeus, ch. 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
