from collections.abc import Callable
from itertools import accumulate

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.places.names import fold
from allegedly.reading.places.shelves import Shelves

LINES = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("aAbBsStTmM .-'’éÉ")
NAMES = st.lists(st.text(LINES, min_size=1).map(str.strip).filter(bool), max_size=30)


def shelves_of(names: list[str], accept: Callable[[bytes], object] | None = None) -> Shelves:
    """Return the shelves of names that stand one a line, the row of each its line."""
    lines = [name.encode() for name in names]
    ends = np.array(list(accumulate(len(line) + 1 for line in lines)), int)
    starts = ends - np.array([len(line) + 1 for line in lines], int)
    return Shelves(b"".join(line + b"\n" for line in lines), starts, ends - 1, np.arange(len(names)), accept)


def test_names_are_found_by_their_folded_form() -> None:
    shelves = shelves_of(["Minsk", "St. Louis", "São Paulo", "Île-de-France", "minsk", "'s-Gravenhage", "X"])
    assert shelves.rows("minsk") == (0, 4)
    assert shelves.rows("saint louis") == (1,)
    assert shelves.rows("sao paulo") == (2,)
    assert shelves.rows("ile de france") == (3,)
    assert shelves.rows("s gravenhage") == (5,)
    assert shelves.rows("x") == (6,)
    assert shelves.rows("moscow") == shelves.rows("") == ()


def test_what_is_not_accepted_is_passed_over() -> None:
    shelves = shelves_of(["Homyel", "Homyel2"], accept=bytes.isalpha)
    assert shelves.rows("homyel") == (0,)
    assert shelves.rows("homyel2") == ()


def test_a_row_with_a_name_twice_counts_once() -> None:
    shelves = Shelves(b"Brest\nbrest\n", np.array([0, 6]), np.array([5, 11]), np.array([7, 7]))
    assert shelves.rows("brest") == (7,)


def test_no_names_at_all() -> None:
    nothing = np.array([], int)
    assert Shelves(b"-", nothing, nothing, nothing).rows("minsk") == ()


@given(NAMES)
@settings(deadline=None)
def test_every_name_is_found_and_nothing_else(names: list[str]) -> None:
    shelves = shelves_of(names)
    expected: dict[str, tuple[int, ...]] = {}
    for row, name in enumerate(names):
        expected[fold(name)] = (*expected.get(fold(name), ()), row)
    assert {key: shelves.rows(key) for key in expected} == expected
