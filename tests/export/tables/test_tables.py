"""Tables as CSV and Parquet, read back by what people will read them with."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet as arrow

from allegedly import open_ledger
from allegedly.export.tables import Table, delimited, parquet, rows, tables
from allegedly.ledger import Ledger
from tests.readings import TEXT, reading


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("tables") / "reports.sqlite"
    with open_ledger(where) as opened:
        opened.add(reading(title="=cmd|' /C calc'!A0"))
        opened.add(reading(TEXT + " 😀\nEnd", outlet='The "Gazette", and\nsons'))
        opened.record_error("x\x1b[2J.html", ValueError("no"))
    return where


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path, read_only=True) as opened:
        yield opened


def named(ledger: Ledger, name: str) -> Table:
    return next(table for table in tables(ledger) if table.name == name)


def as_parquet(ledger: Ledger, table: Table, folder: Path) -> Path:
    file = folder / f"{table.name}.parquet"
    with file.open("wb") as binary:
        parquet.write(table, rows(ledger, table), binary)
    return file


def test_every_table_is_there_but_what_linking_works_with(ledger: Ledger) -> None:
    names = [table.name for table in tables(ledger)]
    assert names[:3] == ["documents", "readings", "layers"]
    assert {"claims", "claim_spans", "events", "actors", "errors", "stories", "copies", "claim_links"} <= set(names)
    assert not {name for name in names if "fts" in name or name.startswith("sqlite") or name.endswith("keys")}
    assert all(table.description and table.key for table in tables(ledger))


def test_a_table_that_nobody_described_is_exported(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute("CREATE TABLE novelties (id TEXT PRIMARY KEY, size REAL, hash BLOB) STRICT")
        target.execute("INSERT INTO novelties VALUES ('a', 1.5, x'00')")
    with open_ledger(copy, read_only=True) as opened:
        table = named(opened, "novelties")
        assert [(column.name, column.kind) for column in table.columns] == [("id", "text"), ("size", "number")]
        assert list(rows(opened, table)) == [("a", 1.5)]


def test_parquet_holds_every_value_exactly(ledger: Ledger, tmp_path: Path) -> None:
    for table in tables(ledger):
        file = as_parquet(ledger, table, tmp_path)
        kept = [tuple(row.values()) for row in arrow.read_table(file).to_pylist()]
        assert kept == list(rows(ledger, table)), table.name
        field = arrow.read_schema(file).field(0)
        assert field.metadata[b"description"].decode() == table.columns[0].description


def test_duckdb_and_pandas_open_the_parquet_files(ledger: Ledger, tmp_path: Path) -> None:
    for table in tables(ledger):
        file = as_parquet(ledger, table, tmp_path)
        count = len(list(rows(ledger, table)))
        assert duckdb.execute(f"SELECT count(*) FROM '{file}'").fetchone() == (count,)
        assert len(pd.read_parquet(file)) == count
    joined = duckdb.execute(
        f"SELECT c.act FROM '{tmp_path}/claims.parquet' c JOIN '{tmp_path}/documents.parquet' d ON d.id = c.document"
        " WHERE substr(d.text, 1, 7) = 'Harbour' ORDER BY c.number"
    ).fetchall()
    assert [act for (act,) in joined] == ["accuse", "deny", "assert"] * 2


def test_groups_end_where_texts_are_long(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = named(ledger, "documents")
    monkeypatch.setattr(parquet, "CHARACTERS", 1)
    assert arrow.ParquetFile(as_parquet(ledger, table, tmp_path)).num_row_groups == 2
    monkeypatch.setattr(parquet, "GROUP", 1)
    assert arrow.read_table(as_parquet(ledger, table, tmp_path)).num_rows == 2


def as_csv(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    file = io.StringIO(newline="")
    table = named(ledger, name)
    count = delimited.write(table, rows(ledger, table), file)
    found = list(csv.DictReader(io.StringIO(file.getvalue(), newline=""), strict=True))
    assert len(found) == count
    return found


def test_csv_comes_back_but_for_what_a_spreadsheet_would_obey(ledger: Ledger) -> None:
    first, second = as_csv(ledger, "documents")
    assert first["title"] == "'=cmd|' /C calc'!A0"
    assert second["text"] == TEXT + " 😀\nEnd"
    assert second["outlet"] == 'The "Gazette", and\nsons'
    assert second["title"] == ""
    assert as_csv(ledger, "errors")[0]["origin"] == "x\ufffd[2J.html"
    assert [row["lat"] for row in as_csv(ledger, "places")] == ["50.5", "50.5"]


def test_a_snapshot_does_not_see_what_is_written_meanwhile(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with open_ledger(copy) as writer, open_ledger(copy, read_only=True) as reader:
        table = named(reader, "claims")
        with reader.snapshot():
            before = len(list(rows(reader, table)))
            writer.add(reading(outlet="Later"))
            assert len(list(rows(reader, table))) == before
        assert len(list(rows(reader, table))) > before
