"""Which way the verb points: the minister spoke, speaks, or will speak on that day."""

import pytest

from tests.reading.moments.sentences import only, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The two leaders meet on Monday.", "2021-05-24"),
        ("Monday is a holiday for nobody, she wrote.", "2021-05-17"),
        ("The general said that he would resign on Friday.", "2021-05-21"),
        ("The convoy might arrive on Tuesday.", "2021-05-25"),
        ("The convoy may have arrived on Tuesday.", "2021-05-18"),
        ("Farmers planned a march through the town on Sunday.", "2021-05-23"),
        ("The meeting was planned for Thursday.", "2021-05-20"),
        ("The truce had been due to expire on Friday.", "2021-05-14"),
        ("The new tax takes effect on March 1.", "2022-03-01"),
    ],
)
def test_the_verb_says_where_a_bare_day_lies(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("All prisoners must be freed by Friday.", "2021-05-21"),
        ("By Friday, the rebels had freed all prisoners.", "2021-05-14"),
        ("By Friday, the rebels freed all prisoners.", "2021-05-14"),
        ("The court put off the trial until Friday.", "2021-05-21"),
        ("Until Friday, nobody had heard of him.", "2021-05-14"),
        ("The trial did not begin until Friday.", "2021-05-14"),
    ],
)
def test_a_deadline_lies_ahead_unless_the_verb_before_it_is_past(text: str, value: str) -> None:
    assert only(text).value == value


def test_figures_for_a_month_need_not_lie_where_the_verb_does() -> None:
    assert only("The orders for June exceeded the forecast.").value == "2021-06"
    assert only("The orders for April exceeded the forecast.").value == "2021-04"


def test_what_a_plan_governs_lies_ahead_but_not_the_day_of_planning() -> None:
    assert only("The airline expects a loss for the third quarter.").value == "2021-Q3"
    assert [m.value for m in read("The union predicted on Monday that talks would fail.")] == ["2021-05-17"]
