"""From the matches of the grammar to moments: each match is resolved against publication and the moments before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from allegedly.reading.moments import calendar, clock, dates, durations, holidays, periods, sequels
from allegedly.reading.moments.draft import Context, Draft
from allegedly.reading.moments.grammar import Match, matches
from allegedly.reading.moments.tense import Tenses
from allegedly.reading.moments.tokens import tokens
from allegedly.records import Block, Moment, Reading

KINDS = frozenset({"title", "deck", "body"})
"""The blocks whose moments count; the date line says when the report was published, and furniture says nothing."""

Interval = tuple[str | None, str | None]
_RULES: dict[str, Callable[[Match, Context], Draft | None]] = {
    "iso_date": dates.iso_date,
    "slash_date": dates.slash_date,
    "date": dates.written_date,
    "day_of_range": dates.day_of_range,
    "month": dates.month,
    "year": dates.year,
    "spoken_year": dates.spoken_year,
    "weekday": dates.weekday,
    "day": dates.day,
    "day_from": dates.day_from,
    "daypart": clock.daypart,
    "overnight": clock.overnight,
    "time": clock.time,
    "by_event": sequels.by_event,
    "into_day": sequels.into_day,
    "small_hours": sequels.small_hours,
    "holiday": holidays.holiday,
    "decade": periods.decade,
    "century": periods.century,
    "quarter": periods.quarter,
    "half": periods.half,
    "year_before": periods.year_before,
    "this_quarter": periods.this_quarter,
    "unit": periods.unit,
    "year_end": periods.year_end,
    "this_week": periods.this_week,
    "week_of_month": periods.week_of_month,
    "that_unit": periods.that_unit,
    "season": periods.season,
    "away_exactly": periods.away_exactly,
    "away": periods.away,
    "duration": durations.duration,
    "duration_of_range": durations.duration_of_range,
    "units": durations.units,
    "recent_units": durations.recent_units,
    "year_ended": durations.year_ended,
    "set": durations.repeated,
    "rate": durations.rate,
    "ref": durations.reference,
}


def read(reading: Reading) -> Reading:
    """Add the moments of the title, the deck and the body.

    Without a time of publication, what is relative to it stays unresolved: a value with "X" for what is not known,
    and no anchor.
    """
    context = Context(published_day(reading.document.published), Tenses(reading.parse))
    found: list[Moment] = []
    for block in reading.blocks:
        if block.kind in KINDS:
            found += _of_block(reading, block, context, len(found))
    return replace(reading, moments=tuple(found))


def published_day(published: str | None) -> date | None:
    """Return the day of an ISO 8601 time of publication, None where it names none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _of_block(reading: Reading, block: Block, context: Context, count: int) -> Iterator[Moment]:
    line = list(tokens(reading.text, block.span.start, block.span.end))
    for group in matches(line):
        found = next(filter(None, (_resolved(match, context) for match in group)), None)
        if found is None:
            continue
        match, draft, (first, last) = found
        context.note(draft, match.tokens[-1].end)
        count += 1
        span = reading.span(match.tokens[0].start, match.tokens[-1].end)
        yield Moment(f"m{count}", span, draft.type, draft.value, draft.mod, first, last, draft.anchor)


def _resolved(match: Match, context: Context) -> tuple[Match, Draft, Interval] | None:
    try:
        draft = _RULES[match.rule](match, context)
        return (match, draft, interval(draft)) if draft else None
    except (ValueError, OverflowError):  # before year 1 or after 9999: no date
        return None


def interval(draft: Draft) -> Interval:
    """Return the first and the last day, or the point in time, that a draft covers; (None, None) if it names none."""
    if draft.type not in {"DATE", "TIME"}:
        return None, None
    day, _, clock = draft.value.partition("T")
    covered = draft.days or calendar.days(draft.value)
    if covered is None:
        return None, None
    if clock[:2].isdigit():
        hour = clock.rstrip("Z")
        if hour.startswith("24"):
            day, hour = (covered[0] + timedelta(days=1)).isoformat(), "00:00"
        point = f"{day}T{hour}{draft.zone}"
        return point, point
    first, last = covered if draft.days else calendar.narrowed(covered, draft.mod)
    return first.isoformat(), last.isoformat()
