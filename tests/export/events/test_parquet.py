import csv
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from allegedly.errors import NotInstalled
from allegedly.export.events import Reported, parquet, reported, table
from allegedly.records import Reading
from tests.export.events.examples import events
from tests.readings import readings


def rows(found: list[Reported]) -> list[dict[str, Any]]:
    from pyarrow import parquet as arrow

    file = io.BytesIO()
    assert parquet.write(found, file) == len(found)
    kept: list[dict[str, Any]] = arrow.read_table(io.BytesIO(file.getvalue())).to_pylist()
    return kept


def test_values_have_types_and_several_are_a_list() -> None:
    alleged, plain = rows(events())
    assert alleged["trigger_start"] == events()[0].event.trigger.start
    assert alleged["longitude"] == -3.25
    assert alleged["actor_country"] == ["GRA"]
    assert alleged["recipient_country"] == [None]
    assert plain["actor_id"] == []
    assert plain["claim"] is None


def test_the_columns_are_those_of_the_csv() -> None:
    file = io.StringIO()
    table.write(events(), file)
    assert next(csv.reader(io.StringIO(file.getvalue()))) == list(rows(events())[0])


def test_rows_come_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    assert [row["event"] for row in rows(events() * 3)] == ["e1", "e2"] * 3
    assert rows([]) == []


@settings(max_examples=25, deadline=None)
@given(drawn=readings())
def test_any_reading_can_be_written(drawn: Reading) -> None:
    assert [row["event"] for row in rows(list(reported(drawn)))] == [event.id for event in drawn.events]


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(NotInstalled, match=r'pip install "allegedly\[parquet\]"'):
        parquet.write([], io.BytesIO())
