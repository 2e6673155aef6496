"""Train the tagger over a larger encoder, to learn from: `python -m bench.train.large TRAIN.jsonl FOLDER OUT`.

FOLDER has all-mpnet-base-v2 in safetensors (MPNet: Song et al. 2020), as `make train-attribution` unpacks it; OUT
gets a checkpoint after every epoch. With `--score GOLD` it says instead how well the checkpoint in OUT reads, as
`bench.train.evaluate` does. An epoch takes 25 minutes on two cores; the network is too large for the package, whose
tagger learns from it (`bench.train.pupil`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.tagger import Chain, Tagger
from bench.score import attribution
from bench.score.common import read_rows
from bench.train import network, pretrained
from bench.train.attribution import FIRST, LAST, Plan, save, train, windows_of
from bench.train.evaluate import Torch, predict
from bench.train.examples import labels

WIDTH, HEADS, NEURONS, LAYERS, INNER = 768, 12, 3072, 12, 256
BUCKETS, FAR = 32, 128
FROZEN = 4
"""So many layers from the lowest stay as they are."""
BEFORE = 4
"""MPNet numbers the pieces of BERT after four marks of its own, of which 0 and 2 open and close a text."""
PLAN = Plan(layers=tuple(range(LAYERS)), epochs=3, rate=8e-5)


class Layer(nn.Module):
    """A transformer layer of MPNet: BERT's, with what the distance of two pieces adds to their attention."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, NEURONS), nn.Linear(NEURONS, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the states [B, P, WIDTH]; `bias` [B, HEADS, P, P] is added to the attention scores."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(found.transpose(1, 2).reshape(size, length, WIDTH))))
        states: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return states


class Encoder(nn.Module):
    """MPNet; its word and position embeddings and its lowest layers stay as they are."""

    def __init__(self, folder: Path, dropout: float) -> None:
        super().__init__()
        weights = {name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        places = weights["embeddings.position_embeddings.weight"][2:].clone()
        self.positions = nn.Parameter(places, requires_grad=False)
        self.far = nn.Embedding.from_pretrained(weights["encoder.relative_attention_bias.weight"], freeze=False)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-5), nn.Dropout(dropout)
        network.fill(self.norm, weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{number}."
            for name in ("weight", "bias"):
                parts = [weights[f"{prefix}attention.attn.{part}.{name}"] for part in "qkv"]
                getattr(layer.qkv, name).data.copy_(torch.cat(parts))
            network.fill(layer.out, weights, prefix + "attention.attn.o")
            network.fill(layer.norm1, weights, prefix + "attention.LayerNorm")
            network.fill(layer.up, weights, prefix + "intermediate.dense")
            network.fill(layer.down, weights, prefix + "output.dense")
            network.fill(layer.norm2, weights, prefix + "output.LayerNorm")
        for still in (self.norm, *self.layers[:FROZEN]):
            still.requires_grad_(False)

    def steps(self, x: Tensor, bias: Tensor) -> list[Tensor]:
        """Return the states behind each layer, from embedded pieces (word and position added)."""
        apart = self.far(buckets(x.shape[1]).to(x.device)).permute(2, 0, 1)[None] + bias
        found = [self.drop(self.norm(x))]
        for layer in self.layers:
            found.append(layer(found[-1], apart))
        return found[1:]


def buckets(length: int) -> Tensor:
    """Return the class of distance [P, P] from each piece to each: by one up to eight, then by logarithm (T5)."""
    places = torch.arange(length)
    behind = places[:, None] - places[None, :]
    sides, exact = BUCKETS // 2, BUCKETS // 4
    steps = torch.log(behind.abs().clamp(min=1).float() / exact) / math.log(FAR / exact) * (sides - exact)
    coarse = (exact + steps.long()).clamp(max=sides - 1)
    return torch.where(behind < 0, sides, 0) + torch.where(behind.abs() < exact, behind.abs(), coarse)


class Large(network.Tagger):
    """The tagger over MPNet; it is given pieces by the numbers that BERT has for them."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        nn.Module.__init__(self)
        self.encoder = Encoder(folder, dropout)
        self.heads, self.pairs = network.Heads(dropout, WIDTH, INNER), network.Pairs(dropout, INNER)
        self.chain = network.Chain()

    def embed(self, pieces: Tensor) -> Tensor:
        """Return the embedded pieces [B, P, WIDTH]."""
        own = (pieces + BEFORE).masked_fill(pieces == FIRST, 0).masked_fill(pieces == LAST, 2)
        embedded: Tensor = self.encoder.words(own) + self.encoder.positions[None, : pieces.shape[1]]
        return embedded


def load(checkpoint: Path, folder: Path, pieces: Pieces) -> Tagger:
    """Return the tagger of a checkpoint, as it reads at run time, with half of the chain."""
    saved = torch.load(checkpoint, weights_only=True)
    module = Large(folder)
    module.load_state_dict(saved["state"])
    chain = Chain(*(getattr(module.chain, name).detach().numpy() / 2 for name in ("steps", "start", "end")))
    return Tagger(Torch(module), pieces, saved["labels"], chain, 0.0, -2.0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, or score, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--score", type=Path, metavar="GOLD", help="read these articles with the checkpoint in OUT")
    given = parser.parse_args(arguments)
    pieces = Pieces((pretrained() / "vocab.txt").read_text(encoding="utf-8").splitlines())
    if given.score:
        tagger, rows = load(given.out / "tagger.pt", given.folder, pieces), read_rows(given.score)
        found = {name: predict(tagger, row) for name, row in rows.items()}
        print(json.dumps(attribution.score(rows, found), indent=1))
        return
    names = labels()
    windows = windows_of(given.train, pieces, names)
    for epochs, averaged in train(windows, lambda: Large(given.folder, PLAN.dropout), PLAN):
        save(averaged, names, {"layers": PLAN.layers, "rate": PLAN.rate, "epochs": PLAN.epochs}, given.out)
        print(f"after {epochs:.1f} epochs: saved", flush=True)


if __name__ == "__main__":
    main()
