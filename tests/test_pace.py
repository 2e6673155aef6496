"""What is read fast: how it is read, kept, told apart, and read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import allegedly
from allegedly.errors import LakeError
from allegedly.lake.filling import begun
from allegedly.lake.opening import Wanted
from allegedly.ledger import open_ledger
from allegedly.pace import FAST, is_fast, thorough
from allegedly.reading.pipeline import LAYERS, layers, pick
from allegedly.records import Reading
from allegedly.run.one import Current, Read, read_one
from allegedly.sources import Input
from tests.cli.conftest import call

TEXT = "Port shut\n\nThe port was shut on Friday, a guard said. The mayor denied that it had been."


@pytest.fixture(scope="module")
def both() -> tuple[Reading, Reading]:
    """A report read thoroughly and fast."""
    return allegedly.read(TEXT, published="2021-03-04"), allegedly.read(TEXT, published="2021-03-04", fast=True)


def test_the_quick_forms_stand_where_the_layers_do() -> None:
    assert layers() == LAYERS
    assert [thorough(layer.name) for layer in layers(fast=True)] == [layer.name for layer in LAYERS]
    assert [layer.name for layer in layers(fast=True) if layer not in LAYERS] == list(FAST.values())
    assert [layer.version for layer in layers(fast=True)] == [layer.version for layer in LAYERS]
    assert [layer.name for layer in pick("furniture", *FAST, fast=True)] == ["furniture", *FAST.values()]


def test_a_reading_says_whether_it_was_read_fast(both: tuple[Reading, Reading]) -> None:
    plain, quick = both
    assert (plain.is_fast, quick.is_fast) == (False, True)
    assert not is_fast(())
    assert [(claim.act, claim.source[0].quote) for claim in quick.claims] == [
        ("assert", "a guard"),
        ("deny", "The mayor"),
    ]
    assert quick.blocks == plain.blocks


def test_what_is_thorough_takes_the_place_of_what_is_fast_and_not_the_other_way_round(
    both: tuple[Reading, Reading], tmp_path: Path
) -> None:
    plain, quick = both
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.add(quick) == "new"
        assert [row.fast for row in ledger.documents()] == [True]
        assert ledger.reading(quick.document.id) == quick
        version = dict(plain.versions)["attribution"]
        assert {row["version"] for row in ledger.select("SELECT version FROM claims")} == {version}
        assert ledger.add(quick) == "unchanged"
        assert ledger.add(plain) == "reread"
        assert [row.fast for row in ledger.documents()] == [False]
        assert ledger.add(quick) == "unchanged"
        assert ledger.reading(plain.document.id) == plain


def test_an_input_is_read_anew_only_to_be_read_thoroughly(tmp_path: Path) -> None:
    item, path = Input("a.txt", "text", TEXT.encode()), tmp_path / "l.sqlite"

    def one(*, fast: bool) -> object:
        return read_one(item, ledger=path, published="2021-03-04", language=None, fast=fast)

    with open_ledger(path) as ledger:
        first = one(fast=True)
        assert isinstance(first, Read)
        assert first.reading.is_fast
        ledger.add(first.reading)
        assert isinstance(one(fast=True), Current)
        second = one(fast=False)
        assert isinstance(second, Read)
        assert not second.reading.is_fast
        ledger.add(second.reading)
        assert isinstance(one(fast=True), Current)


def test_the_command_line_tells_what_was_read_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLEGEDLY_LEDGER", raising=False)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    assert "1 report: 1 read." in call("read", "a.txt", "--fast").out
    assert "read fast" in call("documents").out
    assert "1 document, every quote at its place; 1 of them read fast." in call("check").out
    assert "1 report: 1 already known." in call("read", "a.txt", "--fast").out
    assert "no longer --fast" in call("read", "a.txt").out
    assert "read fast" not in call("documents").out
    assert "fast" not in call("check").out


def test_a_lake_is_read_one_way(tmp_path: Path) -> None:
    lake, inputs = tmp_path / "lake", tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(TEXT, encoding="utf-8")
    assert call("batch", str(inputs), str(lake), "--fast").code == 0
    with begun(lake, [str(inputs)], fast=True) as (opened, _):
        assert is_fast(opened.manifest.layers)
        [reading] = opened.readings(opened.documents(Wanted()))
        assert reading.is_fast
    with pytest.raises(LakeError, match=r"was read fast, .* to read without --fast"), begun(lake, [str(inputs)]):
        pass
