"""What a large tagger makes of windows, kept so that a small one may learn it again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from bench.train.attribution import collate
from bench.train.examples import Example, batches
from bench.train.network import Tagger

Half = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Lesson(Example):
    """A window of T words of P pieces with N cues, and what the large tagger makes of it.

    `states` [L, P, width] behind L of its layers, `words` [T, INNER] that pairs are scored from, `odds` [T] of
    being a cue, `chances` [N, T, ROLES] of the roles given each cue, as logarithms.
    """

    states: Half
    words: Half
    odds: Half
    chances: Half
    marked: bool
    """Whether its cues and roles are those that people marked."""


@torch.no_grad()
def lessons(
    teacher: Tagger, windows: Sequence[Example], size: int, heard: Sequence[int], *, marked: bool = True
) -> list[Lesson]:
    """Return the windows with what the tagger makes of them, read so many at a time, with the states of some layers."""
    teacher.eval()
    found: list[Lesson] = []
    for group in batches(windows, size, None, list):
        batch = collate(group)
        with torch.autocast("cpu", torch.bfloat16):
            steps = teacher.steps(batch)
            answers = teacher.answers(steps[-1], batch)
        chances = _halves(roles_of(teacher, answers, batch))
        between = torch.stack([steps[n] for n in heard]) if heard else steps[-1].new_empty(0, *steps[-1].shape)
        states, odds, words = map(_halves, (between, *answers[:2]))
        at = batch["at"].numpy()
        for n, window in enumerate(group):
            pieces, many = len(window.pieces) + 2, len(window.starts)
            own: list[Any] = [getattr(window, part.name) for part in fields(Example)]
            told = (states[:, n, :pieces], words[n, :many], odds[n, :many], chances[at == n, :many])
            found.append(Lesson(*own, *map(np.copy, told), *[marked]))
    return found


def roles_of(tagger: Tagger, answers: tuple[Tensor, ...], batch: dict[str, Tensor]) -> Tensor:
    """Return the log-chances [N, T, ROLES] of the roles of all words given each cue of their window."""
    at = batch["at"]
    _, words, anchors = answers
    with torch.autocast("cpu", torch.bfloat16):
        scores = tagger.pairs(words[at], anchors[at, batch["cues"]], batch["relations"])
    chances: Tensor = scores.float().log_softmax(-1)
    return chances


def collate_lessons(group: list[Lesson]) -> dict[str, Tensor]:
    """Return the windows as `collate` does, with what the teacher makes of them, padded with noughts."""
    batch = collate(group)
    pieces, width = batch["pieces"].shape[1], batch["starts"].shape[1]
    right = {
        "states": np.stack([_padded(one.states, 1, pieces) for one in group], axis=1),
        "words": np.stack([_padded(one.words, 0, width) for one in group]),
        "odds": np.stack([_padded(one.odds, 0, width) for one in group]),
        "chances": np.concatenate([_padded(one.chances, 1, width) for one in group]),
    }
    return batch | {f"right {name}": torch.from_numpy(array).float() for name, array in right.items()}


def _padded(array: NDArray[Any], axis: int, size: int) -> NDArray[Any]:
    room = [(0, size - length if n == axis else 0) for n, length in enumerate(array.shape)]
    return np.pad(array, room)


def _halves(tensor: Tensor) -> Half:
    found: Half = tensor.float().numpy().astype(np.float16)
    return found
