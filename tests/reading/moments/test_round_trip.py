"""A TIMEX3 value put into words of our own reads back as that value."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.moments import calendar
from tests.reading.moments.sentences import read

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
NTH = ("first", "second", "third", "fourth")
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
PARTS = {"TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year", "TH": "hour", "TM": "minute"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YEARS = st.integers(1900, 2049)
DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))


def long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


DATES = st.one_of(
    DAYS.map(lambda day: (day.isoformat(), long(day))),
    DAYS.map(lambda day: (calendar.value(day, "M"), f"{MONTHS[day.month - 1]} {day.year}")),
    DAYS.map(lambda day: (calendar.value(day, "Q"), f"the {NTH[(day.month - 1) // 3]} quarter of {day.year}")),
    YEARS.map(lambda year: (str(year), f"{year}")),
    YEARS.map(lambda year: (str(year)[:3], f"the {str(year)[:3]}0s")),
    st.tuples(YEARS, st.integers(0, 1)).map(lambda t: (f"{t[0]}-H{t[1] + 1}", f"the {NTH[t[1]]} half of {t[0]}")),
    st.tuples(YEARS, st.sampled_from(sorted(SEASONS))).map(
        lambda t: (f"{t[0]}-{t[1]}", f"the {SEASONS[t[1]]} of {t[0]}")
    ),
)
TIMES = st.one_of(
    st.tuples(DAYS, st.sampled_from(sorted(PARTS))).map(
        lambda t: (f"{t[0].isoformat()}{t[1]}", f"the {PARTS[t[1]]} of {long(t[0])}")
    ),
    st.tuples(DAYS, st.times()).map(lambda t: (f"{t[0].isoformat()}T{t[1]:%H:%M}", f"{t[1]:%H:%M} on {long(t[0])}")),
    st.tuples(DAYS, st.times()).map(
        lambda t: (f"{t[0].isoformat()}T{t[1]:%H:%M}Z", f"{t[1]:%H:%M} UTC on {long(t[0])}")
    ),
)
COUNTED = st.tuples(st.integers(2, 400), st.sampled_from(sorted(UNITS)))


def period(count: int, unit: str) -> str:
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"


DURATIONS = COUNTED.map(lambda t: (period(*t), f"{t[0]} {UNITS[t[1]]}s"))
SETS = st.one_of(
    COUNTED.map(lambda t: (period(*t), f"every {t[0]} {UNITS[t[1]]}s")),
    st.integers(1, 7).map(lambda n: (f"XXXX-WXX-{n}", f"every {WEEKDAYS[n - 1]}")),
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.tuples(st.just("DATE"), DATES),
        st.tuples(st.just("TIME"), TIMES),
        st.tuples(st.just("DURATION"), DURATIONS),
        st.tuples(st.just("SET"), SETS),
    )
)
def test_a_value_in_words_reads_back(drawn: tuple[str, tuple[str, str]]) -> None:
    kind, (value, words) = drawn
    for text in (f"It was {words}.", f"They said: in {words}, nothing else."):
        found = read(text, published=None, parsed=False)
        assert [(m.span.quote, m.type, m.value) for m in found] == [(words, kind, value)]
        assert text[found[0].span.start : found[0].span.end] == words


@settings(max_examples=100, deadline=None)
@given(st.one_of(DATES, TIMES))
def test_start_and_end_are_of_the_value(drawn: tuple[str, str]) -> None:
    value, words = drawn
    (moment,) = read(f"It was {words}.", published=None, parsed=False)
    assert moment.start is not None
    assert moment.end is not None
    assert moment.start <= moment.end
    assert moment.precision is not None
    covered = calendar.days(value)
    assert covered is not None
    assert (moment.start[:10], moment.end[:10]) == tuple(day.isoformat() for day in covered)
