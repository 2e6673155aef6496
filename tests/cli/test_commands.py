from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from allegedly.cli import app
from tests.cli.conftest import Result

Ask = Callable[..., Result]

LISTS = ("claims", "events", "figures", "places", "actors", "timeline", "documents", "errors")
ACROSS = ("stories", "story", "brief", "disputes", "undertakings", "copies", "link")
EVERY = (*LISTS, *ACROSS, "read", "show", "search", "check", "export")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.out.splitlines()]


@pytest.mark.parametrize("command", EVERY)
def test_help_has_examples(ask: Ask, command: str) -> None:
    result = ask(command, *(["jsonl"] if command == "export" else []), "--help")
    assert result.code == 0
    assert "Examples:" in result.out
    assert f"$ allegedly {command}" in result.out


def test_examples_in_help_use_options_that_exist() -> None:
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        options = {option for parameter in command.params for option in parameter.opts}
        for line in (command.epilog or "").splitlines():
            if f"allegedly {name}" in line:
                asked = re.findall(r"(?<= )--[a-z-]+", line.split(f"allegedly {name}")[1].split("|")[0].split("&&")[0])
                assert set(asked) <= options, line


@pytest.mark.parametrize("command", LISTS)
def test_examples_for_jq_name_fields_that_exist(ask: Ask, command: str) -> None:
    row = objects(ask(command, "--json"))[0]
    epilog = typer.main.get_command(app).commands[command].epilog  # type: ignore[attr-defined]
    asked = {field for program in re.findall(r"jq (?:-r )?(.*)", epilog) for field in re.findall(r"\.(\w+)", program)}
    assert asked <= row.keys()


def test_no_arguments_show_the_help(ask: Ask) -> None:
    assert "Usage: allegedly" in ask().out
    assert ask("--version").out == "allegedly 0.1.0\n"


@pytest.mark.parametrize("command", LISTS)
def test_every_list_is_a_table_and_json(ask: Ask, command: str) -> None:
    table = ask(command)
    assert table.code == 0
    assert len(table.out.splitlines()) >= 2
    assert all(len(line) <= 100 for line in table.out.splitlines())
    rows = objects(ask(command, "--json"))
    assert rows
    assert all(row.keys() == rows[0].keys() for row in rows)


def test_claims_say_who_what_and_by_which_act(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    first, second, _ = objects(ask("claims", "--json"))
    assert (first["source"], first["cue"], first["act"]) == ("The Interior Ministry", "said", "accuse")
    assert (second["actor"], second["act"], second["answers"]) == ("KMA.GOV", "deny", "c1")
    out = ask("claims").out
    assert "deny c1" in out
    assert "that more than 400 guards had left for Kormia" in out


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--by", "Interior"], 1),
        (["--by", "KMA"], 1),
        (["--about", "KMA"], 1),
        (["--act", "deny"], 1),
        (["--since", "2031-03-04"], 2),
        (["--until", "2031-03-03"], 1),
        (["--country", "VES"], 1),
        (["--type", "direct"], 1),
        (["--outlet", "harbour"], 2),
        (["--limit", "2"], 2),
        (["-n", "0"], 3),
        (["--act", "threaten"], 0),
    ],
)
def test_claims_are_filtered(ask: Ask, filters: list[str], found: int) -> None:
    assert len(objects(ask("claims", "--json", *filters))) == found


def test_an_empty_table_says_so_on_standard_error(ask: Ask) -> None:
    result = ask("claims", "--act", "threaten")
    assert (result.code, result.out) == (0, "")
    assert "no claim" in result.err


def test_a_country_is_taken_by_code_or_name_and_no_other_word(ask: Ask) -> None:
    assert ask("claims", "--country", "The United Kingdom").code == 0
    refused = ask("claims", "--country", "Belorus")
    assert (refused.code, refused.out) == (2, "")
    assert "there is no country 'Belorus'" in refused.err


def test_documents_are_filtered(ask: Ask) -> None:
    assert len(objects(ask("documents", "--json", "--since", "2031-04"))) == 1
    assert len(objects(ask("documents", "--json", "--until", "2031-03"))) == 1
    assert len(objects(ask("documents", "--json", "--outlet", "gazette"))) == 1


def test_figures_show_their_bounds(ask: Ask) -> None:
    assert "> 400" in ask("figures", "--type", "guards").out


def test_show_puts_claims_beside_the_report(ask: Ask) -> None:
    [document] = objects(ask("documents", "--json", "--outlet", "gazette"))
    page = ask("show", str(document["id"])[:8]).out
    left, right = (" ".join(line.partition("│")[side].strip() for line in page.splitlines()) for side in (0, 2))
    assert "{The Interior Ministry} <said> on Monday [¹that more than 400 guards had left for Kormia¹]." in left
    assert "2 deny Kormia = Government of Kormia; indirect; answers 1" in right
    assert "furniture: read more" in right
    assert all(len(line) <= 100 for line in page.splitlines())


@pytest.mark.parametrize("width", ["30", "60", "200"])
def test_show_fits_the_window(ask: Ask, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    [document] = objects(ask("documents", "--json", "--outlet", "gazette"))
    page = ask("show", str(document["id"])).out
    body = page.split("\n\n", 1)[1].rsplit("\n", 4)[0]
    assert max(map(len, body.splitlines())) <= int(width)
    assert "guards had" in re.sub(r"\s+", " ", re.sub(r"│.*", "", page))


def test_show_as_json_is_the_export(ask: Ask) -> None:
    exported = objects(ask("export", "jsonl"))
    identity = str(objects(ask("documents", "--json"))[0]["id"])
    assert objects(ask("show", identity, "--json")) == exported[:1]


def test_search_finds_claims_and_never_trips_over_words(ask: Ask) -> None:
    [claim, *_] = objects(ask("search", "guards", "left", "--json"))
    assert (claim["kind"], claim["act"]) == ("claim", "accuse")
    assert "guards" in ask("search", "guards").out
    for words in ('"', "AND", "NEAR(", "*", "a:b", "--", "'"):
        assert ask("search", "--json", "--", words).code == 0
    assert "no report" in ask("search", "zeppelin").err


def test_export_to_a_file(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert ask("export", "jsonl", "--output", str(file)).code == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert ask("export", "jsonl", "--output", str(tmp_path / "none" / "out.jsonl")).code == 2


def test_check_of_a_sound_and_of_a_broken_ledger(ask: Ask, ledger: Path, tmp_path: Path) -> None:
    import sqlite3

    assert "sound: 2 documents" in ask("check").out
    assert ask("check", "--json").out == ""
    broken = tmp_path / "broken.sqlite"
    with sqlite3.connect(ledger) as healthy, sqlite3.connect(broken) as copy:
        healthy.backup(copy)
        copy.execute("UPDATE claim_spans SET quote = 'not what stands there' WHERE role = 'cue'")
    result = ask("check", "--ledger", str(broken))
    assert result.code == 1
    assert result.out
    assert objects(ask("check", "--json", "-l", str(broken)))


@pytest.mark.parametrize("command", [*LISTS, "search nothing", "show 1", "check", "export jsonl"])
def test_without_a_ledger_each_command_says_what_to_do(ask: Ask, tmp_path: Path, command: str) -> None:
    result = ask(*command.split(), "--ledger", str(tmp_path / "none.sqlite"))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("allegedly: ")
    assert len(result.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_ledger(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("Nothing of the kind. " * 100)
    result = ask("claims", "--ledger", str(tmp_path / "x.sqlite"))
    assert result.code == 1
    assert "Traceback" not in result.err


def test_wrong_use_exits_with_2(ask: Ask) -> None:
    assert ask("claims", "--since", "yesterday").code == 2
    assert ask("claims", "--limit", "-1").code == 2
    assert "there are assert, deny" in ask("claims", "--act", "denied").err
    assert ask("claims", "--frobnicate").code == 2
    assert ask("nonsense").code == 2
    assert ask("read").code == 2
    assert ask("show", "1fc3ad02", "--published", "2022").code == 2


def test_an_unknown_document_is_an_error(ask: Ask) -> None:
    for name in ("ffffffffffff", "f" * 5000, "", "%", "'"):
        result = ask("show", name)
        assert (result.code, result.out) == (1, "")
        assert len(result.err.splitlines()) == 1


def test_nothing_that_a_terminal_obeys_is_printed(ask: Ask) -> None:
    identities = [str(row["id"]) for row in objects(ask("documents", "--json"))]
    calls = [*([command] for command in LISTS), ["search", "mayor"], *(["show", name] for name in identities)]
    for arguments in [*calls, *([*arguments, "--json"] for arguments in calls), ["export", "jsonl"]]:
        result = ask(*arguments)
        assert result.code == 0
        assert not CONTROL.search(result.out + result.err), arguments


def test_markup_in_a_report_is_text(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "[bold red]nothing[/bold red]" in ask("claims").out
    assert "[bold]alert[/bold]" in ask("documents").out


def test_a_terminal_gets_colour_unless_it_is_not_wanted(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in ask("claims").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert re.search(r"\x1b\[[\d;]*31m", ask("claims").out)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", ask("claims").out)


def program(*arguments: str, ledger: Path, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "ALLEGEDLY_LEDGER": str(ledger), **more}
    return subprocess.Popen(
        [sys.executable, "-m", "allegedly", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("arguments", [["claims"], ["claims", "--json"], ["export", "jsonl"]])
def test_a_reader_that_goes_away_is_no_error(ledger: Path, arguments: list[str]) -> None:
    running = program(*arguments, ledger=ledger)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() in {0, 1}


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(ledger: Path, closing: str) -> None:
    command = f'"{sys.executable}" -m allegedly claims --ledger "{ledger}" {closing}'
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True)
    assert done.returncode == 0
    assert done.stderr == b""


def test_help_is_quick_because_nothing_heavy_is_imported(ledger: Path) -> None:
    code = "import sys, allegedly.cli; sys.exit(' '.join({'spacy', 'numpy', 'trafilatura'} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    running = program("--help", ledger=ledger)
    out, err = running.communicate(timeout=20)
    assert b"Usage: allegedly" in out
    assert not err
