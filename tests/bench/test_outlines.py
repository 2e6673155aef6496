"""How the outlines of the map are made simpler."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.outlines import holds, lines, simplified, written

TOPOLOGY = {
    "transform": {"scale": [0.5, 0.25], "translate": [170.0, 10.0]},
    "arcs": [[[0, 0], [10, 4], [10, 0]], [[0, 0], [18, 0], [-700, 0]]],
}


def test_lines_come_in_degrees_and_go_on_beyond_the_180th_meridian() -> None:
    first, second = lines(TOPOLOGY)
    assert first == [(170.0, 10.0), (175.0, 11.0), (180.0, 11.0)]
    assert second == [(170.0, 10.0), (179.0, 10.0), (189.0, 10.0)]


points = st.tuples(st.floats(-170, 170), st.floats(-80, 80))


@given(st.lists(points, min_size=2, max_size=30, unique=True), st.floats(0, 100))
def test_the_ends_stay_and_nothing_is_added(line: list[tuple[float, float]], detail: float) -> None:
    found = simplified(line, detail)
    assert (found[0], found[-1]) == (line[0], line[-1])
    assert len(found) >= min(len(line), 4)
    assert [point for point in line if point in set(found)] == found


def test_what_is_straight_goes_and_corners_stay() -> None:
    line = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.001), (3.0, 0.0), (4.0, 0.0), (4.0, 3.0), (8.0, 3.0)]
    assert (4.0, 0.0) in simplified(line, 0.01)
    assert (2.0, 0.001) not in simplified(line, 0.01)


def test_a_line_is_written_in_steps_without_those_of_no_length() -> None:
    assert written([(1.0, 2.0), (1.001, 2.0), (1.5, 1.75)]) == "100 200 50 -25"


def test_inside_and_outside() -> None:
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert holds(square, (1.0, 1.0))
    assert not holds(square, (3.0, 1.0))
