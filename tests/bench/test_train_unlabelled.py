from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.train import unlabelled
from bench.train.examples import Example
from bench.train.unlabelled import articles, heard

LONG = "The mayor said that the bridge was closed. " * 20


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(unlabelled, "MADE", 2)
    _write(tmp_path / "places/lgl.jsonl", [{"text": LONG + "North."}, {"text": "Too short."}])
    _write(tmp_path / "places/geowebnews.jsonl", [{"text": LONG + "South."}])
    tokens = 'The mayor \u2019s aide said : " It ca n\'t be ( so far ) , " and left .\n' * 20
    events = [
        {"id": name, "part": part, "text": f"http : / / a\n{tokens}"} for name, part in (("1", "train"), ("2", "dev"))
    ]
    _write(tmp_path / "coreference/dev.jsonl", events)
    return tmp_path


def test_each_article_that_may_be_learnt_from_comes_once(data: Path) -> None:
    found = {row["id"]: row["text"] for row in articles(data)}
    assert sorted(found) == ["event 1", "geowebnews 0", "lgl 0", "made 0", "made 1"]
    assert found["lgl 0"] == LONG + "North."


def test_tokens_are_printed_as_they_were(data: Path) -> None:
    [event] = [row["text"] for row in articles(data) if row["id"] == "event 1"]
    sentence = 'The mayor\u2019s aide said: "It can\'t be (so far)," and left.'
    assert event == "\n\n".join([f"{sentence} {sentence}"] * 10)


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
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
