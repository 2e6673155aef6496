"""Train the encoder of sentences on made-up stories: `python -m bench.train.statements CHECKPOINT [--runs 73 127]`.

What is laid on somebody, in whatever words, and what clears him of it come to lie close together and apart from all
else that the stories say (supervised contrastive learning, Khosla et al. 2020); a head learns which of the two a
statement is, or neither. Few passes, since a small encoder soon forgets what it knew of other words; for the same
reason the weights are averaged over two runs, over the first stories and over all (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from allegedly.models.pieces import Pieces
from bench.train import pretrained
from bench.train.sentences import Sentences
from bench.train.wordings import Line, stories

PASSES, BATCH, RATE, HEAD_RATE, TEMPERATURE, DROPOUT, WARM = 4, 4, 1e-4, 1e-3, 0.1, 0.1, 20
TONE = 0.5
"""What the tone counts for beside the vectors."""
RUNS = (73, 127)
"""So many stories of the file, from its first, does each run see."""
LONGEST = 32


class Spelling:
    """Words as the pieces of the encoder's vocabulary."""

    def __init__(self, folder: Path) -> None:
        self._pieces = Pieces((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())

    def embedded(self, model: Sentences, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return embedded pieces [B, P, WIDTH] and where there are any [B, P]."""
        spelt = [
            [self._pieces.first, *[p for word in text.split() for p in self._pieces.of(word)][: LONGEST - 2],
             self._pieces.last]
            for text in texts
        ]  # fmt: skip
        length = max(map(len, spelt))
        numbers = torch.zeros(len(spelt), length, dtype=torch.long)
        there = torch.zeros(len(spelt), length)
        for row, pieces in enumerate(spelt):
            numbers[row, : len(pieces)], there[row, : len(pieces)] = torch.tensor(pieces), 1
        return model.encoder.words(numbers) + model.encoder.positions[:length], there


def loss(vectors: Tensor, tones: Tensor, lines: Sequence[Line], things: Tensor) -> Tensor:
    """Return the contrastive loss of the vectors, each near those of its thing, with the loss of the tones."""
    alone = torch.eye(len(lines), dtype=torch.bool)
    same = (things[:, None] == things[None]) & ~alone
    near = (vectors @ vectors.T / TEMPERATURE).masked_fill(alone, -1e9)
    odds = near - near.logsumexp(1, keepdim=True)
    told = same.any(1)
    apart = -((odds * same).sum(1)[told] / same.sum(1)[told]).mean()
    return apart + TONE * functional.cross_entropy(tones, torch.tensor([line.tone for line in lines]))


def train(folder: Path, told: Sequence[Sequence[Line]], seed: int) -> Sentences:
    """Return the encoder after a few passes over the stories, in an order of its own."""
    torch.manual_seed(seed)
    shuffled, chance = list(told), random.Random(seed)
    model, spelling = Sentences(folder), Spelling(folder)
    model.encoder.positions.requires_grad = False
    moving = [weight for name, weight in model.encoder.named_parameters() if weight.requires_grad]
    head = list(model.tone.parameters())
    groups = [{"params": moving, "lr": RATE}, {"params": head, "lr": HEAD_RATE}]
    steps = PASSES * (len(shuffled) // BATCH)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / WARM, 1 - 0.95 * n / steps))
    for _ in range(PASSES):
        chance.shuffle(shuffled)
        for first in range(0, len(shuffled) - BATCH + 1, BATCH):
            batch = shuffled[first : first + BATCH]
            lines = [line for story in batch for line in story]
            things = torch.tensor([1000 * n + line.thing for n, story in enumerate(batch) for line in story])
            embedded, there = spelling.embedded(model, [line.text for line in lines])
            vectors, tones = model(functional.dropout(embedded, DROPOUT), there)
            wrong = loss(vectors, tones, lines, things)
            optimiser.zero_grad()
            wrong.backward()
            torch.nn.utils.clip_grad_norm_([*moving, *head], 1.0)
            optimiser.step()
            schedule.step()
    return model


def averaged(models: Sequence[Sentences]) -> dict[str, Tensor]:
    """Return the mean weights of the runs."""
    runs = [model.state_dict() for model in models]
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--runs", type=int, nargs="+", default=RUNS, help="how many stories each run sees")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    torch.set_num_threads(1)
    told = stories()
    models = [train(given.encoder, told[:most], given.seed) for most in given.runs]
    torch.save(averaged(models), given.checkpoint)


if __name__ == "__main__":
    main()
