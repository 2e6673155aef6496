"""Scores of roles from a small encoder, which knows words that the training sentences do not have.

What it is given beside the letters is what the rules propose for each word, the label it hangs by, and how far it is
from the trigger. Its scores are added to those of the linear model before the best path is taken (`learnt.role_tags`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from allegedly.errors import ModelError
from allegedly.models.embeddings import embeddings
from allegedly.models.graphs import session
from allegedly.models.pieces import Pieces
from allegedly.reading.events.clues import proposed_roles
from allegedly.reading.events.coding import Coded

Array = NDArray[np.int64]
Scores = NDArray[np.float32]

PROPOSED = ("O", "BS", "IS", "BT", "IT", "BR", "IR", "V")
DEPS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "det", "dobj", "expl", "intj", "mark", "meta", "neg",
    "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
"""Labels of the parse (ClearNLP); any other is 0."""
FAR = 15
SIZES = (len(PROPOSED), len(DEPS) + 1, 2 * FAR + 1)
"""How many values each feature has."""
LONGEST = 256
"""Word pieces that are read of a sentence; words beyond them have no scores."""
_DEP = {name: number for number, name in enumerate(DEPS, start=1)}


def features(words: Sequence[Token], trigger: Token, event: Coded | None) -> Array:
    """Return what the encoder is told of each word [3, n]: the role that the rules propose, label, distance."""
    roles = [PROPOSED.index(role) for role in proposed_roles(words, event)]
    far = [min(max(word.i - trigger.i, -FAR), FAR) + FAR for word in words]
    return np.array([roles, [_DEP.get(word.dep_, 0) for word in words], far], np.int64)


def spelt(pieces: Pieces, texts: Sequence[str]) -> tuple[Array, Array, Array]:
    """Return the pieces of a sentence with the marks at both ends, and where each word that is read begins and ends."""
    found, edges = pieces.spell(texts)
    count = int(np.searchsorted(edges, LONGEST, "right")) - 1
    return np.r_[pieces.first, found[: edges[count]], pieces.last], edges[:count] + 1, edges[1 : count + 1]


class Encoded:
    """The exported graph, with the word embeddings of the attribution tagger."""

    def __init__(self) -> None:
        models = resources.files("allegedly.models")
        own, words = models.joinpath("events"), models.joinpath("attribution")
        for folder, name in ((own, "encoder.onnx"), (own, "positions.npy"), (words, "words.npz")):
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name} is missing; install the package anew, or call 'make train-roles'")
        self._values, self._scales = embeddings(words)
        with resources.as_file(own / "positions.npy") as path:
            self._positions = np.load(path, allow_pickle=False).astype(np.float32)
        self._pieces = Pieces((words / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self._graph = session((own / "encoder.onnx").read_bytes())

    def scores(self, words: Sequence[Token], trigger: Token, event: Coded | None) -> Scores:
        """Return the scores [n, 7] of the tags of a sentence's words, in the order of the linear model's labels."""
        numbers, starts, ends = spelt(self._pieces, [word.text for word in words])
        told = features(words, trigger, event)[:, : len(starts)]
        embedded = self._values[numbers] * self._scales[numbers] + self._positions[: len(numbers)]
        given = {"pieces": embedded, "starts": starts, "ends": ends, "features": told}
        found: Scores = self._graph.run(None, given)[0]
        return np.vstack([found, np.zeros((len(words) - len(found), found.shape[1]), np.float32)])


@cache
def encoder() -> Encoded:
    """Return the encoder of the package, loaded once a process; raises ModelError where its files are not there."""
    return Encoded()
