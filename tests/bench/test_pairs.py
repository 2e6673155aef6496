"""The judged pairs of real reports: what the file says, and that the texts are asked for where they are not."""

from pathlib import Path

import pytest

import bench.pairs
from bench.pairs import pairs, reports


@pytest.mark.parametrize("kind", ["denials", "corroborations"])
def test_each_pair_is_judged_once(kind: str) -> None:
    found = pairs(kind)
    assert len(found) > 500
    assert len({(pair.one, pair.other) for pair in found}) == len(found)
    assert {pair.label for pair in found} <= {"yes", "one", "no"}
    assert all(place.start < place.end for pair in found for place in (pair.one, pair.other))
    assert all(pair.weight >= 1 and pair.round in {1, 2} for pair in found)


def test_texts_that_are_not_there_are_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench.pairs, "STORIES", tmp_path / "dev.jsonl.gz")
    with pytest.raises(FileNotFoundError, match="not part of the repository"):
        reports({"b0"})
