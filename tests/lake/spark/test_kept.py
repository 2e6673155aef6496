"""What is kept between steps lies in a folder of its own, and goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fsspec

from allegedly.lake.folder import Folder
from allegedly.lake.spark.kept import Kept

NO_SPARK: Any = None


def test_what_else_is_in_the_folder_stays(tmp_path: Path) -> None:
    work = tmp_path / "scratch"
    work.mkdir()
    (work / "letter.txt").write_text("not ours")
    one, other = (Kept(NO_SPARK, Folder(tmp_path / name), f"{work}/") for name in ("lake", "pond"))
    for kept in (one, other):
        Path(kept.path("heads")).mkdir(parents=True)
    one.cleared()
    one.cleared()
    assert not Path(one.path("heads")).exists()
    assert Path(other.path("heads")).exists()
    assert (work / "letter.txt").exists()


def test_a_remote_folder_goes_too(tmp_path: Path) -> None:
    kept = Kept(NO_SPARK, Folder(tmp_path / "lake"), "memory://kept")
    files = fsspec.filesystem("memory")
    for name in ("heads", "found"):
        files.pipe_file(f"{kept.path(name)}/part".removeprefix("memory:/"), b"rows")
    kept.dropped("heads")
    assert [path.split("/")[-2:] for path in files.find("/kept")] == [["found", "part"]]
    kept.cleared()
    assert not files.find("/kept")
