"""The reading as a whole: types, values, spans and intervals."""

from calendar import month_name
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allegedly.reading import moments
from allegedly.reading.moments import calendar
from allegedly.records import Block, Reading, Span
from allegedly.sources.document import canonical, make_document
from tests.reading.moments.sentences import only, read

MONTHS = list(month_name)[1:]
DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The convoy left on 3 March 2019.", "3 March 2019", "2019-03-03"),
        ("The convoy left on Feb. 4, 2020.", "Feb. 4, 2020", "2020-02-04"),
        ("It was filed as of 2020-11-30.", "2020-11-30", "2020-11-30"),
        ("The form says 25/12/2019.", "25/12/2019", "2019-12-25"),
        ("The bridge fell in 1987.", "1987", "1987"),
        ("The army grew during the 1980s.", "the 1980s", "198"),
        ("It is a castle of the 14th century.", "the 14th century", "13"),
        ("Sales fell in the third quarter of 2018.", "the third quarter of 2018", "2018-Q3"),
        ("Sales fell in the first half of 2018.", "the first half of 2018", "2018-H1"),
        ("The winter of 1947 was hard.", "The winter of 1947", "1947-WI"),
    ],
)
def test_what_names_its_own_date_needs_no_publication(text: str, quote: str, value: str) -> None:
    moment = only(text, published=None)
    assert (moment.span.quote, moment.value, moment.anchor) == (quote, value, "text")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister resigned on Monday.", "2021-05-17"),
        ("The minister will resign on Monday.", "2021-05-24"),
        ("The minister resigned on Wednesday.", "2021-05-19"),
        ("The court sat yesterday.", "2021-05-18"),
        ("The court sits tomorrow.", "2021-05-20"),
        ("The strike began last week.", "2021-W19"),
        ("The strike begins next month.", "2021-06"),
        ("The fleet sailed in April.", "2021-04"),
        ("The fleet sailed in October.", "2020-10"),
        ("The fleet will sail in October.", "2021-10"),
        ("The fleet sailed last year.", "2020"),
        ("The mayor died two weeks ago.", "2021-W18"),
        ("The mayor died three days ago.", "2021-05-16"),
        ("The vote was held on 30 April.", "2021-04-30"),
        ("Talks will resume on December 5.", "2021-12-05"),
        ("The crowd gathered last night.", "2021-05-18TNI"),
        ("The siren sounded at 6:30 a.m. on Tuesday.", "2021-05-18T06:30"),
        ("The siren sounded at 16:05 GMT.", "2021-05-19T16:05Z"),
    ],
)
def test_relative_moments_are_resolved_against_publication(text: str, value: str) -> None:
    moment = only(text)
    assert (moment.value, moment.anchor) == (value, "published")


@pytest.mark.parametrize(
    ("text", "value"),
    [("He spoke last week.", "XXXX-WXX"), ("He spoke on Monday.", "XXXX-WXX-1"), ("He spoke in October.", "XXXX-10")],
)
def test_without_publication_relative_moments_stay_unresolved(text: str, value: str) -> None:
    moment = only(text, published=None)
    assert (moment.value, moment.anchor, moment.start, moment.end) == (value, None, None, None)


def test_earlier_this_week_ends_on_the_day_of_publication() -> None:
    moment = only("The two sides met earlier this week.")
    assert (moment.value, moment.mod, moment.start, moment.end) == ("2021-W20", "START", "2021-05-17", "2021-05-19")


def test_a_complement_without_tense_takes_that_of_the_verb_above() -> None:
    assert only("The king let foreign ships enter the bay in November.", "2021-05-19").value == "2020-11"


def test_late_in_a_month_is_its_last_third() -> None:
    moment = only("The siege began in late February.")
    assert (moment.value, moment.mod, moment.start, moment.end) == ("2021-02", "END", "2021-02-19", "2021-02-28")


@pytest.mark.parametrize(
    ("text", "value", "mod"),
    [
        ("The siege lasted three months.", "P3M", None),
        ("He served for more than two decades.", "P20Y", "MORE_THAN"),
        ("They signed a five-year lease.", "P5Y", None),
        ("It took two and a half years.", "P2Y6M", None),
        ("It took several days.", "PXD", None),
        ("It took half an hour.", "PT30M", None),
    ],
)
def test_durations(text: str, value: str, mod: str | None) -> None:
    moment = only(text)
    assert (moment.type, moment.value, moment.mod, moment.start) == ("DURATION", value, mod, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Buses run every day.", "P1D"),
        ("The council meets every two weeks.", "P2W"),
        ("The council meets each Monday.", "XXXX-WXX-1"),
        ("It costs 40 million a year.", "P1Y"),
    ],
)
def test_sets(text: str, value: str) -> None:
    moment = only(text)
    assert (moment.type, moment.value) == ("SET", value)


@pytest.mark.parametrize(
    "text",
    [
        "A 40-year-old man was freed.",
        "She is 30 years old.",
        "It cost $1999 and weighed 2010 kilograms.",
        "They may march in second place.",
        "He polled about a quarter of the votes.",
        "Win 3-1 and go.",
        "The city lifted a midnight curfew.",
        "Rates are in the low 30s.",
    ],
)
def test_ages_prices_and_common_words_are_no_moments(text: str) -> None:
    assert read(text) == []


def test_the_next_day_follows_the_day_named_before() -> None:
    found = read("The mill burned on 3 March 2019. The next day, two men were held.")
    assert [moment.value for moment in found] == ["2019-03-03", "2019-03-04"]


def test_both_days_of_a_range_are_found() -> None:
    found = read("The fair is on 10-12 June 2021.")
    assert [(moment.span.quote, moment.value) for moment in found] == [
        ("10", "2021-06-10"),
        ("12 June 2021", "2021-06-12"),
    ]


def test_furniture_and_the_date_line_hold_no_moments() -> None:
    assert read("Published on 3 March 2019", kind="dateline") == []
    assert read("Last week's best stories", kind="related") == []


def test_a_text_without_a_parse_is_read_all_the_same() -> None:
    assert [moment.value for moment in read("He left on Monday.", parsed=False)] == ["2021-05-17"]


@given(DAYS)
def test_a_date_written_out_reads_back(day: date) -> None:
    for text in (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
        f"{day:%A}, {MONTHS[day.month - 1]} {day.day}, {day.year}",
        day.isoformat(),
    ):
        found = read(text, published=None, parsed=False)
        assert [(m.span.quote, m.value, m.start, m.end) for m in found] == [
            (text, day.isoformat(), day.isoformat(), day.isoformat())
        ]


@given(DAYS, st.sampled_from(["W", "WE", "M", "Q", "Y", "10Y", "D"]))
def test_a_unit_covers_the_days_whose_value_it_is(day: date, unit: str) -> None:
    covered = calendar.days(calendar.value(day, unit))
    assert covered is not None
    first, last = covered
    if unit != "WE":
        assert first <= day <= last
    assert calendar.value(first, unit) == calendar.value(last, unit) == calendar.value(day, unit)
    assert calendar.value(last + timedelta(days=1), unit if unit != "WE" else "D") != calendar.value(day, unit)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "last",
                "the",
                "12",
                "2019",
                "May",
                "week",
                "-",
                "quarter",
                "of",
                "early",
                "ago",
                "two",
                "at",
                "10:61",
                "Friday",
                "99/99/99",
                "9999-99-99",
                "years",
                "\u202e",
                "(",
                "31",
                "February",
                "noon",
                "every",
                "half",
                "1/0",
                "Q4",
                "a",
            ]
        ),
        max_size=12,
    ).map(" ".join)
    | st.text(max_size=60),
    st.sampled_from([None, "2021-05-19", "0001-01-01", "9999-12-31", "2020-02-29T23:59+14:00"]),
)
def test_any_text_gives_spans_in_order_that_stand_where_they_say(text: str, published: str | None) -> None:
    assume(canonical(text).strip())
    document = make_document(text, language="en", published=published)
    reading = Reading(document, blocks=(Block(Span.of(document.text, 0, len(document.text)), "body"),))
    once = moments.read(reading)
    assert moments.read(once) == once
    for before, after in zip(once.moments, once.moments[1:], strict=False):
        assert before.span.end <= after.span.start
    for moment in once.moments:
        assert document.text[moment.span.start : moment.span.end] == moment.span.quote
        assert (moment.start is None) == (moment.end is None)
        if moment.start and moment.end:
            assert moment.start <= moment.end
