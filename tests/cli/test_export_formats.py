"""The exports that go document by document, the tables, and Datasette's metadata, from the command line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Result

Ask = Callable[..., Result]
FORMATS = ("annotations", "ftm", "schema-org", "prov", "label-studio")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_goes_to_standard_output_or_to_a_file(ask: Ask, tmp_path: Path, name: str) -> None:
    printed = ask("export", name)
    assert (printed.code, printed.err) == (0, "")
    file = tmp_path / "out"
    kept = ask("export", name, "-o", str(file))
    assert (kept.code, kept.out) == (0, "")
    assert re.fullmatch(rf"allegedly: \d+ [a-z]+ written to {re.escape(str(file))}\n", kept.err)
    assert file.read_bytes() == printed.out.encode("ascii")
    assert not CONTROL.search(printed.out)


@pytest.mark.parametrize("name", FORMATS)
def test_documents_are_filtered(ask: Ask, name: str) -> None:
    one = ask("export", name, "--outlet", "gazette").out
    assert "Interior Ministry" in one
    assert "mayor" not in one
    assert one == ask("export", name, "--until", "2031-03").out == ask("export", name, "-n", "1").out
    assert "mayor" in ask("export", name, "--since", "2031-04").out


def test_lines_are_json(ask: Ask) -> None:
    for name in ("annotations", "ftm", "schema-org"):
        assert all(json.loads(line) for line in ask("export", name).out.splitlines())
    assert len(json.loads(ask("export", "prov").out)["bundle"]) == 2
    assert len(json.loads(ask("export", "label-studio").out)) == 2


def test_the_configuration_needs_no_ledger(ask: Ask, tmp_path: Path) -> None:
    printed = ask("export", "label-studio", "--config", "--ledger", str(tmp_path / "none"))
    assert (printed.code, printed.out.splitlines()[0]) == (0, "<View>")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_go_to_a_folder(ask: Ask, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "tables"
    done = ask("export", "tables", "--as", form, "-o", str(folder))
    assert (done.code, done.out) == (0, "")
    names = {path.name for path in folder.iterdir()}
    assert {f"documents.{form}", f"claims.{form}", f"stories.{form}"} <= names
    assert done.err == f"allegedly: {len(names)} tables written to {folder}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_tables_of_a_hostile_report(ask: Ask, tmp_path: Path) -> None:
    assert ask("export", "tables", "-o", str(tmp_path / "t")).code == 0
    for path in (tmp_path / "t").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not CONTROL.search(text), path
        assert list(csv.reader(text.splitlines()))


def test_nothing_is_written_over(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = ask("export", "tables", "-o", str(tmp_path))
    assert (refused.code, [path.name for path in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert "another folder" in refused.err
    assert ask("export", "tables", "-o", str(tmp_path / "none" / "t")).code == 2
    assert ask("export", "tables").code == 2
    (tmp_path / "empty").mkdir()
    assert ask("export", "tables", "-o", str(tmp_path / "empty")).code == 0


def test_a_ledger_that_is_not_there_leaves_nothing(ask: Ask, tmp_path: Path) -> None:
    for name in (*FORMATS, "tables", "datasette"):
        none = ask("export", name, "--ledger", str(tmp_path / "none.sqlite"), "-o", str(tmp_path / "x"))
        assert none.code == 1, name
        assert list(tmp_path.iterdir()) == []


def test_the_metadata_is_for_the_file(ask: Ask, ledger: Path) -> None:
    data = json.loads(ask("export", "datasette").out)
    assert list(data["databases"]) == [ledger.stem]
    assert "denials" in data["databases"][ledger.stem]["queries"]
