"""Documents that go from a lake to a ledger and back are what they were."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from allegedly.errors import LakeError, UsageError
from allegedly.lake import pieces
from allegedly.lake.between import export_ledger, import_lake
from allegedly.lake.opening import Wanted, open_lake
from allegedly.lake.schema import LINKED, READ
from allegedly.ledger import check, open_ledger
from allegedly.run.linking import link_all
from tests.lake.archive import contents, filled, report, write

PAGE = Path(__file__).resolve().parents[2] / "docs" / "lake.md"
NUMBER = 60


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("between")
    versions = [report(n, url="https://x.example/same", published=f"2021-0{n}-01") for n in (3, 1, 2)]
    copies = [report(5, url=f"https://mirror.example/{n}") for n in range(3)]
    reports = [*map(report, range(NUMBER)), *versions, *copies, {"text": " "}]
    filled(folder / "lake", write(folder / "a.jsonl", reports))
    return folder / "lake"


@pytest.fixture(scope="module")
def linked(lake: Path) -> Path:
    """Return a lake of a ledger that was linked."""
    path = lake.parent / "linked.sqlite"
    import_lake(lake, path)
    link_all(path)
    export(path, lake.parent / "linked")
    return lake.parent / "linked"


def export(ledger: Path, lake: Path) -> None:
    with open_ledger(ledger, read_only=True) as opened, opened.snapshot():
        export_ledger(opened, lake)


def only(tables: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: tables[name] for name in names}


def test_from_lake_to_ledger_and_back(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    imported = import_lake(lake, tmp_path / "l.sqlite", on_progress=lambda *done: told.append(done))
    assert (imported.new, imported.changed, imported.errors) == (NUMBER + 4, 2, 1)
    assert told[-1] == (NUMBER + 6, NUMBER + 6)
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert list(check(ledger)) == []
    monkeypatch.setattr(pieces, "DOCUMENTS", 2)
    export(tmp_path / "l.sqlite", tmp_path / "back")
    assert only(contents(tmp_path / "back"), READ) == only(contents(lake), READ)
    again = import_lake(lake, tmp_path / "l.sqlite")
    assert (again.unchanged, again.new) == (NUMBER + 6, 0)


def test_from_ledger_to_lake_and_back_with_its_links(linked: Path, tmp_path: Path) -> None:
    import_lake(linked, tmp_path / "l.sqlite")
    link_all(tmp_path / "l.sqlite")
    export(tmp_path / "l.sqlite", tmp_path / "back")
    assert contents(tmp_path / "back") == contents(linked)
    found = contents(linked)
    assert sum(map(len, found["copies"].values())) >= 3
    assert set(LINKED) <= set(found)


def test_only_what_is_asked_for(lake: Path, linked: Path, tmp_path: Path) -> None:
    def documents(wanted: Wanted, where: Path = lake) -> list[dict[str, Any]]:
        ids = {one.document for one in open_lake(where).documents(wanted)}
        return [row for rows in contents(where)["documents"].values() for row in rows if row["id"] in ids]

    def published(wanted: Wanted) -> set[str | None]:
        return {row["published"] for row in documents(wanted)}

    everything = published(Wanted())
    dates = {one for one in everything if one}
    assert published(Wanted(since="2021-10-05")) == {one for one in dates if one >= "2021-10-05"}
    assert published(Wanted(until="2021-11")) == {one for one in dates if one[:7] <= "2021-11"}
    assert published(Wanted(since="2022", until="2022")) == {one for one in dates if one[:4] == "2022"}
    assert len(documents(Wanted(country="rur"))) == NUMBER + 6
    assert documents(Wanted(country="FRA")) == []
    story = contents(linked)["story_documents"]["2021-10"][0]
    of_story = documents(Wanted(story=story["story"]), linked)
    told = [row for rows in contents(linked)["story_documents"].values() for row in rows]
    assert {row["id"] for row in of_story} == {row["document"] for row in told if row["story"] == story["story"]}
    with pytest.raises(LakeError, match="not linked"):
        documents(Wanted(story="abc"))
    with pytest.raises(LakeError, match="stories"):
        documents(Wanted(story="zzz"), linked)
    with pytest.raises(UsageError):
        Wanted(since="March")


def test_what_is_there_is_not_written_over(lake: Path, tmp_path: Path) -> None:
    import_lake(lake, tmp_path / "l.sqlite", Wanted(until="2021-09"))
    with pytest.raises(LakeError, match="there already"):
        export(tmp_path / "l.sqlite", lake)


def test_a_lake_of_a_ledger_is_read_on_where_its_layers_are_ours(linked: Path, tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="other versions"):
        filled(linked, write(tmp_path / "b.jsonl", [report(1000)]))


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found


def answers(lake: Path) -> list[list[tuple[Any, ...]]]:
    """Return what DuckDB answers to the queries of the page."""
    with duckdb.connect() as connection:
        return [connection.execute(query.replace("'archive/", f"'{lake}/")).fetchall() for query in blocks("sql")]


def test_the_queries_of_the_page_answer(linked: Path) -> None:
    denials, figures, stories = answers(linked)
    rows = [row for rows in contents(linked)["claims"].values() for row in rows]
    month = [row for row in contents(linked)["claims"]["2021-10"] if row["act"] == "deny"]
    assert denials == [("Graustark", len(month))]
    assert sum(row[-1] for row in figures) == sum(map(len, contents(linked)["figures"].values()))
    assert {row[0] for row in figures} <= {None, "Graustark", "The harbour ministry", *(r["source"] for r in rows)}
    documents = sum(map(len, contents(linked)["story_documents"].values()))
    assert sum(row[2] for row in stories) == documents
    assert any(row[3] < row[2] for row in stories)


def test_pandas_answers_the_same(linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(linked.parent)
    linked.parent.joinpath("archive").symlink_to(linked)
    names: dict[str, Any] = {"pd": pd}
    [example] = blocks("python")
    exec(compile(example, str(PAGE), "exec"), names)
    assert list(names["denials"].items()) == answers(linked)[0]
