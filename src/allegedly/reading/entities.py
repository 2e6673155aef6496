"""Names in a parse: the decoding of the model's entity recognizer, all words outside of names at once.

The recognizer moves word by word (B, I, L, U, O; Ratinov & Roth, CoNLL 2009), each move scored from the word and, in a
name that is open, from its first word and the word before (spaCy, `TransitionBasedParser`, `state_type` "ner"). So the
moves from words outside of names do not depend on one another and are scored in one product; only what follows an
opening is walked through. spaCy's own loop asks every move of every word whether it is allowed, and takes the
interpreter's lock each time, which costs more than the network. The names are the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from allegedly.reading.vectors import Contextual

Scores = NDArray[np.float32]


class Moves(NamedTuple):
    """The numbers of the recognizer's moves; `begin`, `inside`, `last` and `unit` by label."""

    begin: dict[str, int]
    inside: dict[str, int]
    last: dict[str, int]
    unit: dict[str, int]
    out: int


class Entities:
    """What finds the names in a Doc whose sentences are known; ValueError for a model of another make."""

    def __init__(self, nlp: Language) -> None:
        pipe: Any = nlp.get_pipe("ner")
        model = pipe.model
        embed, self._lower, self._upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        if self._lower.get_dim("nF") != 3 or not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            raise ValueError("the model's entity recognizer is of another make")
        if [layer.name for layer in embed.layers[1:]] != ["list2array", "linear"]:
            raise ValueError("the model's entity recognizer is of another make")
        self._vectors, self._narrow = Contextual(embed.layers[0]), embed.layers[2]
        self._names = [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
        self._moves = _moves(self._names)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names, and return the Doc."""
        if len(doc):
            parts = self._lower.predict(self._narrow.predict(self._vectors(doc)))
            found = self._found(doc, parts)
            doc.set_ents([Span(doc, first, end, label=label) for first, end, label in found], default="outside")
        return doc

    def _found(self, doc: Doc, parts: Scores) -> list[tuple[int, int, str]]:
        """Return the names [first, end) with their labels.

        `parts` [1 + n, 3, K, P] is what each word adds to a move's score as the word itself, as the first of the name
        and as the one before; the first row stands for no word.
        """
        goes_on, is_space = _borders(doc)
        outside = self._outside(parts, goes_on, is_space)
        found: list[tuple[int, int, str]] = []
        end = 0
        for first in np.flatnonzero(outside != self._moves.out).tolist():
            if first >= end:
                kind, _, label = self._names[outside[first]].partition("-")
                end = first + 1 if kind == "U" else self._end(parts, first, label, goes_on)
                found.append((first, end, label))
        return found

    def _outside(self, parts: Scores, goes_on: NDArray[np.bool_], is_space: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the best move of each word if no name is open before it."""
        moves = self._moves
        scores = self._scores(parts[1:, 0] + parts[0, 1] + parts[0, 2])
        allowed = np.zeros(scores.shape, bool)
        allowed[:, list(moves.unit.values())] = ~is_space[:, None]
        allowed[:, list(moves.begin.values())] = (goes_on & ~is_space)[:, None]
        allowed[:, moves.out] = True
        best: NDArray[np.int64] = np.where(allowed, scores, -np.inf).argmax(axis=1)
        return best

    def _end(self, parts: Scores, first: int, label: str, goes_on: NDArray[np.bool_]) -> int:
        """Return where the name ends that opens at a word: the recognizer closes it, or its sentence ends."""
        inside, last = self._moves.inside[label], self._moves.last[label]
        at = first + 1
        while goes_on[at]:
            scores = self._scores((parts[at + 1, 0] + parts[first + 1, 1] + parts[at, 2])[None])[0]
            if scores[last] > scores[inside] or (scores[last] == scores[inside] and last < inside):
                break
            at += 1
        return at + 1

    def _scores(self, summed: Scores) -> Scores:
        """Return the scores of all moves [n, moves] from the sums of parts [n, K, P]."""
        candidates = summed + self._lower.get_param("b")
        hidden = np.maximum.reduce([candidates[:, :, piece] for piece in range(candidates.shape[2])])
        scores: Scores = hidden @ self._upper.get_param("W").T + self._upper.get_param("b")
        return scores


def _moves(names: list[str]) -> Moves:
    by_kind: dict[str, dict[str, int]] = {"B": {}, "I": {}, "L": {}, "U": {}}
    for number, name in enumerate(names):
        kind, _, label = name.partition("-")
        if label:
            by_kind[kind][label] = number
    return Moves(by_kind["B"], by_kind["I"], by_kind["L"], by_kind["U"], names.index("O"))


def _borders(doc: Doc) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return for each word whether its sentence goes on behind it, and whether it is white space."""
    columns = doc.to_array([SENT_START, IS_SPACE])
    return np.r_[columns[1:, 0] != 1, False], columns[:, 1] != 0
