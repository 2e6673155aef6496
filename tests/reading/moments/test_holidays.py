"""Holidays: fixed days, weekdays of a month, and days reckoned from Easter."""

from datetime import date

import pytest

from allegedly.reading.moments import calendar
from tests.reading.moments.sentences import only, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bell rang on Good Friday.", "2021-04-02"),
        ("The shop will open on Christmas Eve.", "2021-12-24"),
        ("They wed on Valentine's Day 2012.", "2012-02-14"),
        ("The strike began on Labor Day.", "2020-09-07"),
        ("The square will be full on New Year's Eve.", "2021-12-31"),
        ("The town flooded last Thanksgiving.", "2020-11-26"),
    ],
)
def test_holidays(text: str, value: str) -> None:
    assert only(text).value == value


def test_the_names_of_holidays_have_capitals() -> None:
    assert read("It was a good christmas tree.") == []


def test_holidays_without_a_year() -> None:
    assert only("They met at Christmas.", published=None).value == "XXXX-12-25"
    assert only("They met at Easter.", published=None).value == "XXXX"


@pytest.mark.parametrize("day", ["1818-03-22", "1943-04-25", "2000-04-23", "2024-03-31", "2038-04-25"])
def test_easter(day: str) -> None:
    assert calendar.easter(int(day[:4])) == date.fromisoformat(day)
