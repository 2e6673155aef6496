"""Weights that are not there are told as such."""

import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from allegedly.errors import ModelError
from allegedly.linking.happenings import weights as happenings
from allegedly.linking.stance import model as stance
from allegedly.linking.stories import background, scoring, topics


@pytest.mark.parametrize(
    ("load", "named"),
    [
        (stance.model, "stance/weights.json"),
        (happenings.model, "happenings/weights.json"),
        (background.background, "stories/background.npz"),
        (topics.words, "stories/topics.npz"),
        (partial(scoring.logit, [1.0] * len(scoring.FEATURES)), "stories/pairs.json"),
    ],
)
def test_missing_weights_are_told(
    load: Callable[[], Any], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = pickle.dumps(load())
    monkeypatch.setattr("allegedly.linking.weights.resources.files", lambda _: tmp_path)
    for cached in (stance.model, happenings.model, background.background, topics.words, scoring._model):
        cached.cache_clear()
    with pytest.raises(ModelError, match=f"no models/{named}; install it anew"):
        load()
    monkeypatch.undo()
    assert pickle.dumps(load()) == kept
