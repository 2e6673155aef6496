"""Export the sentence encoder of the package: `python -m bench.train.sentences OUT [--float]`.

The pretrained all-MiniLM-L6-v2 as it is, nothing trained: OUT gets `encoder.onnx` (matrix products in int8, scaled by
channel) and `positions.npy` (position embeddings in float16). Word embeddings and vocabulary are those of the
attribution tagger, which are the same untouched rows.
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


class Sentences(nn.Module):
    """The encoder with mean pooling, vectors of length one (Reimers and Gurevych 2019)."""

    def __init__(self, folder: Path, layers: Sequence[int]) -> None:
        super().__init__()
        self.encoder = Encoder(folder, layers)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        """Return vectors [B, WIDTH] of embedded pieces [B, P, WIDTH]; `there` [B, P] is 0 where a row is padded."""
        states = self.encoder(x, (there - 1)[:, None, None, :] * 1e4)
        mean = (states * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the products in float32")
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="layers kept, from 0")
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    model = Sentences(given.encoder, [int(n) for n in given.layers.split(",")])
    given.out.mkdir(parents=True, exist_ok=True)
    graph(
        model,
        (torch.randn(3, 20, WIDTH), torch.ones(3, 20)),
        {"pieces": {0: "B", 1: "P"}, "there": {0: "B", 1: "P"}},
        {"vectors": {0: "B"}},
        given.out / "encoder.onnx",
        quantised=not given.float,
    )
    positions = model.encoder.positions.detach().numpy()[:LONGEST].astype(np.float16)
    np.save(given.out / "positions.npy", positions)


if __name__ == "__main__":
    main()
