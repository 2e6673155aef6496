import io
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from allegedly.errors import DocumentError, TooLong, Unreadable
from allegedly.sources import Failure, Input, find, finding, jsonl, load
from allegedly.sources.finding import sniff


def origins(found: list[Input | Failure], folder: Path) -> list[str]:
    return [item.origin.removeprefix(f"{folder}/") for item in found]


def test_a_folder_is_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/.hidden.txt", ".git/x.txt", "c.jsonl", "d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}\n\n{}\n")
    found = list(find([str(tmp_path)]))
    assert origins(found, tmp_path) == ["a/z.html", "b.txt", "c.jsonl:1", "c.jsonl:3"]
    assert [item.kind for item in found if isinstance(item, Input)] == ["html", "text", "record", "record"]


def test_patterns_and_names_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "report.eml").write_text("He said so.")
    (tmp_path / "page.php").write_text("<!DOCTYPE html><p>He said so.")
    found = list(find([f"{tmp_path}/*.p*", f"{tmp_path}/report.eml"]))
    assert [(item.origin[-4:], item.kind) for item in found if isinstance(item, Input)] == [
        (".php", "html"),
        (".eml", "text"),
    ]


def test_what_cannot_be_opened_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("He said so.")
    (tmp_path / "empty").mkdir()
    found = list(
        find([f"{tmp_path}/none.txt", f"{tmp_path}/*.html", f"{tmp_path}/empty", "a\0b", f"{tmp_path}/good.txt"])
    )
    assert [type(item) for item in found] == [Failure] * 4 + [Input]
    assert all(isinstance(item.error, Unreadable) for item in found if isinstance(item, Failure))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(finding.MOST_BYTES + 1)
    (failure,) = find([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, TooLong)


def test_a_line_that_is_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MOST_BYTES", 20)
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "' + "a" * 90 + '"}\n{"text": "b"}')
    found = list(find([str(tmp_path)]))
    assert [type(item) for item in found] == [Input, Failure, Input]
    assert origins(found, tmp_path) == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"He said so.\n", [("-", "text")]),
        (b"\n<html><p>a", [("-", "html")]),
        (b'{"text": "a"}\n{"text": "b"}\n', [("-:1", "record"), ("-:2", "record")]),
    ],
)
def test_standard_input(data: bytes, expected: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = [item for item in find(["-"]) if isinstance(item, Input)]
    assert [(item.origin, item.kind) for item in found] == expected
    assert b"".join(item.data for item in found) == data


def test_formats_are_told_from_the_beginning() -> None:
    assert sniff("<!doctype HTML>".encode("utf-16")) == "html"
    assert sniff(b'{ "text": 1}') == "record"
    assert sniff(b"{He said}") == "text"


def test_inputs_go_to_other_processes() -> None:
    item = Input("a", "text", b"b")
    assert pickle.loads(pickle.dumps(item)) == item


def test_what_a_folder_has_besides_is_counted_by_its_endings(tmp_path: Path) -> None:
    for name in ("a.txt", "b.PDF", "c/d.pdf", "README", ".hidden", ".git/x.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert finding.left_out([str(tmp_path), "-", "nowhere"]) == {".pdf": 2, "without an ending": 1}
    assert not finding.left_out([str(tmp_path / "a.txt")])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("f.html", b'<?xml version="1.0"?>\n<!-- a > b --><rss version="2.0"><channel/></rss>', "no HTML|feed"),
        ("f.xhtml", b'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "allegedly watch"),
        ("l.json", b'[{"text": "He said so."}]', "one object a line"),
    ],
)
def test_what_only_looks_like_a_report_says_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    [item] = find([str(tmp_path / name)])
    assert isinstance(item, Input)
    with pytest.raises(DocumentError, match=said):
        load(item)
