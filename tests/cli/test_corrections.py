"""Corrections in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Result, call
from tests.cli.linked import BELL, MIRROR, MOSS, QUAY, make

Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    make(tmp_path / "l.sqlite")
    monkeypatch.setenv("ALLEGEDLY_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("ALLEGEDLY_PERSON", "A. Reader")
    monkeypatch.setenv("COLUMNS", "120")
    return call


def rows(result: Result) -> list[dict[str, object]]:
    assert result.code == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


def test_a_claim_is_amended_and_every_list_says_so(ask: Ask) -> None:
    done = ask(
        "correct", "amend", f"{QUAY[:8]}:c1", "--set", "act=deny", "--set", "content=mill burns", "--why", "heard"
    )
    assert (done.code, done.err) == (0, "")
    assert "amended by A. Reader, act: deny, content: mill burns" in done.out
    [said] = [row["verdict"] for row in rows(ask("claims", "--json")) if row["verdict"]]
    assert isinstance(said, dict)
    assert (said["person"], said["reason"], said["amended"]["act"]) == ("A. Reader", "heard", "deny")
    assert "amended by" in ask("claims").out
    assert "amended by A. Reader" in ask("search", "mill").out
    assert "amended by" in ask("show", QUAY).out
    assert [row["verdict"] is not None for row in rows(ask("timeline", "--document", QUAY, "--json"))].count(True) == 1


def test_a_rejected_link_is_shown_and_not_counted(ask: Ask) -> None:
    assert ask("correct", "reject", f"{QUAY}:c1", f"{BELL}:c1", "--why", "two mills").code == 0
    said = [(row["kind"], row["verdict"] is not None) for row in rows(ask("disputes", "--json"))]
    assert said.count(("denial", True)) == 1
    assert "rejected by A. Reader" in " ".join(ask("disputes").out.split())
    page = ask("brief", QUAY).out
    assert "WHAT PEOPLE SAID OF IT" in page
    assert "rejected by A. Reader on 20" in page
    assert "two mills" in page
    for form in ("markdown", "html"):
        assert "hat people said of it" in ask("brief", QUAY, "--as", form).out
    assert ask("check").code == 0


def test_a_rejected_claim_is_in_no_statement_of_the_brief(ask: Ask) -> None:
    [before] = rows(ask("brief", QUAY, "--json"))
    assert ask("correct", "reject", f"{MOSS}:c2").code == 0
    [after] = rows(ask("brief", QUAY, "--json"))
    assert after["sources"] == int(str(before["sources"])) - 1


def test_corrections_are_listed_and_go_out_as_gold(ask: Ask, tmp_path: Path) -> None:
    assert "nobody corrected" in ask("corrections").err
    ask("correct", "confirm", f"{QUAY}:c1")
    ask("correct", "reject", f"{QUAY}:c1", "--why", "on second thoughts")
    ask("correct", "confirm", QUAY, MIRROR)
    ask("correct", "withdraw", QUAY, MIRROR, "--link", "copy")
    [holds] = rows(ask("corrections", "--json"))
    assert (holds["verdict"], holds["record"], holds["reason"]) == ("reject", "c1", "on second thoughts")
    assert len(rows(ask("corrections", "--every", "--json"))) == 4
    assert [row["link"] for row in rows(ask("corrections", "--every", "--type", "withdraw", "--json"))] == ["copy"]
    assert rows(ask("corrections", "--person", "nobody", "--json")) == []
    assert "claim c1" in ask("corrections").out
    [line] = rows(ask("export", "corrections"))
    assert line["id"] == QUAY
    assert ask("export", "corrections", "--output", str(tmp_path / "g.jsonl")).err.endswith("g.jsonl\n")
    assert rows(ask("export", "corrections", "--as", "attribution")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("confirm", f"{QUAY}:c99"),
        ("confirm", QUAY),
        ("confirm", f"{QUAY}:x"),
        ("amend", f"{QUAY}:c1"),
        ("amend", f"{QUAY}:c1", "--set", "act"),
        ("amend", f"{QUAY}:c1", "--set", "content=not there at all"),
        ("confirm", f"{QUAY}:c1", "--set", "act=deny"),
        ("reject", f"{QUAY}:c1", "--link", "denial"),
        ("reject", f"{QUAY}:c1", f"{BELL}:c1", "--link", "same"),
        ("reject", f"{QUAY}:c1", "--person", " "),
    ],
)
def test_what_cannot_be_is_refused(ask: Ask, wrong: tuple[str, ...]) -> None:
    done = ask("correct", *wrong)
    assert done.code == 2
    assert done.err.startswith("allegedly: ")
    assert rows(ask("corrections", "--every", "--json")) == []


def test_two_documents_stand_side_by_side(ask: Ask) -> None:
    page = ask("copies", MIRROR, QUAY)
    assert page.out.index(QUAY[:8]) < page.out.index(MIRROR[:8])
    assert "Read more" in page.out
    [found] = rows(ask("copies", QUAY, MIRROR, "--json"))
    assert (found["first"], found["share"]) == (QUAY, 1.0)
    assert "no copies of each other" in ask("copies", QUAY, BELL).out
    assert ask("copies", QUAY).code == 2
