import subprocess
import sys
from pathlib import Path

import pytest

import allegedly
from allegedly.errors import EmptyDocument


def test_a_text_is_read_and_kept(tmp_path: Path) -> None:
    text = "Port shut\n\nThe port was shut on Friday, a guard said."
    reading = allegedly.read(
        text, published="2021-03-04", outlet="The Streslau Courier", url="https://courier.example/a"
    )
    assert reading.text == text
    assert (reading.document.published, reading.document.language) == ("2021-03-04", "en")
    assert reading.parse is not None
    with allegedly.open_ledger(tmp_path / "l.sqlite") as ledger:
        assert isinstance(ledger, allegedly.Ledger)
        assert ledger.add(reading) == "new"
        assert ledger.reading(reading.document.id) == reading


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(EmptyDocument):
        allegedly.read(" \n")


def test_all_that_is_promised_is_there() -> None:
    for name in allegedly.__all__:
        assert getattr(allegedly, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'truth'"):
        allegedly.truth  # noqa: B018


@pytest.mark.parametrize("module", ["allegedly", "allegedly.ledger", "allegedly.run", "allegedly.export.jsonl"])
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    script = f"import sys, {module}; print({{'spacy', 'numpy', 'trafilatura', 'rich'}} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "set()"
