"""Export the sentence encoder of the package: `python -m bench.train.sentences CHECKPOINT OUT [--float]`.

CHECKPOINT is what `bench.train.statements` wrote. OUT gets `encoder.onnx` (matrix products in int8, scaled by channel)
and `positions.npy` (position embeddings in float16). Word embeddings and vocabulary are those of the attribution
tagger, which are the same untouched rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.train import pretrained
from bench.train.export import graph
from bench.train.network import WIDTH, Encoder

LONGEST = 64
"""Positions kept: no statement is read beyond so many word pieces."""
LAYERS = range(6)
MIDDLE = 3
"""The layer, from 0, whose states say what a word is in its sentence: later ones say what the sentence is."""
TONES = 3
"""A statement lays something on somebody, clears somebody of it, or does neither."""


class Sentences(nn.Module):
    """The encoder with mean pooling, vectors of length one (Reimers and Gurevych 2019), and a head for the tone."""

    def __init__(self, folder: Path, layers: Sequence[int] = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(folder, layers)
        self.tone = nn.Linear(WIDTH, TONES)

    def forward(self, x: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Return vectors [B, WIDTH] and tones [B, TONES] of embedded pieces [B, P, WIDTH].

        `there` [B, P] is 0 where a row is padded; tones are scores before the softmax.
        """
        vectors, tones, _ = self.read(x, there)
        return vectors, tones

    def read(self, x: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return vectors and tones, and the states [B, P, WIDTH] of the pieces behind the middle layer."""
        steps = self.encoder.steps(x, (there - 1)[:, None, None, :] * 1e4)
        mean = (steps[-1] * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1), self.tone(mean), steps[MIDDLE]


class Told(nn.Module):
    """What the package runs: the vectors, the log-odds [B, 2] of alleging and of clearing, and the middle states."""

    def __init__(self, sentences: Sentences) -> None:
        super().__init__()
        self.sentences = sentences

    def forward(self, x: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return vectors [B, WIDTH], log-odds [B, 2] and states [B, P, WIDTH]."""
        vectors, tones, states = self.sentences.read(x, there)
        alleges, denies, neither = tones.unbind(-1)
        odds = torch.stack(
            [
                alleges - torch.logsumexp(torch.stack([denies, neither], -1), -1),
                denies - torch.logsumexp(torch.stack([alleges, neither], -1), -1),
            ],
            dim=-1,
        )
        return vectors, odds, states


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the products in float32")
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    model = Sentences(given.encoder)
    model.load_state_dict(torch.load(given.checkpoint, weights_only=True))
    given.out.mkdir(parents=True, exist_ok=True)
    graph(
        Told(model),
        (torch.randn(3, 20, WIDTH), torch.ones(3, 20)),
        {"pieces": {0: "B", 1: "P"}, "there": {0: "B", 1: "P"}},
        {"vectors": {0: "B"}, "tones": {0: "B"}, "states": {0: "B", 1: "P"}},
        given.out / "encoder.onnx",
        quantised=not given.float,
    )
    positions = model.encoder.positions.detach().numpy()[:LONGEST].astype(np.float16)
    np.save(given.out / "positions.npy", positions)


if __name__ == "__main__":
    main()
