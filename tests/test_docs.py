"""The documentation is complete, its links lead somewhere, and its transcripts are what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from allegedly.cli import app
from docs import transcripts

ROOT = transcripts.ROOT
PAGES = [*transcripts.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def options(command: str) -> set[str]:
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    leaves = [found, *getattr(found, "commands", {}).values()]
    return {option for leaf in leaves for parameter in leaf.params for option in parameter.opts if option[0] == "-"}


def test_every_command_has_a_page_and_every_page_a_command() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "commands").glob("*.md")}
    assert pages == set(COMMANDS)
    index = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| \[(\w+)\]\(commands/\1\.md\)", index, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(command: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{command}.md").read_text(encoding="utf-8")
    missing = {option for option in options(command) if not re.search(rf"(?<![\w-]){option}(?![\w-])", page)}
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.partition("#") for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    for path, _, fragment in targets:
        linked = page.parent / path if path else page
        assert linked.exists(), path
        if fragment:
            headings = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert fragment in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_transcripts_are_what_the_program_prints() -> None:
    with transcripts.session() as session:
        texts = {page.relative_to(ROOT): page.read_text(encoding="utf-8") for page in transcripts.pages()}
        stale = {str(page): text for page, text in texts.items() if session.refreshed(text) != text}
        assert not stale, f"run `make docs`: {', '.join(stale)} do not show what the program prints"


def test_the_demo_prints_what_the_readme_shows() -> None:
    demo = (ROOT / "examples" / "demo.sh").read_text(encoding="utf-8")
    shown, *_ = transcripts.commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert re.findall(r"^say (.*)$", demo, re.MULTILINE) == shown


def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [example] = re.findall(
        r"^```python\n(.*?)^```$", transcripts.pages()[0].read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]
