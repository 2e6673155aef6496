import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.places import columns
from allegedly.reading.places.columns import Columns, integers, positions

TABLE = Columns("Brest\t340000\t52.1\t-23.69\nÉzy\t\t-0.5\t7\n\t12\t0\t-180\n".encode())


def test_rows_are_taken_apart() -> None:
    assert len(TABLE) == 3
    assert TABLE.row(0) == ["Brest", "340000", "52.1", "-23.69"]
    assert TABLE.row(1) == ["Ézy", "", "-0.5", "7"]
    assert TABLE.row(2)[0] == ""


def test_a_column_knows_its_cells() -> None:
    cells = zip(TABLE.starts(0).tolist(), TABLE.ends(0).tolist(), strict=True)
    assert [TABLE.data[start:end].decode() for start, end in cells] == ["Brest", "Ézy", ""]
    cells = zip(TABLE.starts(3).tolist(), TABLE.ends(3).tolist(), strict=True)
    assert [TABLE.data[start:end] for start, end in cells] == [b"-23.69", b"7", b"-180"]


@given(st.lists(st.lists(st.integers(0, 10**5), max_size=3), min_size=1))
@settings(deadline=None)
def test_numbers_between_strokes_are_found_with_their_rows(lists: list[list[int]]) -> None:
    table = Columns("".join(f"x\t{'|'.join(map(str, numbers))}\t9\n" for numbers in lists).encode())
    rows = np.arange(len(lists))[::-1]
    numbers, places = table.lists(1, rows)
    expected = [(number, place) for place, row in enumerate(rows) for number in lists[row]]
    assert list(zip(numbers.tolist(), places.tolist(), strict=True)) == expected


def test_numbers_of_a_column() -> None:
    assert TABLE.integers(1).tolist() == [340000, 0, 12]
    assert TABLE.integers(1, np.array([2])).tolist() == [12]
    assert TABLE.decimals(3, np.array([0, 2])).tolist() == [-23.69, -180.0]
    assert TABLE.decimals(2, np.array([], int)).tolist() == []


@pytest.mark.parametrize("data", [b"a\tb\nc\n", b"a\tb\nc\td"])
def test_ragged_tables_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not as many cells"):
        Columns(data)


@given(st.lists(st.decimals(-180, 180, places=5).map(str), min_size=1), st.sampled_from([1, columns.FEW]))
@settings(deadline=None)
def test_a_decimal_is_the_float_that_python_reads(some: list[str], times: int) -> None:
    texts = some * times
    table = Columns("".join(f"{text}\n" for text in texts).encode())
    assert table.decimals(0, np.arange(len(texts))).tolist() == [float(text) for text in texts]


@given(st.lists(st.integers(0, 10**9), min_size=1))
@settings(deadline=None)
def test_a_number_ends_where_its_digits_do(numbers: list[int]) -> None:
    data = np.frombuffer("".join(f"{number}, " for number in numbers).encode(), np.uint8)
    starts = np.concatenate([[0], positions(data, b" ")[:-1] + 1])
    assert integers(data, starts).tolist() == numbers


def test_positions_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "STRETCH", 3)
    assert positions(np.frombuffer(b"..a..aa.", np.uint8), b"a").tolist() == [2, 5, 6]
