"""A linear-chain model over sparse clues: at run time a table of weights and the best path through them.

Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001); a chain of one place is multinomial logistic
regression. Clues are strings, known to the model by their CRC-32 alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.errors import ModelError

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """L labels, N states that emit one each (`emits` [N]), K known clues.

    `weights` [K + 1, L], of which the last row is zero, for an unknown clue; `steps` [N, N] from, to; `start` and
    `end` [N] are added at the first and last place. What may not be scores -10,000 and less.
    """

    labels: tuple[str, ...]
    emits: tuple[int, ...]
    rows: dict[int, int] = field(repr=False)
    weights: Scores = field(repr=False)
    steps: Scores
    start: Scores
    end: Scores

    def scores(self, places: Iterable[Sequence[str]]) -> Scores:
        """Return the scores [n, L] of the labels at n places, each with its clues."""
        unknown = len(self.weights) - 1
        rows = self.rows
        found = [
            self.weights[[rows.get(crc32(clue.encode()), unknown) for clue in clues]].sum(axis=0) for clues in places
        ]
        return np.array(found, np.float32).reshape(len(found), len(self.labels))

    def tag(self, places: Sequence[Sequence[str]], beside: Scores | None = None) -> list[str]:
        """Return the most likely labels of a sequence of places; `beside` [n, L] is added to their scores."""
        if not places:
            return []
        scores = (self.scores(places) if beside is None else self.scores(places) + beside)[:, self.emits]
        best = self.start + scores[0]
        back = []
        for here in scores[1:]:
            through = best[:, None] + self.steps
            back.append(through.argmax(axis=0))
            best = through.max(axis=0) + here
        path = [int((best + self.end).argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return [self.labels[self.emits[state]] for state in reversed(path)]

    def chances(self, clues: Sequence[str]) -> dict[str, float]:
        """Return how likely each label is at a place that stands alone; they add up to 1."""
        scores = self.start + self.end + self.scores([clues])[0, self.emits]
        chances = np.exp(scores - scores.max())
        shares = np.bincount(self.emits, chances / chances.sum(), len(self.labels))
        return dict(zip(self.labels, shares.tolist(), strict=True))


def load(folder: Traversable, name: str) -> Linear:
    """Return the model `<name>.npz` of a folder; raises ModelError where it is not there."""
    file = folder / f"{name}.npz"
    if not file.is_file():
        raise ModelError(f"{file} is missing; install the package anew, or make the weights with 'make train-events'")
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        clues, weights, emits = (arrays[part] for part in ("clues", "weights", "emits"))
        steps, start, end = (arrays[part].astype(np.float32) for part in ("steps", "start", "end"))
        labels = tuple(json.loads(str(arrays["labels"])))
    rows = {int(clue): row for row, clue in enumerate(clues.tolist())}
    padded = np.vstack([weights, np.zeros((1, len(labels)))]).astype(np.float32)
    return Linear(labels, tuple(emits.tolist()), rows, padded, steps, start, end)


def save(model: Linear, folder: Path, name: str) -> None:
    """Write a model as `load` reads it."""
    clues = np.array(sorted(model.rows, key=lambda clue: model.rows[clue]), np.uint32)
    with (folder / f"{name}.npz").open("wb") as opened:
        np.savez_compressed(
            opened,
            clues=clues,
            weights=model.weights[:-1].astype(np.float16),
            emits=np.array(model.emits),
            steps=model.steps,
            start=model.start,
            end=model.end,
            labels=np.array(json.dumps(model.labels)),
        )
