"""`allegedly export events`: forms, filters, where it goes, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from allegedly.cli import app
from tests.cli.conftest import Result

Ask = Callable[..., Result]
FORMS = ("csv", "plover", "polecat", "cameo")


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_the_form_is_csv_unless_another_is_asked_for(ask: Ask) -> None:
    [row] = table(ask("export", "events").out)
    assert (row["type"], row["actor_id"], row["according_to"]) == (
        "RETREAT",
        "VES.interior-ministry",
        "Interior Ministry of Vesland",
    )
    assert (row["act"], row["denied_by"]) == ("accuse", "Government of Kormia")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_goes_to_standard_output_or_to_a_file(ask: Ask, tmp_path: Path, form: str) -> None:
    printed = ask("export", "events", "--as", form)
    assert (printed.code, printed.err) == (0, "")
    file = tmp_path / "out"
    kept = ask("export", "events", "--as", form, "-o", str(file))
    assert (kept.code, kept.out) == (0, "")
    assert kept.err == f"allegedly: 1 row written to {file}\n"
    assert file.read_bytes() == printed.out.encode("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_parquet_goes_to_a_file(ask: Ask, tmp_path: Path) -> None:
    from pyarrow import parquet

    file = tmp_path / "events.parquet"
    assert ask("export", "events", "--as", "parquet", "--output", str(file)).code == 0
    [row] = parquet.read_table(file).to_pylist()
    assert (row["type"], row["actor_country"]) == ("RETREAT", ["VES"])
    refused = ask("export", "events", "--as", "parquet")
    assert (refused.code, refused.out) == (2, "")
    assert "--output" in refused.err


def test_without_pyarrow_it_says_what_to_install(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = ask("export", "events", "--as", "parquet", "-o", str(tmp_path / "x"))
    assert (result.code, list(tmp_path.iterdir())) == (1, [])
    assert 'pip install "allegedly[parquet]"' in result.err


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--type", "retreat"], 1),
        (["--type", "ASSAULT"], 0),
        (["--country", "VES"], 1),
        (["--country", "BLR"], 0),
        (["--since", "2031-03-03", "--until", "2031-03-03"], 1),
        (["--since", "2031-03-04"], 0),
        (["--by", "Interior"], 1),
        (["--act", "deny"], 0),
        (["--limit", "0"], 1),
        (["--limit", "1"], 1),
    ],
)
def test_the_filters_are_those_of_the_list(ask: Ask, filters: list[str], found: int) -> None:
    assert len(table(ask("export", "events", *filters).out)) == found
    assert len(ask("events", "--json", *filters).out.splitlines()) == found
    assert len(ask("export", "events", "--as", "plover", *filters).out.splitlines()) == found


@pytest.mark.parametrize(
    ("command", "there_is"),
    [
        ("events", "MOBILIZE"),
        ("export events", "MOBILIZE"),
        ("timeline", "MOBILIZE"),
        ("claims", "indirect"),
        ("search words", "indirect"),
        ("places", "demonym"),
        ("actors", "alliance"),
    ],
)
def test_a_type_that_there_is_not_is_refused(ask: Ask, command: str, there_is: str) -> None:
    result = ask(*command.split(), "--type", "FOO")
    assert (result.code, result.out) == (2, "")
    assert "'FOO'; there are " in result.err
    assert there_is in result.err


def test_wrong_use_exits_with_2(ask: Ask, tmp_path: Path) -> None:
    assert ask("export", "events", "--as", "xls").code == 2
    assert ask("export", "events", "--since", "soon").code == 2
    assert ask("export", "events", "-o", str(tmp_path / "none" / "x")).code == 2


def test_a_ledger_that_is_not_there_leaves_no_file(ask: Ask, tmp_path: Path) -> None:
    result = ask("export", "events", "--ledger", str(tmp_path / "none.sqlite"), "-o", str(tmp_path / "x"))
    assert result.code == 1
    assert list(tmp_path.iterdir()) == []


def test_help_has_examples_and_says_what_is_left_out(ask: Ask) -> None:
    out = ask("export", "events", "--help").out
    assert "$ allegedly export events --as polecat" in out
    assert "--every-status" in out


def test_the_shell_completes_forms_types_and_acts() -> None:
    def completed(words: str) -> str:
        environment = {
            "_ALLEGEDLY_COMPLETE": "complete_zsh",
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.split(" ")[-1],
        }
        return CliRunner().invoke(app, prog_name="allegedly", env=environment).output

    assert "polecat" in completed("allegedly export events --as p")
    assert "mobilize" in completed("allegedly export events --type mo")
    assert "MOBILIZE" in completed("allegedly export events --type M")
    assert "accuse" in completed("allegedly claims --act acc")


def test_plover_is_json_lines(ask: Ask) -> None:
    [record] = [json.loads(line) for line in ask("export", "events", "--as", "plover").out.splitlines()]
    assert record["claim"]["deniedBy"] == ["Government of Kormia"]
