"""An archive into a lake, and from there into a ledger, from the command line, with the real layers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import call

REPORT = (
    "Posts closed\n\n{day} March 2031\n\nThe minister said on Monday that nobody had left. The mayor denied this.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLEGEDLY_LEDGER", raising=False)
    (tmp_path / "in").mkdir()
    for day in (4, 5):
        (tmp_path / "in" / f"{day}.txt").write_text(REPORT.format(day=day), encoding="utf-8")
    return tmp_path


def test_an_archive_goes_into_a_lake_and_on_into_a_ledger(here: Path) -> None:
    (here / "in" / "empty.txt").write_text(" ")
    first = call("batch", "in", "lake")
    assert first.code == 1
    assert "3 inputs: 3 read. The lake lake holds 2 documents and 1 error." in first.out
    assert "1 input could not be read" in first.err
    second = call("batch", "in", "lake", "--json")
    assert second.code == 0
    assert json.loads(second.out) == {
        "read": 0, "known": 3, "documents": 2, "errors": 1, "documents_before": 2, "errors_before": 1,
    }  # fmt: skip

    imported = call("ledger", "import", "lake", "--since", "2031-03-05", "--json")
    assert imported.code == 0
    assert json.loads(imported.out)["new"] == 1
    assert [json.loads(line)["act"] for line in call("claims", "--json").out.splitlines()] == ["assert", "deny"]
    assert call("ledger", "import", "lake", "--until", "1999").code == 1
    assert "2 documents: 1 new, 1 already there" in call("ledger", "import", "lake", "--no-link").out
    exported = call("ledger", "export", "back")
    assert "2 documents written to back" in exported.err
    assert "there already" in call("ledger", "export", "back").err
    assert "sound: 2 documents" in call("check").out


def test_what_cannot_be_done_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no lake at nothing" in call("ledger", "import", "nothing").err
    assert call("batch", "-", "lake").code == 2
    assert call("batch", "lake").code == 2
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    missing = call("batch", "in", "lake")
    assert missing.code == 1
    assert "pip install" in missing.err
