"""The model's vectors of words in their context, computed with less work than by its own layers.

A word's vector is made of what the word is by itself (hash embeddings of its form, prefix, suffix and shape; Miranda,
Kádár, Boyd et al., "Multi hash embeddings in spaCy", 2022), mixed with its neighbours' four times (maxout over a window
of three words, layer norm, residual; spaCy, `HashEmbedCNN`). The first part is the same wherever a word stands, so it
is worked out once a process; the second is done here in a few NumPy operations over the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Vectors = NDArray[np.float32]

MOST = 30_000
"""So many words are kept at most."""
LEAST = 64
"""So many words are embedded at once at least: BLAS adds in another order where they are very few, and what a word's
vector is may not depend on which words came up together with it."""
_EPSILON = 1e-8


class Contextual:
    """What gives the words of a Doc their vectors; ValueError for a model of another make.

    As in the model, a text stands between some blanks, which are mixed as words are.
    """

    def __init__(self, model: Any) -> None:
        parts = [layer.name.split(">>")[0] for layer in model.layers]
        if parts != ["extract_features", "with_array(residual(expand_window"]:
            raise ValueError("the model embeds words in another way")
        embed, encode = model.layers
        self._alone = _Alone(embed)
        self._blanks: int = encode.attrs["pad"]
        self._mixers = [_Mixer(residual.layers[0]) for residual in encode.layers[0].layers]

    def __call__(self, doc: Doc) -> Vectors:
        """Return the vectors [n, width] of the n words of a Doc, at least one."""
        found = self._alone(doc)
        padded = np.zeros((len(found) + 2 * self._blanks + 2, found.shape[1]), np.float32)
        within = padded[1:-1]
        words = within[self._blanks : self._blanks + len(found)]
        words[:] = found
        for mixer in self._mixers:
            within += mixer(_windows(padded))
        return words.copy()


class _Alone:
    """The vectors of words by themselves, kept by what the model looks at of a word."""

    def __init__(self, embed: Any) -> None:
        names = [layer.name.split("(")[0] for layer in embed.layers]
        if names != ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
            raise ValueError("the model embeds words in another way")
        self._columns: list[int | str] = embed.layers[0].attrs["columns"]
        self._hashes, self._mix = embed.layers[2].layers[0], embed.layers[3].layers[0]
        self._places: dict[bytes, int] = {}
        self._kept = np.empty((MOST, self._mix.get_dim("nO")), np.float32)

    def __call__(self, doc: Doc) -> Vectors:
        """Return the vectors [n, width] of the words of a Doc."""
        rows = np.ascontiguousarray(doc.to_array(self._columns), np.uint64)
        keys: list[bytes] = rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel().tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._places}
        if len(self._places) + len(new) > MOST:
            self._places.clear()
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > MOST:
            return self._embedded(rows)
        if new:
            first = len(self._places)
            self._kept[first : first + len(new)] = self._embedded(rows[list(new.values())])
            self._places.update(zip(new, range(first, first + len(new)), strict=True))
        return self._kept[[self._places[key] for key in keys]]

    def _embedded(self, rows: NDArray[np.uint64]) -> Vectors:
        """Return the vectors [m, width] of words of which the model sees the columns `rows` [m, columns]."""
        more = np.pad(rows, ((0, max(0, LEAST - len(rows))), (0, 0)), mode="edge")
        found: Vectors = self._mix.predict(self._hashes.predict(more))
        return found[: len(rows)]


class _Mixer:
    """Maxout and layer norm: the weights, with the candidates that are compared side by side."""

    def __init__(self, layer: Any) -> None:
        names = [part.name for part in _leaves(layer)]
        if names != ["expand_window", "maxout", "layernorm", "dropout"]:
            raise ValueError("the model mixes words in another way")
        window, maxout, norm, _ = _leaves(layer)
        if window.attrs["window_size"] != 1:
            raise ValueError("the model mixes words in another way")
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self._pieces = weights.shape[1]
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])).T
        self._bias = np.ascontiguousarray(bias.T).ravel()
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, windows: Vectors) -> Vectors:
        """Return the mix [n, width] of the words in windows [n, 3 · width]."""
        scores = windows @ self._weights
        scores += self._bias
        candidates = np.split(scores, self._pieces, axis=1)
        best: Vectors = np.maximum.reduce(candidates)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / best.shape[1] + _EPSILON
        best *= (1 / np.sqrt(spread))[:, None]
        best *= self._gain
        best += self._shift
        return best


def _windows(padded: Vectors) -> Vectors:
    """Return each word with the one before and the one after it [n, 3 · width], of words with a blank at both ends."""
    return np.hstack([padded[:-2], padded[1:-1], padded[2:]])


def _leaves(layer: Any) -> Sequence[Any]:
    def inner(part: Any) -> Iterator[Any]:
        if part.layers:
            for below in part.layers:
                yield from inner(below)
        else:
            yield part

    return list(inner(layer))
