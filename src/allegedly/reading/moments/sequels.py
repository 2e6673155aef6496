"""Rules for days told by an event of a day named before: "the day after the attack", "on the eve of the vote"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from allegedly.reading.moments import calendar
from allegedly.reading.moments.clock import on_day
from allegedly.reading.moments.draft import Context, Draft
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.periods import quantity
from allegedly.reading.moments.tokens import Token, values

REACH = 8
"""How many words behind the match may date its event: "the day after the attack on Sunday"."""
STOPS = frozenset(".!?;:,()–—")
OPENING = frozenset({"", ".", "!", "?", "”", '"', "on", "by", "until"})
"""What stands before words that go on from the sentence before, but for "the day after"."""
BESIDE = frozenset({",", "(", "–", "—"})
POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", ",", "."})
"""What stands behind them: an event that the text has spoken of, or none."""
NEAR_UNITS = frozenset({"D", "W"})
_DATED = frozenset({"MONTH", "YEAR", "DECADE", "SLASHDATE", "ISODATE", "HOLIDAY"})


def by_event(match: Match, context: Context) -> Draft | None:
    """Read "the day after the attack", "the night before", "on the eve of the vote", from the day named before.

    None where no day was named nearby, where the event has a date of its own that names no day, and beside a day that
    they say of how far it is from the event ("on Friday, a day after the raid"): there they are a duration.
    """
    words = match.words
    code = "D" if "eve" in words else match.get("UNIT", "UNITS")
    daypart = match.get("DAYPART") or ""
    amount = 1.0 if "eve" in words or daypart else quantity(match)
    if (code not in NEAR_UNITS and not daypart) or (amount is None and "the" not in words):
        return None
    steps = -1 if words[-1] in {"before", "of"} else 1
    base = _base(match, context) if _goes_on(match) else None
    if base is None:
        return None
    day = calendar.shift(base, code or "D", steps * (amount or 1))
    value = day.isoformat() + daypart if daypart else calendar.value(day, code or "D")
    return Draft("TIME" if daypart else "DATE", value, anchor="text")


def _base(match: Match, context: Context) -> date | None:
    """Return the day of the event: the weekday that stands with it, else the day named last, if that is near."""
    following = _clause(match.around[match.first + len(match.tokens) :][:REACH])
    named = next((token for token in following if "WEEKDAY" in token.classes), None)
    if named is not None and context.published is not None:
        back = (context.published.isoweekday() - int(values("WEEKDAY")[named.word])) % 7
        return context.published - timedelta(days=back)
    if named is not None or any(token.classes & _DATED for token in following):
        return None
    return context.day_nearby(match)


def _clause(tokens: Sequence[Token]) -> list[Token]:
    end = next((n for n, token in enumerate(tokens) if token.word in STOPS), len(tokens))
    return list(tokens[:end])


def _goes_on(match: Match) -> bool:
    """Say whether the words carry on from the sentence before, and not from their own: "it comes a day after"."""
    behind = match.around[match.first + len(match.tokens) :][:1]
    dated = bool(behind) and "WEEKDAY" in behind[0].classes
    if match.words[-1] != "of" and match.after() not in POINTING and not dated:
        return False
    return match.before() in OPENING or (match.words[0] == "the" and match.before() not in BESIDE)


def into_day(match: Match, context: Context) -> Draft | None:
    """Read "overnight into Tuesday", "the night to Monday": the night that ends on that day."""
    on = on_day(match, context)
    if on is None:
        return None
    day = calendar.days(on.value)
    if day is None:
        return Draft("TIME", f"{on.value}TNI")
    night = day[0] - timedelta(days=1)
    return Draft("TIME", f"{night.isoformat()}TNI", anchor=on.anchor, days=(night, day[0]))


def small_hours(match: Match, context: Context) -> Draft | None:
    """Read "the early hours of Wednesday": the night with which that day begins."""
    on = on_day(match, context)
    return Draft("TIME", f"{on.value}TNI", anchor=on.anchor) if on else None
