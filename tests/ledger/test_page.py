import re
from pathlib import Path

import pytest

from allegedly.ledger import file, open_ledger
from tests.readings import reading

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_every_table_is_described(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        names = {row["name"] for row in ledger.select("SELECT name FROM pragma_table_list WHERE type != 'shadow'")}
    described = {
        name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert names - {"sqlite_schema", "sqlite_temp_schema"} <= described
    assert str(file.APPLICATION_ID) in PAGE


@pytest.mark.parametrize("query", blocks("sql"))
def test_every_query_answers(tmp_path: Path, query: str) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading())
        rows = [dict(row) for row in ledger.select(query)]
    assert rows
    assert all(row.get("holds", 1) for row in rows)


@pytest.mark.parametrize("script", blocks("python"))
def test_every_script_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.chdir(tmp_path)
    exec(script, {})
