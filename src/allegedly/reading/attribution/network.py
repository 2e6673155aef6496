"""The tagger's network at run time: ONNX Runtime on one thread, one window at a time."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np

from allegedly.errors import ModelError
from allegedly.models.embeddings import embeddings
from allegedly.models.graphs import session
from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.tagger import Chain, Scores, Tagger
from allegedly.reading.attribution.words import Array

FILES = ("encoder.onnx", "pairs.onnx", "words.npz", "vocab.txt", "tagger.json")


class Onnx:
    """The exported graphs and the embeddings; see `Network` for the shapes."""

    def __init__(self, folder: Traversable) -> None:
        with resources.as_file(folder / "words.npz") as path, np.load(path, allow_pickle=False) as arrays:
            self._positions = arrays["positions"]
        self._values, self._scales = embeddings(folder)
        self._encoder, self._pairs = (session((folder / name).read_bytes()) for name in ("encoder.onnx", "pairs.onnx"))

    def read(self, pieces: Array, starts: Array, ends: Array, features: Array, heads: Array) -> tuple[Scores, ...]:
        """Return a window's cue scores, words and anchors."""
        embedded = self._values[pieces] * self._scales[pieces] + self._positions[: len(pieces)]
        given = {"pieces": embedded, "starts": starts, "ends": ends, "features": features, "heads": heads}
        return tuple(self._encoder.run(None, given))

    def pair(self, words: Scores, anchors: Scores, relations: Array) -> Scores:
        """Return role scores."""
        roles: Scores = self._pairs.run(None, {"words": words, "anchors": anchors, "relations": relations})[0]
        return roles


@cache
def tagger() -> Tagger:
    """Return the tagger of the package, loaded once a process; raises ModelError where its files are not there."""
    return load(resources.files("allegedly.models").joinpath("attribution"))


def load(folder: Traversable) -> Tagger:
    """Return the tagger whose files lie in a folder; raises ModelError where one is missing."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder} has no {', '.join(missing)}; install the package anew, or make the weights with "
            "'make train-attribution'"
        )
    facts = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    chain = Chain(*(np.array(facts["chain"][name], np.float32) for name in ("steps", "start", "end")))
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return Tagger(Onnx(folder), Pieces(vocabulary), facts["labels"], chain, facts["threshold"], facts["trusted"])
