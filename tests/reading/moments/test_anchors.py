"""What refers to the text, and not to the day of publication."""

import pytest

from tests.reading.moments.sentences import only, read


def values(text: str) -> list[str]:
    return [moment.value for moment in read(text)]


def test_the_previous_friday_goes_on_from_the_day_named() -> None:
    assert values("Shares closed lower on Friday, down from the previous Friday.") == ["2021-05-14", "2021-05-07"]


def test_the_next_morning_goes_on_from_the_day_named() -> None:
    assert values("He fled on 3 March 2019. The next morning, his car was found.") == ["2019-03-03", "2019-03-04TMO"]


def test_a_year_earlier_has_the_precision_of_what_it_is_compared_with() -> None:
    quarter = "Sales rose in the first quarter, from two million a year earlier."
    assert values(quarter) == ["2021-Q1", "2020-Q1"]
    assert values(f"{quarter} In the first nine months, they were below those of a year earlier.")[-1] == "2020"


def test_the_latest_quarter_is_over() -> None:
    assert values("The second quarter will be hard. In the latest quarter, sales rose.") == ["2021-Q2", "2021-Q1"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mine closed a decade ago.", "2011"),
        ("The war began two years ago today.", "2019-05-19"),
        ("The war began a year ago this month.", "2020-05"),
        ("The talks were in the first week of June 2020.", "2020-W23"),
        ("The talks were in the last week of March 2009.", "2009-W13"),
        ("It snowed in January nineteen ninety-seven.", "1997-01"),
        ("The bank will merge by year-end.", "2021-12-31"),
        ("The index has doubled since year-end.", "2020-12-31"),
        ("The exiles will one day come home.", "FUTURE_REF"),
        ("Such raids were common in the past.", "PAST_REF"),
        ("The board met after the recent losses.", "PAST_REF"),
    ],
)
def test_other_references(text: str, value: str) -> None:
    assert only(text).value == value


def test_both_ends_of_a_range_are_found() -> None:
    assert values("It takes between 60 and 90 days.") == ["P60D", "P90D"]
    assert values("The choir sang on 5, 6 and 7 March.") == ["2021-03-05", "2021-03-06", "2021-03-07"]
    assert [m.span.quote for m in read("The 2011-2012 season was short.")] == ["2011", "2012"]


def test_quarters_that_are_fractions_are_no_durations() -> None:
    assert values("Output fell for two consecutive quarters of 2009.") == ["P2Q", "2009"]
    assert values("He won three quarters of the votes.") == []
