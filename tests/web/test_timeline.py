"""Days of a story: what is said to have happened above the line, what was said below it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from allegedly.ledger import open_ledger
from allegedly.web.timeline import Day, Kind, days, timeline
from tests.web.storied import make


@pytest.fixture
def told(tmp_path: Path) -> list[Day]:
    story = make(tmp_path / "l")
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        return days(ledger, story)


def kinds(number: int) -> list[Kind]:
    return [Kind("assert", number, "d", "c1")] if number else []


def day(when: str, events: int, claims: int) -> Day:
    return Day(when, kinds(events), kinds(claims))


def test_events_stand_on_the_day_they_happened_and_claims_on_that_they_were_made(told: list[Day]) -> None:
    found = {day.day: (day.events, day.claims) for day in told}
    assert found["2031-03-01"] == (1, 0)  # what a copy tells of the day after is not told twice
    assert found["2031-03-02"] == (0, 4)
    assert "2031-03-09" in found


def test_events_are_above_the_line_and_claims_below(told: list[Day]) -> None:
    drawn = timeline(told)
    assert drawn
    for block in drawn.blocks:
        if block.family == "event":
            assert block.y + block.height <= drawn.above
        else:
            assert block.y >= drawn.above + drawn.band
        assert 0 <= block.x <= block.x + block.width <= drawn.width
        assert 0 <= block.y <= block.y + block.height <= drawn.height + 0.5


def test_heights_are_in_proportion() -> None:
    drawn = timeline([day("2031-03-01", 0, 3), day("2031-03-02", 2, 6)])
    assert drawn
    heights = {block.title: block.height + 0.8 for block in drawn.blocks}
    assert heights["2031-03-02: 6 assert"] == pytest.approx(2 * heights["2031-03-01: 3 assert"])


def test_days_left_out_leave_a_gap_that_is_told() -> None:
    near = timeline([day("2031-03-01", 1, 1), day("2031-03-02", 1, 1)])
    far = timeline([day("2031-03-01", 1, 1), day("2031-04-02", 1, 1)])
    assert near
    assert far
    assert not near.breaks
    assert len(far.breaks) == 1
    assert far.width > near.width


def test_the_year_stands_where_it_changes() -> None:
    drawn = timeline([day("2031-12-31", 0, 1), day("2032-01-01", 0, 1), day("2032-01-02", 0, 1)])
    assert drawn
    assert [text for text, *_ in drawn.labels] == ["31 Dec ’31", "1 Jan ’32", "2 Jan"]


def test_many_days_and_odd_days_have_room() -> None:
    assert timeline([]) is None
    many = timeline([day(f"2031-{n // 28 + 1:02}-{n % 28 + 1:02}", n % 3, n % 5) for n in range(60)])
    assert many
    assert many.width <= 720
    labels = [x for _, x, y in many.labels if y > many.above]
    assert all(two - one >= 50 for one, two in pairwise(labels))
    assert timeline([day("spring", 1, 0), day("2031-02-31", 0, 1)])
