from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories.days import LIMIT, named_days, ordinal

TODAY = date(2021, 3, 3)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Monday night", date(2021, 3, 1)),
        ("on Wednesday", date(2021, 3, 3)),
        ("last Thursday", date(2021, 2, 25)),
        ("on Feb. 19", date(2021, 2, 19)),
        ("on December 30", date(2020, 12, 30)),
        ("on 30 December", date(2020, 12, 30)),
        ("on 30 December 2018", date(2018, 12, 30)),
        ("March 9, 2016", date(2016, 3, 9)),
        ("March 5", date(2021, 3, 5)),
        ("Feb. 29", date(2020, 2, 29)),
        ("Marines 3, Sharks 2", None),
        ("February 31, 2020", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert named_days(text, TODAY.toordinal()) == ((day.toordinal(),) if day else ())


def test_each_day_once_in_the_order_of_the_text() -> None:
    found = named_days("on Tuesday, Monday, and Tuesday again", TODAY.toordinal())
    assert found == (date(2021, 3, 2).toordinal(), date(2021, 3, 1).toordinal())


def test_no_more_than_the_limit() -> None:
    text = " ".join(f"January {day}" for day in range(1, 30))
    assert len(named_days(text, TODAY.toordinal())) == LIMIT


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2021-03-03", TODAY),
        ("2021-03-03T10:00:00Z", TODAY),
        ("2021-03", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_ordinal(published: str | None, day: date | None) -> None:
    assert ordinal(published) == (day.toordinal() if day else None)


@given(st.text(), st.integers(1, date.max.toordinal()))
def test_any_text_on_any_day(text: str, today: int) -> None:
    assert named_days(f"{text} Sunday, January 1, {text}", today) is not None
