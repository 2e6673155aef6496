"""Where the documents of an archive are found."""

from __future__ import annotations

import bz2
import gzip
import json
from datetime import date
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet
import pytest

from allegedly.errors import LakeError, UsageError
from allegedly.lake.inputs import Progress, find, read_source, sources
from allegedly.sources import Failure, Input, load
from tests.lake import archive


def test_a_tree_is_gone_through_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.txt", ".hidden/3.txt", "b/picture.png", "c.jsonl", "b/.4.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"text": "words of {name}"}}')
    found = list(find([str(tmp_path)]))
    assert [one.origin.removeprefix(f"{tmp_path}/") for one in found] == ["a.txt", "b/1.html", "b/2.txt", "c.jsonl:1"]
    assert [one.kind for one in found if isinstance(one, Input)] == ["text", "html", "text", "record"]


def test_patterns_lists_and_what_is_not_there(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.html"):
        (tmp_path / name).write_text(f"words of {name}")
    (tmp_path / "list").write_text(f"# of two\n{tmp_path}/*.html\n\n{tmp_path}/1.txt\n")
    paths = [f"{tmp_path}/?.txt", f"@{tmp_path}/list", f"{tmp_path}/none", f"@{tmp_path}/no-list"]
    found = list(find(paths))
    assert [Path(one.origin).name for one in found] == ["1.txt", "2.txt", "3.html", "1.txt", "none", "no-list"]
    assert [type(one) for one in found[4:]] == [Failure, Failure]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack: object) -> None:
    lines = b"".join(json.dumps(archive.report(n)).encode() + b"\n" for n in range(500))
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(lines))  # type: ignore[operator]
    assert len([one for one in find([str(tmp_path)]) if isinstance(one, Input)]) == 500
    path.write_bytes(pack(lines)[:-200])  # type: ignore[operator]
    *_, last = find([str(path)])
    assert isinstance(last, Failure)


def test_the_rows_of_parquet_are_read_as_those_of_jsonl(tmp_path: Path) -> None:
    rows = {"text": ["words", None], "html": [None, "<p>more</p>"], "published": [date(2021, 3, 4), None], "n": [1, 2]}
    pa.parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    one, two = find([str(tmp_path)])
    assert isinstance(one, Input)
    assert isinstance(two, Input)
    assert one.origin == f"{tmp_path}/a.parquet:1"
    assert load(one).published == "2021-03-04"
    assert json.loads(two.data) == {"html": "<p>more</p>"}
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and then nothing")
    assert isinstance(list(find([str(tmp_path)]))[-1], Failure)


def test_other_stores_by_their_urls() -> None:
    files = fsspec.filesystem("memory")
    files.pipe_file("/archive/2021/a.txt", b"words here")
    files.pipe_file("/archive/2021/b.jsonl", b'{"text": "words there"}\n{"text": "and there"}\n')
    files.pipe_file("/archive/2021/c.png", b"")
    everything = ["memory://archive/2021/a.txt", "memory://archive/2021/b.jsonl:1", "memory://archive/2021/b.jsonl:2"]
    for path, expected in (
        ("memory://archive", everything),
        ("memory://archive/*", everything),
        ("memory://archive/2021/a.txt", everything[:1]),
    ):
        assert [one.origin.replace(":///", "://") for one in find([path])] == expected
    assert isinstance(next(find(["memory://nothing"])), Failure)


def test_progress_is_told_in_bytes_of_the_sources(tmp_path: Path) -> None:
    path = Path(archive.write(tmp_path / "a.jsonl", map(archive.report, range(2000))))
    progress = Progress()
    found = find([str(path), str(path)], progress)
    size = path.stat().st_size
    for _ in range(1000):
        next(found)
    assert 0 < progress.bytes < size
    list(found)
    assert progress.bytes == 2 * size
    assert sum(one.size for one in sources([str(tmp_path)]) if not isinstance(one, Failure)) == size


def test_what_cannot_be_gone_through_again_or_at_all() -> None:
    with pytest.raises(UsageError):
        list(sources(["-"]))
    with pytest.raises(LakeError):
        list(find(["nothing-like-it://archive/a.txt"]))


def test_a_source_that_is_gone_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    [source] = sources([str(path)])
    path.unlink()
    assert not isinstance(source, Failure)
    assert [type(one) for one in read_source(source)] == [Failure]
