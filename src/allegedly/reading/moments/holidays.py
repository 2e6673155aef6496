"""Rules for holidays: fixed days, nth weekdays of a month, and days reckoned from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from allegedly.reading.moments import calendar
from allegedly.reading.moments.draft import Context, Draft
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.tokens import values


def holiday(match: Match, context: Context) -> Draft | None:
    """Read "Christmas", "Thanksgiving 2019", "New Year's Eve", "Good Friday"."""
    rule = _rule(match)
    named = match.get("YEAR")
    year = int(named) if named else context.published.year if context.published else None
    if rule is None:
        return None
    if year is None:
        return Draft("DATE", f"XXXX-{rule}" if len(rule) == len("12-25") and "#" not in rule else "XXXX")
    if named:
        return Draft("DATE", _day(rule, year).isoformat(), anchor="text")
    options = [_day(rule, year + step) for step in (-1, 0, 1)]
    return Draft("DATE", _nearest(options, match, context).isoformat(), anchor="published")


def _rule(match: Match) -> str | None:
    """Return the rule of a holiday (`moments.tsv`); on their eves, Christmas and New Year are a day earlier."""
    words = " ".join(match.words).replace(" 's", "'s")
    known = values("HOLIDAY") | values("FEAST")
    name = next((name for name in sorted(known, key=len, reverse=True) if name in words), None)
    if name is None or not any(token.capital for token in match.tokens):
        return None
    return {"12-25": "12-24", "01-01": "12-31"}.get(known[name]) if "eve" in match.words else known[name]


def _day(rule: str, year: int) -> date:
    """Return the day of a year that a rule gives: "12-25", "11-4#4" (fourth Thursday of November), "E-2"."""
    if rule.startswith("E"):
        return calendar.easter(year) + timedelta(days=int(rule[1:]))
    month, _, day = rule.partition("-")
    weekday, _, nth = day.partition("#")
    if nth:
        return calendar.nth_weekday(year, int(month), int(weekday), int(nth))
    return date(year, int(month), int(day))


def _nearest(options: list[date], match: Match, context: Context) -> date:
    published = context.published or options[1]
    direction = {"-1": "past", "1": "future"}.get(match.get("WHICH") or "", context.direction(match))
    past = [option for option in options if option <= published]
    future = [option for option in options if option >= published]
    if direction == "past" and past:
        return past[-1]
    if direction == "future" and future:
        return future[0]
    return min(options, key=lambda option: abs(option - published))
