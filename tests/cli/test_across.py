from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from allegedly import open_ledger
from tests.cli.conftest import Result, call
from tests.cli.linked import BELL, HARBOUR, MIRROR, MOSS, QUAY, REPORTS, make

Ask = Callable[..., Result]
LISTS = (("stories",), ("disputes",), ("undertakings",), ("copies",), ("figures", "--story", QUAY))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("linked") / "l.sqlite"
    make(made)
    return made


@pytest.fixture
def ask(path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv("ALLEGEDLY_LEDGER", str(path))
    monkeypatch.setenv("COLUMNS", "100")
    return call


def objects(result: Result) -> list[dict[str, object]]:
    assert result.code == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


@pytest.mark.parametrize("command", LISTS, ids=lambda command: command[0])
def test_every_list_is_a_table_and_json(ask: Ask, command: tuple[str, ...]) -> None:
    table = ask(*command)
    assert len(table.out.splitlines()) >= 2
    assert all(len(line) <= 100 for line in table.out.splitlines())
    assert objects(ask(*command, "--json"))


def test_stories_of_several_reports_come_first_of_all(ask: Ask) -> None:
    [fire] = objects(ask("stories", "--json"))
    assert (fire["id"], fire["reports"], fire["documents"]) == (QUAY, 3, 4)
    assert [row["id"] for row in objects(ask("stories", "--reports", "1", "--json"))] == [HARBOUR, QUAY]
    assert [row["id"] for row in objects(ask("stories", "--reports", "1", "--since", "2031-03-08", "--json"))] == [
        HARBOUR
    ]
    assert objects(ask("stories", "--document", BELL[:9], "--json")) == [fire]
    assert objects(ask("stories", "--outlet", "moss", "--json")) == [fire]
    assert objects(ask("stories", "--outlet", "lamp", "--json")) == []


def test_a_story_is_found_by_any_document_in_it(ask: Ask) -> None:
    [by_copy] = objects(ask("story", MIRROR[:8], "--json"))
    assert by_copy["id"] == QUAY
    told = by_copy["documents"]
    assert isinstance(told, list)
    assert [(row["document"], row["report"]) for row in told][:2] == [(QUAY, QUAY), (MIRROR, QUAY)]
    assert "3 independent reports in 4 documents" in ask("story", BELL).out
    assert ask("story", "ffff").code == 1


def test_disputes_have_both_sides_and_where_they_stand(ask: Ask) -> None:
    texts = {one.document.id: one.text for one in REPORTS}
    rows = objects(ask("disputes", "--json"))
    assert {(row["one"]["document"], row["other"]["document"]) for row in rows} == {  # type: ignore[index]
        (QUAY, BELL), (MOSS, BELL), (min(QUAY, BELL), max(QUAY, BELL))
    }  # fmt: skip
    for row in rows:
        for side in (row["one"], row["other"]):
            assert isinstance(side, dict)
            start, end = side["span"]
            assert texts[side["document"]][start:end] == side["words"]
    assert len(objects(ask("disputes", "--by", "mayor", "--json"))) == 1
    assert len(objects(ask("disputes", "--document", MOSS, "--json"))) == 1
    [killed] = objects(ask("disputes", "--type", "figures", "--json"))
    assert {killed["one"]["words"], killed["other"]["words"]} == {"3 killed", "4 killed"}  # type: ignore[index]
    assert objects(ask("disputes", "--type", "happened", "--json")) == []
    assert objects(ask("disputes", "--story", HARBOUR, "--json")) == []
    assert objects(ask("disputes", "--until", "2031-02", "--json")) == []
    assert ask("disputes", "--type", "quarrel").code == 2


def test_undertakings_copies_and_series(ask: Ask) -> None:
    [come] = objects(ask("undertakings", "--type", "fulfilled", "--json"))
    assert (come["by"], come["result"]) == (None, "fulfilled")  # the rules name somebody whom the report does not have
    [copy] = objects(ask("copies", "--json"))
    assert (copy["first"], copy["copy"], copy["share"], copy["agencies"]) == (QUAY, MIRROR, 1.0, ["WIRE"])
    assert objects(ask("copies", "--outlet", "mirror", "--json")) == [copy]
    series = objects(ask("figures", "--story", BELL, "--json"))
    assert [(row["thing"], row["low"], row["report"]) for row in series] == [
        ("killed", 3.0, QUAY),
        *sorted([("killed", 3.0, QUAY), ("killed", 4.0, BELL)], key=lambda row: MIRROR if row[1] == 3 else BELL),
    ]
    assert [row["excludes"] for row in series if row["document"] == QUAY] == [[BELL]]
    assert [row["excludes"] for row in series if row["document"] == BELL] == [sorted([QUAY, MIRROR])]
    assert objects(ask("figures", "--story", BELL, "--type", "wounded", "--json")) == []
    assert ask("figures", "--story", BELL, "--about", "X").code == 2


def test_copies_show_where_they_differ(ask: Ask) -> None:
    shown = ask("copies", "--passages").out
    assert re.search(r"^  \+ .*Read more", shown, re.MULTILINE)
    [copy] = objects(ask("copies", "--passages", "--json"))
    assert isinstance(copy["passages"], list)
    assert all(passage["a"] is None for passage in copy["passages"])
    assert ask("copies", "--passages", "--outlet", "lamp").code == 0


def test_the_brief_says_who_claims_and_who_denies(ask: Ask) -> None:
    page = ask("brief", QUAY).out
    assert "3 independent reports in 4 documents, 2031-03-01 to 2031-03-02" in page
    assert re.search(r"assert.*: the mill burns.*\n.*read as answering it: clerk", page)
    assert "3 (3 killed) The Quay" in page
    assert re.search(r"read as fulfilled in the words of guard.*they come", page)
    assert "often wrong: look at both reports" in " ".join(page.split())
    assert "copy: 2031-03-02 The Mirror" in page
    assert "\x1b" not in page
    assert all(len(line) <= 100 for line in page.splitlines())


def test_the_brief_in_markdown_obeys_nothing_of_the_reports(ask: Ask) -> None:
    page = ask("brief", QUAY, "--as", "markdown").out
    assert r"\<script\>" in page
    assert "<script>" not in page
    assert r"\[y\](z)" in page
    assert all(line.count(" | ") >= 3 for line in page.splitlines() if line.startswith("|"))


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_brief_in_html_needs_nothing_else_and_is_escaped(ask: Ask, tmp_path: Path) -> None:
    assert ask("brief", QUAY, "--as", "html", "--output", str(tmp_path / "b.html")).out == ""
    text = (tmp_path / "b.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert text.startswith("<!doctype html>")
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert {link for link in page.links if not link.startswith("#")} == {"https://quay.example/fire"}
    assert all(f'id="{link[1:]}"' in text for link in page.links if link.startswith("#"))
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text


def test_the_brief_of_a_single_report_and_as_json(ask: Ask) -> None:
    assert "nobody" in ask("brief", HARBOUR).out
    assert "Nobody." in ask("brief", HARBOUR, "--as", "html").out
    [brief] = objects(ask("brief", HARBOUR, "--json"))
    assert brief["sources"] == 1


def test_what_is_not_linked_is_linked_by_the_command(tmp_path: Path) -> None:
    where = str(tmp_path / "l.sqlite")
    with open_ledger(where) as ledger:
        for one in REPORTS:
            ledger.add(one)
    assert "`allegedly link` links" in call("story", QUAY, "--ledger", where).err
    done = call("link", "--ledger", where)
    assert (done.code, done.err) == (0, "")
    assert "5 reports linked, 5 in all." in done.out
    assert json.loads(call("link", "--ledger", where, "--json").out)["linked"] == 0
    assert json.loads(call("link", "--ledger", where, "--anew", "--json").out)["linked"] == 5
    assert call("story", QUAY, "--ledger", where).code == 0
    assert call("check", "--ledger", where).code == 0
    assert call("link", "--ledger", str(tmp_path / "none")).code == 1
