"""Reading from the command line, with the real layers; each test reads as little as it can."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import call

REPORT = "Posts closed\n\n4 March 2031\n\nThe minister said on Monday that nobody had left. The mayor denied this.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good report and an empty one, in which the program is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLEGEDLY_LEDGER", raising=False)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").write_text("  \n", encoding="utf-8")
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, **more}


def test_what_fails_is_listed_kept_and_told_by_the_exit_code(here: Path) -> None:
    first = call("read", "reports")
    assert first.code == 1
    assert "2 reports: 1 read, 1 failed. The ledger is allegedly.sqlite." in first.out
    assert "empty.txt" in first.err
    assert [json.loads(line)["error"] for line in call("errors", "--json").out.splitlines()] == ["EmptyDocument"]

    (here / "reports" / "empty.txt").write_text(REPORT.replace("mayor", "bishop"), encoding="utf-8")
    second = call("read", "reports")
    assert (second.code, second.err) == (0, "")
    assert "2 reports: 1 read, 1 already known" in second.out
    assert "everything could be read" in call("errors").err
    assert "sound: 2 documents" in call("check").out


def test_json_tells_of_each_input(here: Path) -> None:
    result = call("read", "--json", "--ledger", "other.sqlite", "reports", "nowhere.txt")
    outcomes = {Path(line["origin"]).name: line for line in map(json.loads, result.out.splitlines())}
    assert {name: line["state"] for name, line in outcomes.items()} == {
        "good.txt": "new",
        "empty.txt": "failed",
        "nowhere.txt": "failed",
    }
    assert result.code == 1
    assert (here / "other.sqlite").exists()


def test_nothing_to_read_is_an_error(here: Path) -> None:
    (here / "none").mkdir()
    assert call("read", "none").code == 1
    (here / "none.jsonl").write_text("\n", encoding="utf-8")
    result = call("read", "none.jsonl")
    assert (result.code, result.out) == (1, "")
    assert "nothing to read" in result.err


def test_the_publication_time_can_be_given(here: Path) -> None:
    assert call("read", "reports/good.txt", "--published", "2030-01-02").code == 0
    [row] = map(json.loads, call("documents", "--json").out.splitlines())
    assert row["published"] == "2030-01-02"
    assert call("show", "reports/good.txt", "--published", "someday").code == 1


def test_a_file_is_shown_without_a_ledger(here: Path) -> None:
    shown = call("show", "reports/good.txt")
    assert shown.code == 0
    assert "The mayor" in shown.out
    assert not (here / "allegedly.sqlite").exists()
    failed = call("show", "reports/empty.txt")
    assert (failed.code, failed.out) == (1, "")
    assert len(failed.err.splitlines()) == 1


def test_standard_input_and_the_progress_on_a_terminal(here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "allegedly", "read", "-"],
        input=REPORT.encode(),
        capture_output=True,
        env=environment(FORCE_COLOR="1"),
        timeout=60,
        check=True,
    )
    assert b"1 read" in done.stdout
    assert b"\x1b[" in done.stderr
    assert b"1 new" in done.stderr


def test_an_interrupted_run_keeps_what_it_has_read(here: Path) -> None:
    lines = [json.dumps({"text": f"The minister said that {n} posts were closed. " * 3}) for n in range(2000)]
    (here / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "allegedly", "read", "many.jsonl", "--json", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
        start_new_session=True,
    )
    assert running.stdout is not None
    assert json.loads(running.stdout.readline())["state"] == "new"
    os.killpg(running.pid, signal.SIGINT)
    _, complaints = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in complaints
    assert "sound" in call("check").out
    assert call("documents", "--json", "--limit", "1").out
