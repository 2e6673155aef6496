"""Where an export goes, and the bar that shows how far it is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from allegedly.cli.export import output
from allegedly.errors import UsageError
from allegedly.ledger import open_ledger


def test_a_file_is_there_only_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("what was there before")
    with pytest.raises(TypeError), output.text_file(path) as file:
        json.dump(["half", object()], file)
    assert path.read_text() == "what was there before"
    with output.binary_file(path) as binary:
        binary.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give another --output"), output.text_file(tmp_path / "none" / "x"):
        raise AssertionError


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_of_documents_where_there_is_a_terminal(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(output, "err", lambda: Console(file=shown, force_terminal=terminal, width=100))
    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        output.progress(opened, tmp_path / "out", str.upper) as watched,
    ):
        assert list(watched(["a", "A", "b"])) == ["a", "A", "b"]
    assert ("2/2" in shown.getvalue()) == terminal
