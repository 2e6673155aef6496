"""Figures on a common axis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.ledger.link_rows import SeriesRow
from allegedly.web.ranges import ranges


def row(low: float | None, high: float | None, day: str = "2031-03-01", by: str | None = None) -> SeriesRow:
    return SeriesRow("s", "killed", day, "d", "d", None, "words", (0, 5), low, high, None, by, None, (), ())


def test_open_ends_are_arrows_and_points_are_points() -> None:
    some, least, most = ranges("killed", [row(5, 5), row(3, None), row(None, 9)], {}).ranges
    assert some.left == some.right
    assert (some.from_below, some.to_above) == (False, False)
    assert least.to_above
    assert least.right > most.right > some.right
    assert most.from_below
    assert most.left < least.left


def test_the_axis_begins_at_nothing_and_goes_in_round_steps() -> None:
    chart = ranges("troops", [row(1000, None), row(70000, 70000)], {})
    assert [text for text, _ in chart.ticks] == ["0", "20,000", "40,000", "60,000", "80,000"]
    assert [text for text, _ in ranges("degrees", [row(-4, 4)], {}).ticks] == ["-4", "-2", "0", "2", "4"]


def test_who_gives_it_is_named_and_a_day_stands_once() -> None:
    chart = ranges("killed", [row(3, 3, by="the mayor"), row(4, 4), row(4, 4, "2031-03-02")], {"d": "The Quay"})
    assert [one.name for one in chart.ranges] == ["the mayor", "The Quay", "The Quay"]
    assert [one.again for one in chart.ranges] == [False, True, False]


bounds = st.one_of(st.none(), st.floats(-1e12, 1e12, allow_nan=False))


@given(st.lists(st.tuples(bounds, bounds), min_size=1, max_size=6))
def test_any_figures_stay_on_the_chart(given_bounds: list[tuple[float | None, float | None]]) -> None:
    chart = ranges("x", [row(low, high) for low, high in given_bounds], {})
    for one in chart.ranges:
        for x in (one.left, one.right):
            assert chart.label - 0.1 <= x <= chart.width
    assert 2 <= len(chart.ticks) <= 13
    assert [x for _, x in chart.ticks] == sorted(x for _, x in chart.ticks)


@pytest.mark.parametrize("same", [0.0, 7.0, -2.5, 1e-9])
def test_one_number_has_an_axis_too(same: float) -> None:
    assert len(ranges("x", [row(same, same)], {}).ticks) >= 2
