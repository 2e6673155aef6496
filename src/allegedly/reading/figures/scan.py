"""Figures in a text, before anything is known of its grammar: numbers joined to ranges, with unit, bound and change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly.reading.figures import cues, measures, units
from allegedly.reading.figures.numbers import Number, numbers
from allegedly.records import Change

_JOIN = re.compile(r"\s?(?:-|–|—|‐)\s?|\s+(?:(?:up\s+|down\s+)?to|and|or|through)\s+|\s*-?to-\s?", re.IGNORECASE)
_DATED = re.compile(r"\s+(?:[\w’'.:-]+\s+){1,6}?to\s+", re.IGNORECASE)
"""What may stand between the levels of a movement: "from 4 percent in 2019 to 5 percent"."""
_FEW = 3
"""How many words may stand there where the second level leaves out its unit: "from 4 points then to 5"."""
MILLION = 1_000_000
"""From so many on, pounds are money."""
APART = 3
"""Numbers of which one is so many times the other are not the ends of a range by which something rose."""
_COUNTRY = re.compile(r"\s(?:U\.S\.|US)(?=\s|[.,;)]|$)")
_PART_OF = re.compile(r"\s+(?:of\s+)?an?(?=\s)", re.IGNORECASE)
"""What stands between a part and its unit: "a quarter of a mile", "half an hour"."""
_RATIO = re.compile(r"\s+(?:in|out\s+of)(?:\s+every)?\s+", re.IGNORECASE)
_ONE_OF = re.compile(r"one\s+of\s+(?:the|its|his|her|their|our)\b", re.IGNORECASE)
"""One of several is never about one: "more about one of the victims"."""
_OPENING = re.compile(
    r"\b(from|between|ranging|by|to)\s+(?:about\s+|around\s+|some\s+|the\s+(?:ages\s+of\s+)?)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure as the text alone gives it.

    `number` is where the digits or words stand (start, end), `start` and `end` where the whole figure does, with its
    bound and its unit. `falling` is set for a range that the text gives from its high to its low end, `restates` for
    "32 km" in "20 miles (32 km)". `part` says that the number is a share of what is counted ("two-thirds", "one in
    four"), `levels` that a range names what something moved from and to ("rose from 4 to 5").
    """

    start: int
    end: int
    number: tuple[int, int]
    low: float | None
    high: float | None
    low_exclusive: bool = False
    high_exclusive: bool = False
    approximate: bool = False
    change: Change | None = None
    unit: str | None = None
    spelt: bool = False
    falling: bool = False
    restates: Draft | None = None
    part: bool = False
    levels: bool = False


@dataclass(frozen=True, slots=True)
class _Measure:
    """A number with the unit that stands at it; `start` and `end` include both."""

    number: Number
    start: int
    end: int
    unit: str | None


def scan(text: str, start: int, end: int, dates: Sequence[tuple[int, int]] = ()) -> list[Draft]:
    """Return the figures of text[start:end] in the order of the text; numbers inside `dates` are none."""
    found = (_measure(text, number) for number in numbers(text, start, end))
    measures = [measure for measure in found if not _is_date(text, measure, dates)]
    drafts: list[Draft] = []
    index = 0
    while index < len(measures):
        first = measures[index]
        second = measures[index + 1] if index + 1 < len(measures) else None
        if second is not None and _is_score(text, first, second):
            index += 2
            continue
        joined = (_range(text, first, second) or _ratio(text, first, second)) if second is not None else None
        draft = joined or _single(text, first)
        drafts.append(_restated(text, drafts[-1], draft) if drafts else draft)
        index += 2 if joined else 1
    return _shared_units(text, drafts)


def _is_date(text: str, measure: _Measure, dates: Sequence[tuple[int, int]]) -> bool:
    """Say whether a number is part of a date; digits with a unit are none, though they look like a year."""
    number = measure.number
    index = bisect_left(dates, (number.end, 0)) - 1
    if index < 0 or dates[index][1] <= number.start:
        return False
    first, last = dates[index]
    return not (measure.unit and text[first:last].isdigit())


def _measure(text: str, number: Number) -> _Measure:
    start, end, unit = number.start, number.end, None
    money = units.currency(text, start)
    if money:
        unit, start = money
        if text[max(start - 1, 0) : start] in {"-", "−"} and text[max(start - 2, 0) : start - 1].isspace():
            number, start = replace(number, low=-number.low, high=-number.high), start - 1
        after = units.unit(text, end)
        country = _COUNTRY.match(text, end)
        if after and after[0] == unit:
            end = after[1]
        elif country and unit.endswith("dollar"):
            end = country.end()
    else:
        of = _PART_OF.match(text, end) if 0 < number.high < 1 else None
        after = units.unit(text, of.end() if of else end)
        if after:
            unit, end = after
    if unit == "pound-mass" and number.scaled and number.low >= MILLION:
        unit = "pound sterling"
    rate = units.rate(text, end) if unit else None
    if unit and rate and rate[0] != unit:
        unit, end = f"{unit} per {rate[0]}", rate[1]
    return _Measure(number, start, end, unit)


def _is_score(text: str, first: _Measure, second: _Measure) -> bool:
    """Say whether two numbers are the score of a game: "3-1", "89-89"."""
    between = text[first.number.end : second.start]
    low, high = first.number, second.number
    return (
        between in {"-", "–"}
        and first.unit is None
        and second.unit is None
        and not (low.spelt or high.spelt or low.scaled or high.scaled)
        and (low.low >= high.low)
    )


def _range(text: str, first: _Measure, second: _Measure) -> Draft | None:
    between = text[first.end : second.start]
    opening = _OPENING.search(text[max(first.start - 30, 0) : first.start])
    lead = opening[1].lower() if opening else ""
    if _JOIN.fullmatch(between):
        word = between.strip(" \n-").lower()
        word = "to" if word.endswith("to") else word
    elif lead == "from" and first.unit and _DATED.fullmatch(between) and (second.unit or len(between.split()) < _FEW):
        word = "to"
    else:
        return None
    rated = first.unit and second.unit and second.unit.startswith(f"{first.unit} per ")
    if lead == "from" and first.unit and second.unit and first.unit.startswith(f"{second.unit} per "):
        second, rated = replace(second, unit=first.unit), True
    same = first.unit is None or first.unit == second.unit or rated or (second.unit is None and lead == "from")
    if not same or first.number.high != first.number.low or second.number.high != second.number.low:
        return None
    if not _joins(word, lead, first, second) or (word == "to" and _moved(text, first, second)):
        return None
    low = first.number.low
    unscaled = second.number.scaled and not first.number.scaled
    if unscaled and (low < second.number.mantissa or (first.unit is None and low < 1000)):
        low *= second.number.low / second.number.mantissa
    draft = _single(text, replace(second, start=first.start))
    falling = low > second.number.low
    levels = lead == "from" and word == "to"
    change = draft.change
    if opening and levels:
        change = _movement(change or cues.change_before(text, opening.start() + max(first.start - 30, 0)), falling)
    low, high = sorted((low, second.number.low))
    near = cues.bound_before(text, first.start)
    return replace(
        draft,
        number=(first.number.start, second.number.end),
        low=low,
        high=high,
        low_exclusive=False,
        high_exclusive=False,
        approximate=bool(near and near[0] == "near"),
        change=change,
        unit=second.unit or first.unit,
        falling=falling,
        levels=levels,
    )


def _movement(said: Change | None, falling: bool) -> Change | None:
    """Return how something moved between two levels; none where the words say otherwise ("down from $89 to $93")."""
    if falling:
        return None if said == "up" else "down"
    return said if said != "down" else None


def _moved(text: str, first: _Measure, second: _Measure) -> bool:
    """Say whether the first number is by how much something rose or fell, and no end of a range ("rose 5% to 8%").

    Of counts, only what is far from the second is: "rose by 7 to 122", not "rose by 100 to 120".
    """
    apart = first.unit is not None or second.number.low >= APART * first.number.low
    return apart and cues.change_before(text, first.start) is not None


def _ratio(text: str, first: _Measure, second: _Measure) -> Draft | None:
    """Read "one in four" as a quarter."""
    part, whole = first.number, second.number
    bare = first.unit is None and second.unit is None and part.low == part.high and whole.low == whole.high
    if not bare or not 0 < part.low < whole.low or not _RATIO.fullmatch(text[first.end : second.start]):
        return None
    value = part.low / whole.low
    draft = _single(text, replace(first, end=second.end))
    return replace(draft, number=(part.start, whole.end), low=value, high=value, spelt=True, part=True)


def _joins(word: str, lead: str, first: _Measure, second: _Measure) -> bool:
    if word == "and":
        return lead == "between"
    if word == "or":
        return first.unit is None and second.number.low == first.number.low + 1
    if (word == "to" and lead in {"from", "between"}) or lead.startswith("rang"):
        return True
    if word == "to":
        return first.unit is None or lead not in {"by", "to"}
    return first.number.low < second.number.low


def _single(text: str, measure: _Measure) -> Draft:
    number, start, end = measure.number, measure.start, measure.end
    low: float | None = number.low
    high: float | None = number.high
    draft = Draft(
        start, end, (number.start, number.end), low, high, unit=measure.unit, spelt=number.spelt, part=number.part
    )
    if number.low != number.high:
        draft = replace(draft, high_exclusive=True, approximate=True)
    before, after = cues.bound_before(text, start), cues.bound_after(text, end)
    if before and before[0] == "near" and _ONE_OF.match(text, start):
        before = None
    found = before or after
    if before:
        draft = replace(draft, start=before[1])
    elif after:
        draft = replace(draft, end=after[1])
    if found:
        draft = _bounded(draft, found[0])
    change = cues.change_before(text, draft.start, measure=draft.unit is not None)
    change = change or cues.change_after(text, draft.end)
    sign = text[max(start - 1, 0) : start]
    if change is None and sign == "+" and measure.unit:
        change = "up"
    return replace(draft, change=change)


def _restated(text: str, before: Draft, draft: Draft) -> Draft:
    """Give "(32 km)" after "more than 20 miles" the bound and the change of what it restates in another unit."""
    link = r"\s?(?:\(|/\s?)" if before.restates else r"\s?\("
    if (
        not re.fullmatch(link, text[before.end : draft.start])
        or text[draft.end : draft.end + 1] not in {")", "/", " ", ","}
        or not _same_size(before, draft)
    ):
        return draft
    low, high = draft.low, draft.high
    if low == high:
        low = None if before.low is None else low
        high = None if before.high is None and low is not None else high
    return replace(
        draft,
        low=low,
        high=high,
        low_exclusive=before.low_exclusive,
        high_exclusive=before.high_exclusive,
        approximate=draft.approximate or before.approximate,
        change=draft.change or before.change,
        restates=before,
    )


def _same_size(before: Draft, draft: Draft) -> bool:
    """Say whether two measures in different units can be of one size."""
    sizes = [draft.high if draft.low is None else draft.low for draft in (before, draft)]
    if before.unit is None or draft.unit is None or before.unit == draft.unit or sizes[0] is None or sizes[1] is None:
        return False
    return measures.agree(sizes[0], before.unit, sizes[1], draft.unit)


def _bounded(draft: Draft, bound: str) -> Draft:
    if bound == "near":
        return replace(draft, approximate=True)
    if bound in {"above", "least"}:
        return replace(draft, high=None, high_exclusive=False, low_exclusive=bound == "above")
    return replace(draft, low=None, high=draft.low, high_exclusive=bound == "below")


def _shared_units(text: str, drafts: list[Draft]) -> list[Draft]:
    """Give the unit of "two-, three- and four-door" and of "6 and 8 percent" to the numbers before it."""
    for i in range(len(drafts) - 2, -1, -1):
        left, right = drafts[i], drafts[i + 1]
        between = text[left.end : right.start]
        if left.unit is None and right.unit and re.fullmatch(r"-?,?\s(?:and|or)?\s?", between) and between.strip():
            drafts[i] = replace(left, unit=right.unit)
    return drafts
