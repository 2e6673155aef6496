"""Sentences as vectors that lie close where two say nearly the same (Reimers and Gurevych 2019).

The encoder is all-MiniLM-L6-v2 (`models/sentences/CARD.md`); its word embeddings are the attribution tagger's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from allegedly.errors import ModelError
from allegedly.models.embeddings import embeddings
from allegedly.models.graphs import session
from allegedly.models.pieces import Pieces

WIDTH = 384
"""Numbers a vector."""
_MOST = 32
"""Word pieces read of a sentence; most statements have fewer than 25."""
_BATCH = 8

Vectors = NDArray[np.int8]
States = NDArray[np.float32]
Tones = NDArray[np.float32]


class Encoder:
    """The exported graph with its embeddings."""

    def __init__(self, sentences: Traversable, words: Traversable) -> None:
        self._values, self._scales = embeddings(words)
        with resources.as_file(sentences / "positions.npy") as path:
            self._positions = np.load(path, allow_pickle=False).astype(np.float32)
        self._pieces = Pieces((words / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self._longest = len(self._positions) - 8
        self._graph = session((sentences / "encoder.onnx").read_bytes())

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, Tones]:
        """Return vectors [n, WIDTH] and tones [n, 2] of the texts.

        A vector is a direction only, scaled so that its largest number is 127. A tone is the log-odds that the words
        lay something on somebody, and that they clear somebody of it. The graph scales its int8 products over a batch,
        so that a text's vector differs a little (cosine above .95) with the other texts; the same texts have the same.
        """
        found, tones = np.zeros((len(texts), WIDTH), np.int8), np.zeros((len(texts), 2), np.float32)
        spelt = [self._spell(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda n: len(spelt[n]))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            vectors, tones[batch] = self._run([spelt[n] for n in batch])
            largest = np.abs(vectors).max(axis=1, keepdims=True)
            found[batch] = np.round(vectors * (127 / np.maximum(largest, 1e-12))).astype(np.int8)
        return found, tones

    def states(self, words: Sequence[str]) -> States:
        """Return a direction [n, WIDTH] for each word of a sentence, as its context makes it: the middle layer's state.

        What is longer than the encoder can read is read in parts of about one length.
        """
        found = np.zeros((len(words), WIDTH), np.float32)
        pieces, starts = self._pieces.spell(words)
        parts = -(-len(pieces) // self._longest)
        ends = np.searchsorted(starts, np.arange(1, parts + 1) * len(pieces) / max(parts, 1), side="left")
        first = 0
        for last in ends.tolist():
            if first < last:
                found[first:last] = self._states(pieces, starts[first : last + 1])
            first = last
        return found

    def _states(self, pieces: NDArray[np.int64], starts: NDArray[np.int64]) -> States:
        """Return the directions of the words that begin at these pieces; the last of `starts` is where they end."""
        told = pieces[starts[0] : starts[-1]][: len(self._positions) - 2]
        numbers = np.array([[self._pieces.first, *told, self._pieces.last]])
        there = np.ones(numbers.shape, np.float32)
        embedded = self._values[numbers] * self._scales[numbers] + self._positions[: numbers.shape[1]]
        (states,) = self._graph.run(["states"], {"pieces": embedded, "there": there})
        at = np.minimum(starts[:-1] - starts[0], len(told) - 1)
        sums: States = np.add.reduceat(states[0, 1:-1], at, axis=0)
        directions: States = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        return directions

    def _spell(self, text: str) -> list[int]:
        inner = [piece for word in text.split() for piece in self._pieces.of(word)][: _MOST - 2]
        return [self._pieces.first, *inner, self._pieces.last]

    def _run(self, spelt: Sequence[Sequence[int]]) -> tuple[Tones, Tones]:
        length = max(map(len, spelt))
        there = np.zeros((len(spelt), length), np.float32)
        numbers = np.zeros((len(spelt), length), np.int64)
        for row, pieces in enumerate(spelt):
            there[row, : len(pieces)] = 1
            numbers[row, : len(pieces)] = pieces
        embedded = self._values[numbers] * self._scales[numbers] + self._positions[:length]
        vectors, tones = self._graph.run(["vectors", "tones"], {"pieces": embedded, "there": there})
        return vectors, tones


@cache
def encoder() -> Encoder:
    """Return the encoder of the package, loaded once a process; raises ModelError where its files are not there."""
    models = resources.files("allegedly.models")
    folders = models.joinpath("sentences"), models.joinpath("attribution")
    needed = (folders[0] / "encoder.onnx", folders[0] / "positions.npy", folders[1] / "words.npz")
    missing = [file.name for file in needed if not file.is_file()]
    if missing:
        raise ModelError(f"the package has no {', '.join(missing)}; install it anew")
    return Encoder(*folders)


def likeness(a: Vectors, b: Vectors) -> NDArray[np.float32]:
    """Return the cosines [n, m] of vectors [n, WIDTH] and [m, WIDTH]."""
    one, other = (x.astype(np.float32) / np.maximum(np.linalg.norm(x.astype(np.float32), axis=1), 1e-9)[:, None]
                  for x in (a, b))  # fmt: skip
    found: NDArray[np.float32] = one @ other.T
    return found
