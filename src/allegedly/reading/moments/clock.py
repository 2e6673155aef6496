"""Rules for times of day: clock times, and mornings to nights."""

from __future__ import annotations

import re
from datetime import timedelta

from allegedly import numerals
from allegedly.reading.moments.dates import of_month, part, weekday
from allegedly.reading.moments.draft import Context, Draft, number
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.tokens import beside

_MONTHS = frozenset({"MONTH", "AMBIGUOUS", "ABBREVIATION"})
_HALVES = {"TMO": "a", "TAF": "p", "TEV": "p"}


def time(match: Match, context: Context) -> Draft | None:
    """Read "10 p.m. on Saturday", "16:08 UTC", "Friday at noon"; the day is that of publication if none is named."""
    clock = _clock(match)
    if clock is None:
        return None
    zone = _zone(match)
    alone = len(match.tokens) == 1 and match.tokens[0].classes & {"CLOCK", "NOON"}
    if alone and match.before() not in beside("clock"):
        return None
    on = on_day(match, context)
    if on is None:
        return None
    suffix = "Z" if zone == "+00:00" else ""
    return Draft("TIME", f"{on.value}{clock}{suffix}", match.get("HEDGE"), on.anchor, zone=zone)


def daypart(match: Match, context: Context) -> Draft | None:
    """Read "the evening of 21 March", and "in the morning" of the day named nearby, else of that of publication."""
    on = on_day(match, context)
    return Draft("TIME", f"{on.value}{match.get('DAYPART')}", part(match), on.anchor) if on else None


def overnight(match: Match, context: Context) -> Draft | None:
    """Read "overnight": the night before the day named nearby, else before that of publication."""
    if context.published is None:
        return Draft("TIME", "XXXX-XX-XXTNI")
    named = context.day_nearby(match)
    night = (named or context.published) - timedelta(days=1)
    return Draft("TIME", f"{night.isoformat()}TNI", anchor="text" if named else "published")


def _zone(match: Match) -> str:
    """Return the offset that a zone gives ("EDT", "GMT+8"), not that of another clock ("10 a.m. (0700 GMT)")."""
    at = next((i for i, token in enumerate(match.tokens) if "ZONE" in token.classes), 0)
    if not at or (match.get("MERIDIEM") and match.tokens[at - 1].classes & {"MILITARY", "CLOCK"}):
        return ""
    words = match.words[at + 1 :]
    if words[:1] in {("+",), ("-",)} and len(words) > 1 and words[1].isdigit():
        return f"{words[0]}{int(words[1]):02}:00" if int(words[1]) < 15 else ""
    return match.get("ZONE") or ""


def _clock(match: Match) -> str | None:
    noon = match.get("NOON")
    if noon:
        return noon
    military = next((t.word for t in match.tokens[:2] if "MILITARY" in t.classes), None)
    spoken = next((t for t in match.tokens if t.classes & {"CLOCK", "DOTCLOCK", "HOUR", "NUMWORD"}), None)
    if spoken is None and military is None:
        return None
    digits = spoken.word if spoken else f"{military[:2]}:{military[2:]}" if military else ""
    if spoken and "NUMWORD" in spoken.classes:
        digits = f"{numerals.value([spoken.word]) or 99:.0f}"
    hour, _, rest = digits.replace(".", ":").partition(":")
    half = match.get("MERIDIEM") or _HALVES.get(match.get("DAYPART") or "")
    return _time_value(int(hour), rest or "00", half)


def _time_value(hour: int, minutes: str, half: str | None) -> str | None:
    if half and hour > 12:
        half = None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or int(minutes[:2]) > 59:
        return None
    return f"T{hour:02}:{minutes}"


def on_day(match: Match, context: Context) -> Draft | None:
    """Return the day that stands with a time of day, else the one named nearby, else that of publication."""
    if match.get(*_MONTHS):
        return _of_month(match, context)
    if match.get("WEEKDAY"):
        draft = weekday(match, context)
        return Draft("DATE", draft.value.partition("T")[0], anchor=draft.anchor) if draft else None
    if context.published is None:
        return Draft("DATE", "XXXX-XX-XX")
    steps = match.get("DAYWORD")
    named = None if steps else context.day_nearby(match)
    if named:
        return Draft("DATE", named.isoformat(), anchor="text")
    return Draft("DATE", (context.published + timedelta(days=int(steps or 0))).isoformat(), anchor="published")


def _of_month(match: Match, context: Context) -> Draft | None:
    at = next(i for i, token in enumerate(match.tokens) if token.classes & _MONTHS)
    days = [t for t in match.tokens[max(at - 1, 0) : at + 2] if t.classes & {"DAY", "DAYTH", "NTH"}]
    if not days:
        return None
    return of_month(int(match.get(*_MONTHS) or 0), number(re.sub(r"\D", "", days[-1].word) or "0"), match, context)
