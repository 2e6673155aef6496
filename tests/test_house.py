"""The house rules that a command can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from allegedly.lexicon import table

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "allegedly"
MODULES = sorted(path for folder in ("src", "bench", "tests") for path in (ROOT / folder).rglob("*.py"))
LEXICONS = sorted(path.stem for path in (PACKAGE / "lexicon").glob("*.tsv"))
# Put together from pieces, so that this file does not hold what it looks for.
SIGNS = (
    "//regis" + r"try\.",
    "--(extra-)?index" + "-url",
    r"/packages/[0-9a-f]{2}/[0-9a-f]{2}/",
    "//[^ ]*/sim" + "ple(/| |$)",
)
REGISTRY = re.compile("|".join(SIGNS))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout, so there are no tracked files to look at")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", LEXICONS)
def test_every_lexicon_has_a_source_and_rows(name: str) -> None:
    assert table(name)


def test_no_tracked_file_names_a_registry() -> None:
    named = [
        path for path in tracked() if path != Path(__file__) and REGISTRY.search(path.read_text("utf-8", "ignore"))
    ]
    assert named == []


@pytest.mark.parametrize(
    "module",
    [
        "allegedly",
        "allegedly.cli",
        "allegedly.ledger",
        "allegedly.web",
        "allegedly.digest",
        "allegedly.export",
        "allegedly.linking.standard",
        "allegedly.watch",
    ],
)
def test_only_the_reading_loads_the_parser(module: str) -> None:
    code = f"import {module}, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_layer_knows_the_ledger() -> None:
    for path in [path for room in ("reading", "sources", "linking") for path in (PACKAGE / room).rglob("*.py")]:
        assert "allegedly.ledger" not in path.read_text(encoding="utf-8"), path
