from __future__ import annotations

import gzip
import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.train.examples import Example
from bench.train.unlabelled import articles, heard

LONG = "The mayor said that the bridge was closed. " * 20


@pytest.fixture
def data(tmp_path: Path) -> Path:
    _write(tmp_path / "stance/dev.jsonl.gz", [{"body": LONG}, {"body": LONG}, {"body": "Too short."}])
    _write(tmp_path / "places/lgl.jsonl", [{"text": LONG + "North."}])
    _write(tmp_path / "places/geowebnews.jsonl", [{"text": LONG + "South."}])
    _write(tmp_path / "stories/dev.jsonl.gz", [{"id": "s", "text": LONG + "East.", "title": "Bridge"}])
    return tmp_path


def test_each_article_that_is_long_enough_comes_once(data: Path) -> None:
    found = articles(data)
    assert sorted(row["text"] for row in found) == sorted(LONG + end for end in ("", "North.", "South.", "East."))
    assert len({row["id"] for row in found}) == len(found)


def test_the_order_is_the_same_each_time(data: Path) -> None:
    assert articles(data) == articles(data)


def test_the_cues_are_those_that_the_tagger_hears_and_nobody_marked_roles() -> None:
    text = "The mayor said that the bridge was closed.\n\nIt was rebuilt in May, according to the guild."
    found = heard({"id": "a", "text": text}, Path(str(resources.files("allegedly.models").joinpath("attribution"))))
    assert sum(len(window.cues) for window in found) == 2
    for window in found:
        assert _sizes(window) == {len(window.starts)}
        assert np.all(window.roles == -100)


def _sizes(window: Example) -> set[int]:
    return {part.shape[-1] for part in (window.ends, window.heads, window.features, window.relations, window.roles)}


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
