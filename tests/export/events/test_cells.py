import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.export.events.cells import Value, cell, line, safe
from allegedly.export.events.columns import Column, write

FORMULAS = ["=1+1", "+41", "-list item", "@SUM(A1)", "  =cmd|'/C calc'!A0", "\t=1", "＝1+1", "\n@x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert not line(text).lstrip().startswith(("=", "+", "-", "@"))
    assert cell((text, "other")).startswith("'")


@pytest.mark.parametrize("value", [-3.25, -7, 0, 0.0])
def test_numbers_stay_numbers(value: float) -> None:
    assert cell(value) == str(value)
    assert float(line(value)) == value


def test_several_values_keep_their_places() -> None:
    assert cell(("BLR", None, "RUS")) == "BLR; ; RUS"
    assert cell(("BLR", None), "None") == "BLR; None"
    assert cell(("a;b", "c")) == "a,b; c"
    assert (cell(()), cell((), "None"), cell((None,)), cell(None, "None"), cell("")) == ("", "None", "", "None", "")


def test_what_a_terminal_obeys_is_shown_as_unknown() -> None:
    assert safe("a\x1b[2Jb\u202ec\x00") == "a\ufffd[2Jb\ufffdc\ufffd"
    assert line("two\n\tlines  here") == "two lines here"


@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers(), st.text())), max_size=5))
def test_any_text_comes_back_as_written(rows: list[tuple[str, Value]]) -> None:
    columns: tuple[Column[tuple[str, Value]], ...] = (
        Column("a,b", lambda row: row[0]),
        Column("c", lambda row: row[1]),
    )
    file = io.StringIO(newline="")
    assert write(columns, rows, file, delimiter=",", cell=cell) == len(rows)
    head, *found = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
    assert head == ["a,b", "c"]
    assert [tuple(row) for row in found] == [(cell(one), cell(other)) for one, other in rows]
