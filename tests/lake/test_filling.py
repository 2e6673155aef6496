"""A lake filled by the processes of one machine: the same rows, however it came about."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from allegedly.errors import LakeError, UsageError
from allegedly.lake import pieces
from allegedly.lake.filling import State
from allegedly.lake.folder import Folder, work_folder
from allegedly.lake.manifest import NAME, load
from allegedly.lake.opening import open_lake
from allegedly.lake.staging import Staging
from allegedly.lake.worker import Limits
from tests.lake.archive import contents, filled, manifest, report, write

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 150
SECONDS = 4
KINDS = ("crash", "exit", "hang", "loop", "memory", "null", "raise")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a lake of NUMBER reports that was filled at once by two processes, and what it was filled from."""
    folder = tmp_path_factory.mktemp("calm")
    path = write(folder / "reports.jsonl", map(report, range(NUMBER)))
    filled(folder / "lake", path, jobs=2)
    return folder / "lake", path


def test_all_is_there_once_and_in_order(calm: tuple[Path, str]) -> None:
    lake, _ = calm
    found = contents(lake)
    documents = {month: [row["id"] for row in rows] for month, rows in found["documents"].items()}
    assert len(documents) == 8
    assert sum(map(len, documents.values())) == len({one for ids in documents.values() for one in ids}) == NUMBER
    assert all(ids == sorted(ids) for ids in documents.values())
    assert {month for month, rows in found["documents"].items() for row in rows if not row["published"]} == {"unknown"}
    for table in ("claims", "layers", "figures"):
        assert {m: {row["document"] for row in rows} for m, rows in found[table].items()} == {
            month: set(ids) for month, ids in documents.items()
        }
    assert found["errors"] == {}
    named = {part.path for parts in manifest(lake).tables.values() for part in parts}
    assert named == {str(path.relative_to(lake)) for path in lake.rglob("*.parquet")}
    assert sorted(path.name for path in (lake / "_work").iterdir()) == ["lock.sqlite"]


def test_neither_processes_nor_batches_nor_order_nor_pieces_matter(
    calm: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, path = calm
    lines = Path(path).read_text("utf-8").splitlines(keepends=True)
    monkeypatch.setattr(pieces, "DOCUMENTS", 8)
    monkeypatch.setattr(pieces, "HELD_DOCUMENTS", 10)
    filled(tmp_path / "one", path, jobs=1, size=5)
    assert contents(tmp_path / "one") == contents(lake)
    # The same lines elsewhere: only the origins, which have the numbers of lines in them, may differ.
    random.Random(4).shuffle(lines)
    Path(tmp_path, "shuffled.jsonl").write_text("".join(lines), "utf-8")
    filled(tmp_path / "two", str(tmp_path / "shuffled.jsonl"), size=100)
    assert without_origins(tmp_path / "two") == without_origins(lake)


def without_origins(lake: Path) -> object:
    found = contents(lake)
    for rows in found["documents"].values():
        for row in rows:
            del row["origin"]
    return found


def test_the_same_document_from_several_places_is_there_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "b.jsonl", [report(1), report(1, title="Another head"), report(2, published="2020-01-01")])
    write(folder / "a.jsonl", [report(2), report(3)])
    filled(tmp_path / "lake", str(folder), str(folder / "b.jsonl"))
    [*rows] = (row for rows in contents(tmp_path / "lake")["documents"].values() for row in rows)
    assert sorted(Path(row["origin"]).name for row in rows) == ["a.jsonl:1", "a.jsonl:2", "b.jsonl:1"]
    filled(tmp_path / "later", str(folder / "b.jsonl"))
    assert "2020-01" in contents(tmp_path / "later")["documents"]
    filled(tmp_path / "later", str(folder / "a.jsonl"))
    assert contents(tmp_path / "later") == contents(tmp_path / "lake")


def test_versions_supersede_each_other_by_publication(tmp_path: Path) -> None:
    versions = [report(n, url="https://x.example/same", published=f"2021-0{n}-01") for n in (1, 2, 3)]
    paths = [write(tmp_path / f"{n}.jsonl", [one, report(10 + n)]) for n, one in enumerate(versions)]
    filled(tmp_path / "once", *paths)
    for path in (paths[2], paths[0], paths[1]):
        filled(tmp_path / "bit by bit", path)
    found = contents(tmp_path / "once")
    rows = sorted((r for rows in found["documents"].values() for r in rows), key=lambda row: row["published"] or "")
    chain = [row for row in rows if row["url"].endswith("same")]
    assert [row["supersedes"] for row in chain] == [None, chain[0]["id"], chain[1]["id"]]
    assert contents(tmp_path / "bit by bit") == found


def test_what_has_been_read_is_passed_over(calm: tuple[Path, str], tmp_path: Path) -> None:
    _, path = calm
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(path, folder / "a.jsonl")
    assert filled(tmp_path / "lake", str(folder)).read == NUMBER
    before = (tmp_path / "lake" / NAME).stat().st_mtime_ns
    again = filled(tmp_path / "lake", str(folder))
    assert (again.read, again.known, again.documents) == (0, NUMBER, NUMBER)
    assert (tmp_path / "lake" / NAME).stat().st_mtime_ns == before
    with (folder / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(report(NUMBER)) + "\n")
    more = filled(tmp_path / "lake", str(folder))
    assert more.read <= 64
    assert (more.documents, more.documents_before) == (NUMBER + 1, NUMBER)
    filled(tmp_path / "at once", str(folder))
    assert contents(tmp_path / "at once") == contents(tmp_path / "lake")


def test_poison_costs_no_other_document(tmp_path: Path) -> None:
    reports = [report(n) for n in range(60)]
    for place, kind in enumerate(KINDS):
        reports[place * 8] = report(place, text=f"POISON {kind}\n\nNumber {place}.")
    path = write(tmp_path / "a.jsonl", [*reports, {"nothing": "to read"}])
    result = filled(tmp_path / "lake", path, jobs=2, limits=Limits(seconds=SECONDS, megabytes=500))
    assert (result.documents, result.errors) == (60 - len(KINDS), len(KINDS) + 1)
    rows = {row["origin"].rpartition(":")[2]: row for row in contents(tmp_path / "lake")["errors"]["unknown"]}
    errors = {kind: rows[str(place * 8 + 1)]["error"] for place, kind in enumerate(KINDS)}
    assert errors == {
        "crash": "Crashed", "exit": "Crashed", "hang": "TookTooLong", "loop": "TookTooLong", "memory": "TookTooMuch",
        "null": "Crashed", "raise": "Unforeseen",
    }  # fmt: skip
    assert f"{SECONDS} seconds" in rows["17"]["message"]
    assert "500 MB" in rows["33"]["message"]
    assert rows["61"]["error"] == "BadRecord"


def test_an_error_goes_when_its_origin_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" ")
    first = filled(tmp_path / "lake", str(path))
    assert (first.documents, first.errors) == (0, 1)
    path.write_text("The harbour ministry said 4 barges left.")
    second = filled(tmp_path / "lake", str(path))
    assert (second.documents, second.errors) == (1, 0)


def test_a_run_that_is_killed_goes_on(calm: tuple[Path, str], tmp_path: Path) -> None:
    lake, path = calm
    chance = random.Random(7)
    command = [sys.executable, "-m", "tests.lake.run", str(tmp_path / "lake"), path]
    ended = 0
    for _ in range(6):
        run = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
        try:
            run.wait(0.5 + chance.random() * 3)
            ended += 1
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    assert contents(tmp_path / "lake") == contents(lake)
    assert sorted(one.name for one in (tmp_path / "lake" / "_work").iterdir()) == ["lock.sqlite"]


def test_a_settling_that_is_cut_off_begins_anew(
    calm: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, path = calm
    with monkeypatch.context() as patch:
        patch.setattr("allegedly.lake.manifest.save", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            filled(tmp_path / "lake", path)
    assert load(Folder(tmp_path / "lake")) is None
    Path(tmp_path, "lake", "claims", "month=2021-10", "part-0000-left.parquet").write_bytes(b"left over")
    result = filled(tmp_path / "lake", path)
    assert (result.read, result.known) == (0, NUMBER)
    assert contents(tmp_path / "lake") == contents(lake)
    assert not list(Path(tmp_path, "lake").rglob("*left*"))


def test_only_one_run_at_a_time(calm: tuple[Path, str], tmp_path: Path) -> None:
    with Staging(work_folder(tmp_path / "lake")).held(), pytest.raises(LakeError, match="another run"):
        filled(tmp_path / "lake", calm[1])


def test_what_is_no_lake_is_left_alone(calm: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(LakeError, match="something else"):
        filled(tmp_path, calm[1])
    with pytest.raises(LakeError, match="no lake"):
        open_lake(tmp_path)
    (tmp_path / NAME).write_text("{}")
    with pytest.raises(LakeError, match="no manifest"):
        open_lake(tmp_path)
    with pytest.raises(UsageError):
        filled(tmp_path / "lake", calm[1], jobs=0)
    with pytest.raises(UsageError, match="lies in"):
        filled(tmp_path / "lake", str(tmp_path))


def test_a_lake_of_other_layers_is_not_added_to(calm: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(calm[0], tmp_path / "lake")
    told = json.loads((tmp_path / "lake" / NAME).read_text())
    told["layers"]["events"] += 1
    (tmp_path / "lake" / NAME).write_text(json.dumps(told))
    with pytest.raises(LakeError, match="other versions"):
        filled(tmp_path / "lake", calm[1])


def test_progress_tells_how_far_it_is(calm: tuple[Path, str], tmp_path: Path) -> None:
    states: list[State] = []
    filled(tmp_path / "lake", calm[1], on_progress=states.append)
    assert states[-1].read == NUMBER
    assert states[-1].done == states[-1].total == Path(calm[1]).stat().st_size
    assert [state.read for state in states] == sorted(state.read for state in states)
    assert [state.settling for state in states] == [False] * (len(states) - 1) + [True]
    assert states[0].left is not None
    assert states[0].left > 0
    assert states[-1].left == 0


def test_a_lake_elsewhere(calm: tuple[Path, str]) -> None:
    lake, path = calm
    for name in ("memory://lakes/one", "memory://lakes/one"):
        result = filled(name, path)
        assert result.documents == NUMBER
    assert contents("memory://lakes/one") == contents(lake)
