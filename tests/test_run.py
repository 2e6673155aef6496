import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from allegedly.errors import LedgerError, UsageError
from allegedly.ledger import check, open_ledger
from allegedly.reading.pipeline import LAYERS
from allegedly.records import Problem, Reading
from allegedly.run import Outcome, read_into
from allegedly.run.linking import standard
from allegedly.run.one import Current, Failed, Read, read_one
from allegedly.sources import Input
from tests.readings import reading

VERSIONS = tuple((layer.name, layer.version) for layer in LAYERS)


def write(folder: Path, count: int, words: int = 40) -> None:
    """Write so many short reports, each with words of its own."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        body = f"The harbour office said on Monday that barge {n} had left the port with {n + 2} crates of apples. " * (
            words // 20
        )
        (folder / f"{n:03}.txt").write_text(f"Barge {n} leaves port\n\n{body.strip()}\n", encoding="utf-8")


def quick(item: Input, **_: object) -> Read:
    """Stand for the reading of one input, in a worker, without a model."""
    if b"deadly" in item.data:
        os.kill(os.getpid(), signal.SIGKILL)
    text = item.data.decode()
    base = Reading(replace(reading().document, id=text.split()[-1], text=text, origin=item.origin), versions=VERSIONS)
    if b"layered" in item.data:
        return Read(replace(base, problems=(Problem("events", "KeyError: 'x'"),), versions=VERSIONS[:-1]))
    return Read(replace(base, blocks=(None,)) if b"broken" in item.data else base)  # type: ignore[arg-type]


def test_a_run_reads_what_it_can_and_tells_the_rest(tmp_path: Path) -> None:
    folder, path = tmp_path / "in", tmp_path / "l"
    write(folder, 4)
    (folder / "1.html").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "2.txt").write_text(
        "Die Regierung hat am Montag in der Hauptstadt erklärt, dass keine Schiffe fehlen. " * 5
    )
    (folder / "3.jsonl").write_text('{"text": "The port was shut on Friday, a guard said."}\nnonsense\n')
    seen: list[Outcome] = []
    paths = [str(folder), str(tmp_path / "none.txt")]
    summary = read_into(path, paths, jobs=2, on_progress=seen.append)
    assert (summary.read, summary.failed, summary.total) == (5, 4, 9)
    assert [Path(outcome.origin).name for outcome in seen] == [
        "000.txt", "001.txt", "002.txt", "003.txt", "1.html", "2.txt", "3.jsonl:1", "3.jsonl:2", "none.txt",
    ]  # fmt: skip
    assert [outcome.error for outcome in summary.errors][1:3] == ["NotEnglish", "BadRecord"]
    with open_ledger(path) as ledger:
        assert {row.origin: row.error for row in ledger.errors()} == {e.origin: e.error for e in summary.errors}
        assert len(list(ledger.documents())) == 5
        before = list(ledger.documents())
        (folder / "000.txt").write_text("Barge 0 stays\n\nIt did not leave after all, the harbour office said.")
        (folder / "2.txt").write_text("The government said on Monday that no ships were missing.")
        again = read_into(path, [str(folder)], jobs=1)
        assert (again.changed, again.read, again.unchanged, again.failed) == (1, 1, 4, 2)
        assert list(ledger.documents())[1].id == before[1].id
        assert "2.txt" not in {Path(row.origin).name for row in ledger.errors()}
        assert not list(check(ledger))


def test_what_kills_a_worker_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.run.one.read_one", quick)
    for n, words in enumerate(["fine", "deadly", "layered", "broken", "good"]):
        (tmp_path / f"{n}.txt").write_text(f"{words} {n}")
    summary = read_into(tmp_path / "l", [str(tmp_path / "*.txt")], jobs=2)
    assert (summary.read, summary.failed) == (3, 2)
    assert [(Path(e.origin).name, e.error) for e in summary.errors] == [("1.txt", "Crashed"), ("3.txt", "Unforeseen")]
    assert [(outcome.document, outcome.problems) for outcome in summary.problems] == [("2", ("events: KeyError: 'x'",))]
    with open_ledger(tmp_path / "l") as ledger:
        assert [row.id for row in ledger.documents()] == ["0", "2", "4"]


def test_nothing_in_the_folder_of_the_reports_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.run.one.read_one", quick)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('imported')")
    (tmp_path / "a.txt").write_text("fine 1")
    assert read_into("l", ["a.txt"]).read == 1


SCRIPT = """
import sys
from allegedly.run import read_into
read_into(sys.argv[1], [sys.argv[2]], jobs=2)
"""


def start(ledger: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(ledger), str(folder)], env=environment, stderr=subprocess.PIPE
    )


def wait_for(ledger: Path, documents: int, run: subprocess.Popen[bytes]) -> int:
    """Wait until so many documents are there, and return how many are."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and run.poll() is None:
        if ledger.exists():
            try:
                with open_ledger(ledger, read_only=True) as opened:
                    found = sum(1 for _ in opened.documents())
            except LedgerError:  # not made yet
                found = 0
            if found >= documents:
                return found
        time.sleep(0.05)
    raise AssertionError(f"the run did not get to {documents} documents (exit code {run.poll()})")


def test_a_killed_run_is_taken_up_where_it_was(tmp_path: Path) -> None:
    folder, path = tmp_path / "in", tmp_path / "l"
    write(folder, 24, words=300)
    run = start(path, folder)
    wait_for(path, 3, run)
    run.kill()
    run.wait()
    with open_ledger(path) as ledger:
        kept = list(ledger.documents())
        assert 3 <= len(kept) < 24
        assert not list(check(ledger))
    summary = read_into(path, [str(folder)], jobs=2)
    assert (summary.unchanged, summary.read, summary.failed) == (len(kept), 24 - len(kept), 0)
    with open_ledger(path) as ledger:
        rows = list(ledger.documents())
        assert rows[: len(kept)] == kept
        assert sorted(Path(row.origin or "").name for row in rows) == [f"{n:03}.txt" for n in range(24)]
        assert not list(check(ledger))
        assert not list(ledger.errors())


def test_ctrl_c_stops_a_run(tmp_path: Path) -> None:
    folder, path = tmp_path / "in", tmp_path / "l"
    write(folder, 40, words=300)
    run = start(path, folder)
    wait_for(path, 1, run)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=20)
    assert run.returncode != 0
    assert errors.strip().endswith(b"KeyboardInterrupt")
    with open_ledger(path) as ledger:
        assert 1 <= len(list(ledger.documents())) < 40
        assert not list(check(ledger))


def test_one_input_is_read_once(tmp_path: Path) -> None:
    item = Input("a.txt", "text", b"The port was shut on Friday, a guard said.")
    with open_ledger(tmp_path / "l") as ledger:
        first = read_one(item, ledger=tmp_path / "l", published="2021-03-04", language=None, link=True)
        assert isinstance(first, Read)
        assert first.reading.parse is None
        ledger.add(first.reading)
        assert first.profile == standard().profile(ledger.reading(first.reading.document.id))
        assert isinstance(read_one(item, ledger=tmp_path / "l", published="2021-03-04", language=None), Current)
        assert isinstance(read_one(item, ledger=tmp_path / "l", published=None, language=None), Current)
        assert isinstance(read_one(item, ledger=tmp_path / "l", published="2020-01-01", language=None), Read)
    failed = read_one(Input("a", "text", b" "), ledger=tmp_path / "l", published=None, language=None)
    assert isinstance(failed, Failed)


def test_a_fault_of_the_program_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("allegedly.run.one.load", fail)
    failed = read_one(Input("a", "text", b"x"), ledger=tmp_path / "l", published=None, language=None)
    assert isinstance(failed, Failed)
    assert str(failed.error) == "RecursionError: too deep; this is a fault of the program, report it"


def test_a_run_needs_a_ledger_and_a_job(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="1 or more"):
        read_into(tmp_path / "l", [], jobs=0)
    (tmp_path / "no").write_text("not a ledger " * 50)
    with pytest.raises(LedgerError, match="no ledger"):
        read_into(tmp_path / "no", [])
    assert read_into(tmp_path / "l", []).total == 0
