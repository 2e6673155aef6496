"""Score a checkpoint as it stands in PyTorch, through the same code that reads at run time."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.tagger import Chain, Scores, Tagger
from allegedly.reading.attribution.words import Array, Words
from bench.score import attribution
from bench.score.common import read_rows
from bench.train import network, pretrained
from bench.train.examples import read_words

ROLES = ("source", "cue", "content")


class Torch:
    """The checkpoint as the network of a tagger."""

    def __init__(self, module: network.Tagger) -> None:
        self.module = module.eval()

    @torch.no_grad()
    def read(self, pieces: Array, starts: Array, ends: Array, features: Array, heads: Array) -> tuple[Scores, ...]:
        """Return a window's cue scores, words and anchors."""
        arrays = {"pieces": pieces, "starts": starts, "ends": ends, "features": features, "heads": heads}
        batch = {name: torch.from_numpy(np.ascontiguousarray(array))[None] for name, array in arrays.items()}
        batch["mask"] = torch.ones_like(batch["pieces"])
        with torch.autocast("cpu", torch.bfloat16):
            return tuple(found[0].float().numpy() for found in self.module.read(batch))

    @torch.no_grad()
    def pair(self, words: Scores, anchors: Scores, relations: Array) -> Scores:
        """Return role scores."""
        with torch.autocast("cpu", torch.bfloat16):
            states = torch.from_numpy(words)[None].expand(len(anchors), -1, -1)
            scores = self.module.pairs(states, torch.from_numpy(anchors), torch.from_numpy(relations)).float().numpy()
        found: Scores = scores
        return found


def load(checkpoint: Path, encoder: Path) -> Tagger:
    """Return the tagger of a checkpoint."""
    saved = torch.load(checkpoint, weights_only=True)
    module = network.restored(saved["state"], encoder, saved["plan"]["layers"])
    chain = Chain(*(getattr(module.chain, name).detach().numpy() for name in ("steps", "start", "end")))
    pieces = Pieces((encoder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    return Tagger(Torch(module), pieces, saved["labels"], chain, 0.0, -2.0)


def predict(tagger: Tagger, row: dict[str, Any]) -> dict[str, Any]:
    """Return the attributions of an article in the scorer's form."""
    words = read_words(row, tagger.labels)
    number = {int(token): place for place, token in enumerate(words.tokens)}
    return {
        "id": row["id"],
        "attributions": [
            {role: list(_runs(words, [number[i] for i in sorted(getattr(found, role))])) for role in ROLES}
            for found in tagger.find(words)
        ],
    }


def _runs(words: Words, numbers: list[int]) -> Iterator[list[int]]:
    """Yield the unbroken runs of words as [start, end) in the text."""
    start = None
    for here, after in zip(numbers, [*numbers[1:], -1], strict=False):
        start = here if start is None else start
        if after != here + 1:
            yield [int(words.starts[start]), int(words.starts[here]) + len(words.texts[here])]
            start = None


def main() -> None:
    """Score as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    torch.set_num_threads(1)
    tagger = load(given.checkpoint, given.encoder)
    rows = read_rows(given.gold)
    found = {name: predict(tagger, row) for name, row in rows.items()}
    print(json.dumps(attribution.score(rows, found), indent=1))


if __name__ == "__main__":
    main()
