"""What is cut off at the edge of a map, and what stays."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.web.maps import clipping

BOX = (-10.0, -5.0, 10.0, 5.0)
points = st.tuples(st.integers(-30, 30).map(float), st.integers(-30, 30).map(float))


def within(point: tuple[float, float], slack: float = 1e-9) -> bool:
    return BOX[0] - slack <= point[0] <= BOX[2] + slack and BOX[1] - slack <= point[1] <= BOX[3] + slack


@given(st.lists(points, min_size=3, max_size=12))
def test_land_stays_in_the_box_and_nothing_inside_is_lost(ring: list[tuple[float, float]]) -> None:
    found = clipping.land(ring, BOX)
    assert all(map(within, found))
    assert {point for point in ring if within(point, 0)} <= set(found)


@given(st.lists(points, min_size=2, max_size=12))
def test_lines_stay_in_the_box_and_nothing_inside_is_lost(line: list[tuple[float, float]]) -> None:
    found = list(clipping.line(line, BOX))
    assert all(within(point) for piece in found for point in piece)
    kept = {point for piece in found for point in piece}
    assert {point for point in line if within(point, 0)} - kept <= {line[-1], line[0]} | set(line)
    assert all(len(piece) > 1 for piece in found)


@given(st.lists(points.filter(lambda point: within(point, 0)), min_size=2, max_size=12))
def test_what_is_inside_comes_back_as_it_was(line: list[tuple[float, float]]) -> None:
    assert list(clipping.line(line, BOX)) == [line]
    assert clipping.land(line, BOX) == line


def test_land_around_the_box_fills_it() -> None:
    found = clipping.land([(-50, -50), (50, -50), (50, 50), (-50, 50)], BOX)
    assert set(found) == {(-10, -5), (10, -5), (10, 5), (-10, 5)}


def test_a_line_through_the_box_is_one_piece_and_one_past_it_none() -> None:
    assert list(clipping.line([(-20, 0), (20, 0)], BOX)) == [[(-10, 0), (10, 0)]]
    assert list(clipping.line([(-20, 9), (20, 9)], BOX)) == []
    assert len(list(clipping.line([(-5, 0), (-5, 9), (5, 9), (5, 0)], BOX))) == 2
