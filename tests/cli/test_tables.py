from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.cli.tables import NARROWEST, Column, dealt, print_json, print_rows
from allegedly.ledger import Filter

COLUMNS = st.lists(st.tuples(st.integers(1, 120), st.integers(0, 4)), min_size=1, max_size=9)


@dataclass(frozen=True)
class Row:
    name: str | None
    words: str


@given(COLUMNS, st.integers(20, 200))
def test_room_is_dealt_out_and_none_is_wasted(columns: list[tuple[int, int]], room: int) -> None:
    naturals, shares = zip(*columns, strict=True)
    widths = dealt(naturals, shares, room)
    for natural, share, width in zip(naturals, shares, widths, strict=True):
        assert width <= natural
        assert width == natural or (share and width >= min(NARROWEST, natural))
    if sum(naturals) <= room:
        assert widths == list(naturals)
    elif all(width > NARROWEST for width, share in zip(widths, shares, strict=True) if share):
        assert sum(widths) <= max(room, sum(natural for natural, share in columns if not share))
        assert sum(widths) >= min(room - len(columns), sum(naturals))


def test_a_column_at_its_least_takes_from_those_with_more() -> None:
    assert dealt([30, 40, 40], [1, 4, 4], 60) == [8, 26, 26]


def test_a_column_that_is_empty_throughout_is_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns: tuple[Column[Row], ...] = (
        Column("name", lambda row: row.name),
        Column("words", lambda row: row.words, share=1),
    )
    print_rows([Row(None, "some words " * 8)], columns, Filter(), as_json=False, none="none")
    out = capsys.readouterr().out
    assert "name" not in out
    assert max(map(len, out.splitlines())) <= 40
    print_rows([], columns, Filter(), as_json=False, none="nothing there")
    assert capsys.readouterr() == ("", "allegedly: nothing there\n")


def test_a_long_table_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    columns: tuple[Column[Row], ...] = (Column("words", lambda row: row.words),)
    rows = [Row(None, str(number)) for number in range(201)]
    print_rows(rows, columns, Filter(), as_json=False, none="")
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 201
    assert "--limit 0" in err
    print_rows(rows, columns, Filter(limit=0), as_json=False, none="")
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (202, "")


@given(st.dictionaries(st.text(max_size=5), st.text(st.characters(), max_size=20), max_size=3))
def test_json_reads_back_as_it_was(record: dict[str, str]) -> None:
    import io
    from contextlib import redirect_stdout

    out = io.StringIO()
    with redirect_stdout(out):
        print_json(record)
    assert json.loads(out.getvalue()) == record
    assert len(out.getvalue().splitlines()) == 1


def test_a_table_without_room_is_told_row_by_row_and_cuts_no_id(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    columns: tuple[Column[Row], ...] = (
        Column("document", lambda row: row.name),
        *(Column(f"column {number}", lambda row: row.words, share=1) for number in range(6)),
    )
    row = Row("2264fa2f-2022-10-15", "Institute for Border Studies " * 2)
    monkeypatch.setenv("COLUMNS", "60")
    print_rows([row, row], columns, Filter(), as_json=False, none="none")
    lines = capsys.readouterr().out.splitlines()
    assert lines.count("2264fa2f-2022-10-15") == 2
    assert all(len(line) <= 60 for line in lines)
    assert " ".join(" ".join(lines).split()).count("Institute for Border Studies") == 24
    monkeypatch.setenv("COLUMNS", "140")
    print_rows([row], columns, Filter(), as_json=False, none="none")
    assert "document" in capsys.readouterr().out.splitlines()[0]
