"""The word embeddings that all encoders of the package share, loaded once a process."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray


def embeddings(folder: Traversable) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the embeddings of all word pieces [pieces, width] in int8 and the scale of each [pieces, 1].

    `folder` has the `words.npz` of the attribution tagger.
    """
    with resources.as_file(folder / "words.npz") as path:
        return _loaded(str(path))


@cache
def _loaded(path: str) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    with np.load(path, allow_pickle=False) as arrays:
        return arrays["values"], arrays["scales"]
