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

OWN, SHARED = ("encoder.onnx", "pairs.onnx", "tagger.json"), ("words.npz", "vocab.txt")
"""The files of a tagger, and those that all taggers over the same words have in common."""


class Onnx:
    """The exported graphs and the embeddings; see `Network` for the shapes."""

    def __init__(self, folder: Traversable, words: Traversable) -> None:
        with resources.as_file(words / "words.npz") as path, np.load(path, allow_pickle=False) as arrays:
            self._positions = arrays["positions"]
        self._values, self._scales = embeddings(words)
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
def tagger(*, fast: bool = False) -> Tagger:
    """Return the tagger of the package, or the small one, each loaded once a process.

    Raises ModelError where its files are not there.
    """
    models = resources.files("allegedly.models")
    thorough = models.joinpath("attribution")
    return load(models.joinpath("attribution_fast"), thorough) if fast else load(thorough)


def load(folder: Traversable, shared: Traversable | None = None) -> Tagger:
    """Return the tagger whose files lie in a folder, but for what it shares with others, in that of those.

    Raises ModelError where a file is missing.
    """
    words = shared or folder
    places = [(folder, name) for name in OWN] + [(words, name) for name in SHARED]
    missing = [name for place, name in places if not (place / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder} has no {', '.join(missing)}; install the package anew, or make the weights with "
            "'make train-attribution'"
        )
    facts = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    chain = Chain(*(np.array(facts["chain"][name], np.float32) for name in ("steps", "start", "end")))
    vocabulary = (words / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return Tagger(Onnx(folder, words), Pieces(vocabulary), facts["labels"], chain, facts["threshold"], facts["trusted"])
