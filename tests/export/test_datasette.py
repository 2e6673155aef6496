import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from allegedly import open_ledger
from allegedly.export.datasette import metadata, queries
from allegedly.export.tables.schema import described, every
from allegedly.lexicon import table
from tests.readings import reading

ASKED = {"source": "Graustark", "words": "accusation", "document": reading().document.id, "claim": "c1", "type": ""}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette") / "reports.sqlite"
    with open_ledger(path) as opened:
        opened.add(reading())
    return path


def pages(ledger: Path, *paths: str) -> list[Any]:
    with open_ledger(ledger, read_only=True) as opened:
        server = Datasette([str(ledger)], metadata=metadata(opened))

    async def ask() -> list[Any]:
        return [await server.client.get(path) for path in paths]

    return asyncio.run(ask())


def test_tables_are_shown_with_what_they_mean(ledger: Path) -> None:
    claims, database = pages(ledger, "/reports/claims", "/reports.json")
    assert claims.status_code == 200
    assert "One row is who says what." in claims.text
    assert "what the source does by saying it" in claims.text
    shown = {one["name"]: one["hidden"] for one in database.json()["tables"]}
    assert not shown["claims"]
    assert shown["linked"]


def test_full_text_and_facets_work(ledger: Path) -> None:
    [found] = pages(ledger, "/reports/claims.json?_search=accusation&_shape=objects")
    assert [row["id"] for row in found.json()["rows"]] == ["c2"]
    assert found.json()["suggested_facets"] or found.json()["facet_results"]


@pytest.mark.parametrize("name", sorted(queries()))
def test_canned_queries_run(ledger: Path, name: str) -> None:
    [found] = pages(ledger, f"/reports/{name}.json?_shape=objects&{urlencode(ASKED)}")
    assert found.status_code == 200, found.text
    assert queries()[name]["title"]
    if name != "disputes":
        assert found.json()["rows"]


def test_every_table_and_column_is_described(ledger: Path) -> None:
    with open_ledger(ledger, read_only=True) as opened:
        names = every(opened)
    rows = {row["table"]: row for row in table("ledger_tables")}
    assert set(names) == set(rows)
    working = {name for name, row in rows.items() if row["working"]}
    undescribed = {
        f"{name}.{column}"
        for name, columns in names.items()
        for column in columns
        if name not in working and not described(name, column)
    }
    assert not undescribed
    facets = {(name, facet) for name, row in rows.items() for facet in row["facets"].split(",") if facet}
    assert {(name, facet) for name, facet in facets if facet not in names[name]} == set()
    told = {(row["table"], row["column"]) for row in table("ledger_columns") if row["table"] != "*"}
    assert {(name, column) for name, column in told if column not in names.get(name, ())} == set()
