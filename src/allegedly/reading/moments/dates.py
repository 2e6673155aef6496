"""Rules for days, months, years and times of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from allegedly import numerals
from allegedly.reading.moments.draft import Anchor, Context, Draft, number
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.tense import Direction
from allegedly.reading.moments.tokens import Token, beside, values
from allegedly.records import TimexType

_NUMBER_SIGNS = frozenset("$£€¥#")
"""Signs before four digits that make them a number rather than a year."""
_YEAR_SIGNS = frozenset(",(–-/'’‘")
"""Signs after which bare digits are a year, whatever follows."""
_DASHES = frozenset("-–")
SOON = 60
"""Days within which the nearest date is meant, whatever the tense says."""


def iso_date(match: Match, context: Context) -> Draft | None:
    """Read "2022-10-15"."""
    year, month, day = (int(part) for part in match.words[0].split("-"))
    return _day(year, month, day, anchor="text")


def slash_date(match: Match, context: Context) -> Draft | None:
    """Read "10/15/2022" and "15/10/2022"; where both are possible, the American order."""
    first, second, year = (int(part) for part in match.words[0].split("/"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    month, day = (second, first) if first > 12 else (first, second)
    return _day(year, month, day, anchor="text")


def _day(year: int, month: int, day: int, anchor: Anchor) -> Draft | None:
    try:
        return Draft("DATE", date(year, month, day).isoformat(), anchor=anchor)
    except ValueError:
        return None


def written_date(match: Match, context: Context) -> Draft | None:
    """Read "Oct. 15", "15 October 2022", "Saturday, Oct. 15"."""
    month, day = match.get("MONTH", "AMBIGUOUS", "ABBREVIATION"), match.get("DAY", "DAYTH", "NTH")
    if month is None or day is None:
        return None
    return of_month(int(month), number(day), match, context)


def day_of_range(match: Match, context: Context) -> Draft | None:
    """Read the bare day in "Oct. 10-12" and "10 to 12 October"."""
    near = match.around[max(match.first - 3, 0) : match.first + 7]
    for token in near:
        for name in ("MONTH", "AMBIGUOUS", "ABBREVIATION"):
            if name in token.classes:
                return of_month(int(values(name)[token.word]), number(match.words[0]), match, context, near)
    return None


def of_month(month: int, day: int, match: Match, context: Context, near: Sequence[Token] | None = None) -> Draft | None:
    """Return that day of that month, of the year that stands in the match or in the tokens `near`, else the nearest."""
    year = next((token.word for token in near or match.tokens if "YEAR" in token.classes), None)
    if year:
        return _day(int(year), month, day, anchor="text")
    if context.published is None:
        return Draft("DATE", f"XXXX-{month:02}-{day:02}") if day <= 31 else None
    chosen = nearest(month, day, context.published, context.direction(match), match.get("WEEKDAY"))
    return Draft("DATE", chosen.isoformat(), anchor="published") if chosen else None


def nearest(
    month: int, day: int, published: date, direction: Direction | None, weekday: str | None = None
) -> date | None:
    """Return the date of that month and day that the direction from publication asks for, else the nearest.

    A weekday that stands with it settles the year.
    """
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            options.append(date(year, month, day))
        except ValueError:
            continue
    fitting = [option for option in options if weekday and option.isoweekday() == int(weekday)] or options
    if direction == "past":
        fitting = [option for option in fitting if option <= published + timedelta(days=SOON)] or fitting
    if direction in {"future", "present"}:
        fitting = [option for option in fitting if option >= published - timedelta(days=SOON)] or fitting
    return min(fitting, key=lambda option: abs(option - published), default=None)


def year_of(match: Match, context: Context) -> int | None:
    """Return the year that stands with a month, quarter or season ("2021", "of last year", "that year")."""
    year = match.get("YEAR")
    if year:
        return int(year)
    words = match.words
    if "year" not in words:
        return _spoken(match)
    if "that" in words or "same" in words:
        return int(context.year) if context.year else None
    which = words[words.index("year") - 1]
    steps = values("WHICH").get(which, "0")
    return context.published.year + int(steps) if context.published else None


def anchor_of(match: Match) -> Anchor:
    """Return what the year of `year_of` was resolved against: the text, unless it is last, this or next year."""
    return "published" if "year" in match.words and not {"that", "same"} & set(match.words) else "text"


def part(match: Match) -> str | None:
    """Return the mod that "early", "mid" or "the end of" gives, None if there is none."""
    return match.get("PART", "BOUND")


def month(match: Match, context: Context) -> Draft | None:
    """Read "October", "late February 2022", "last April", "October of next year"."""
    which = match.get("MONTH", "AMBIGUOUS", "ABBREVIATION")
    if which is None or match.after() == "'" or (match.words[0] == "may" and match.before() == ""):
        return None
    year = year_of(match, context)
    if year is not None:
        return Draft("DATE", f"{year:04}-{int(which):02}", part(match), anchor_of(match))
    if context.published is None:
        return Draft("DATE", f"XXXX-{int(which):02}", part(match))
    year = _year_of_month(int(which), match, context, context.published)
    return Draft("DATE", f"{year:04}-{int(which):02}", part(match), "published")


def _year_of_month(which: int, match: Match, context: Context, published: date) -> int:
    steps = match.get("WHICH")
    direction = context.direction(match)
    later = which > published.month
    if steps == "-1" or (steps is None and direction == "past"):
        return published.year - (1 if later or (steps and which == published.month) else 0)
    if steps == "1" or (steps is None and direction == "future"):
        return published.year + (1 if which < published.month or (steps and which == published.month) else 0)
    if steps == "0":
        return published.year
    return published.year - (1 if which - published.month > 6 else 0) + (1 if published.month - which > 6 else 0)


def year(match: Match, context: Context) -> Draft | None:
    """Read "1999", "early 1999", "fiscal 1999", "'98"; digits that count something are no year."""
    short = match.get("SHORTYEAR")
    if short:
        value = int(short[1:])
        return Draft("DATE", str(value + (1900 if value >= 40 else 2000)), part(match), "text")
    digits = match.get("YEAR")
    if digits is None or _counts(match) or (len(match.tokens) == 1 and not _stands_alone(match, int(digits))):
        return None
    return Draft("DATE", digits, part(match), "text")


def _counts(match: Match) -> bool:
    """Say whether four digits count something: "nearly 2000", "2000 people", "a 2000-page report"."""
    before, after = match.before(), match.after()
    if (before in _NUMBER_SIGNS or before in beside("number")) and match.before(2) not in _DASHES:
        return True
    return after == "%" or after in beside("counted") or (after == "-" and match.after(2) in beside("measured"))


def _stands_alone(match: Match, digits: int) -> bool:
    """Say whether bare digits may be a year: behind a word that says so, or no part of a name and before no plural."""
    if match.before() in _YEAR_SIGNS or match.before() in beside("year"):
        return True
    lead = match.around[match.first - 1] if match.first else None
    named = lead is not None and lead.capital and not lead.classes and match.first > 1
    plural = re.fullmatch(r"[a-z]+s", match.after()) and match.after() not in {"was", "is", "has"}
    return not named and not plural and 1900 <= digits < 2050


def weekday(match: Match, context: Context) -> Draft | None:
    """Read "Saturday", "last Saturday", "Saturday morning", "Saturday of next week"."""
    target, week = match.get("WEEKDAY"), "week" in match.words
    if target is None:
        return None
    daypart = match.get("DAYPART") or ""
    kind: TimexType = "TIME" if daypart else "DATE"
    if context.published is None:
        return Draft(kind, f"XXXX-WXX-{target}{daypart}", part(match))
    base, steps = context.published, match.get("WHICH")
    if week:
        day = base + timedelta(days=int(target) - base.isoweekday() + 7 * int(steps or 0))
    else:
        base = named_before(match, context) or base
        day = _weekday(int(target), base, steps, context.direction(match))
    return Draft(kind, day.isoformat() + daypart, part(match), "published" if base is context.published else "text")


def named_before(match: Match, context: Context) -> date | None:
    """Return the last day named, if the match goes on from it: "the previous Friday", "the following evening"."""
    words = match.words
    goes_on = words[:2] == ("the", "next") or any(word in beside("sequel") for word in words)
    return context.day if goes_on else None


def _weekday(target: int, published: date, steps: str | None, direction: Direction | None) -> date:
    back = (published.isoweekday() - target) % 7
    ahead = (target - published.isoweekday()) % 7
    if steps == "-1":
        return published - timedelta(days=back or 7)
    if steps == "1":
        return published + timedelta(days=ahead or 7)
    if direction in {"future", "present"} or (steps == "0" and direction is None):
        return published + timedelta(days=ahead)
    return published - timedelta(days=back)


def spoken_year(match: Match, context: Context) -> Draft | None:
    """Read "nineteen ninety-one", "the year two thousand"."""
    value = _spoken(match)
    return Draft("DATE", str(value), anchor="text") if value else None


def _spoken(match: Match) -> int | None:
    value = numerals.value([token.word for token in match.tokens if token.classes & {"NUMWORD", "SCALE"}])
    return int(value) if value and 1900 <= value < 2100 else None


def day(match: Match, context: Context) -> Draft | None:
    """Read "today", "late yesterday", "tomorrow morning", "this evening", "last night"."""
    daypart = match.get("DAYPART", "TONIGHT") or ""
    steps = match.get("DAYWORD", "WHICH") or "0"
    kind: TimexType = "TIME" if daypart else "DATE"
    if context.published is None:
        return Draft(kind, f"XXXX-XX-XX{daypart}", part(match))
    base = named_before(match, context) or context.published
    value = (base + timedelta(days=int(steps))).isoformat()
    return Draft(kind, value + daypart, part(match), "published" if base is context.published else "text")


def day_from(match: Match, context: Context) -> Draft | None:
    """Read "the day before yesterday" and "the day after tomorrow"."""
    if context.published is None:
        return Draft("DATE", "XXXX-XX-XX")
    steps = int(match.get("DAYWORD") or 0) + (1 if "after" in match.words else -1)
    return Draft("DATE", (context.published + timedelta(days=steps)).isoformat(), anchor="published")
