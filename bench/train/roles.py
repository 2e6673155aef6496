"""Train the encoder that scores roles beside the linear model: `python -m bench.train.roles ROLES.jsonl OUT`.

ROLES is in the form of `../shared/data/events/roles_train.jsonl`. `--folds 5` measures instead, with the linear model
and without it; the folds are those of `bench.train.events`. The encoder starts from a checkpoint of the attribution
tagger where `--checkpoint` names one. OUT gets `encoder.onnx` (int8) and `positions.npy`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional, utils

from allegedly.models.pieces import Pieces
from allegedly.reading.events import proposed
from allegedly.reading.events.encoded import LONGEST, SIZES, Array, Scores, features, spelt
from allegedly.reading.events.learnt import trigger_of, words_of
from bench.score import roles
from bench.score.common import read_rows
from bench.tasks.events import least_subordinate, read_text
from bench.tasks.roles import spread
from bench.train import pretrained
from bench.train.events import TAGS, Example, fit_roles, folds, role_example
from bench.train.export import graph
from bench.train.linear import Plan as LinearPlan
from bench.train.network import WIDTH, Encoder

FEATURE_WIDTH = 16
INNER = 192


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; the defaults made the weights in the package."""

    layers: tuple[int, ...] = (0, 1, 2, 3)
    epochs: int = 8
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    warm: float = 0.06
    dropout: float = 0.2
    scale: float = 0.15
    """The loss is the negative log-likelihood of a sentence's tags by this."""
    average: float = 0.99
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of n words: pieces, first and last piece of each word, features [3, n] and tags [n] by number."""

    example: Example
    pieces: Array
    starts: Array
    ends: Array
    features: Array
    tags: Array


class Network(nn.Module):
    """The encoder with a head that scores the tags of words, and a chain over them that is only trained with."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        super().__init__()
        self.encoder = Encoder(folder, plan.layers)
        self.drop = nn.Dropout(plan.dropout)
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in SIZES)
        self.hidden = nn.Linear(WIDTH + FEATURE_WIDTH * len(SIZES), INNER)
        self.trigger = nn.Linear(WIDTH, INNER)
        self.out = nn.Linear(INNER, len(TAGS))
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def forward(self, x: Tensor, bias: Tensor, starts: Tensor, ends: Tensor, told: Tensor) -> Tensor:
        """Return scores [B, n, 7] of embedded pieces [B, P, WIDTH]; `told` [B, 3, n]."""
        states = self.encoder(x, bias)
        words = self.drop((_rows(states, starts) + _rows(states, ends - 1)) * 0.5)
        given = torch.cat([words, *(table(told[:, n]) for n, table in enumerate(self.features))], -1)
        trigger = _rows(words, told[:, 2].sub(SIZES[2] // 2).abs().argmin(-1, keepdim=True))
        scores: Tensor = self.out(self.drop(functional.gelu(self.hidden(given) + self.trigger(trigger))))
        return scores


def _rows(x: Tensor, numbers: Tensor) -> Tensor:
    return x.gather(1, numbers[..., None].expand(-1, -1, x.shape[-1]))


def sentence(row: Mapping[str, Any], pieces: Pieces) -> Sentence:
    """Read a row."""
    reading = read_text(row["text"])
    example = role_example(row, reading)
    found, words = proposed(reading), words_of(reading.parse)
    event = least_subordinate(found)
    numbers, starts, ends = spelt(pieces, [word.text for word in words])
    told = features(words, trigger_of(words, event), event)[:, : len(starts)]
    tags = np.array([TAGS.index(tag) for tag in example.learnt.labels[: len(starts)]], np.int64)
    return Sentence(example, numbers, starts, ends, told, tags)


def _collated(batch: Sequence[Sentence]) -> dict[str, Tensor]:
    longest, width = (max(len(getattr(one, name)) for one in batch) for name in ("pieces", "starts"))
    arrays: dict[str, NDArray[Any]] = {
        "pieces": np.zeros((len(batch), longest), np.int64),
        "bias": np.full((len(batch), 1, 1, longest), -1e4, np.float32),
        "starts": np.zeros((len(batch), width), np.int64),
        "ends": np.ones((len(batch), width), np.int64),
        "features": np.zeros((len(batch), len(SIZES), width), np.int64),
        "tags": np.full((len(batch), width), -1, np.int64),
    }
    for n, one in enumerate(batch):
        size = len(one.starts)
        arrays["pieces"][n, : len(one.pieces)] = one.pieces
        arrays["bias"][n, :, :, : len(one.pieces)] = 0
        arrays["starts"][n, :size], arrays["ends"][n, :size] = one.starts, one.ends
        arrays["features"][n, :, :size], arrays["tags"][n, :size] = one.features, one.tags
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def scored(network: Network, batch: dict[str, Tensor]) -> Tensor:
    """Return the scores of a batch."""
    embedded = network.encoder.words(batch["pieces"]) + network.encoder.positions[None, : batch["pieces"].shape[1]]
    found: Tensor = network(embedded, batch["bias"], batch["starts"], batch["ends"], batch["features"])
    return found


def loss_of(scores: Tensor, tags: Tensor, steps: Tensor) -> Tensor:
    """Return the mean negative log-likelihood of tags [B, n], -1 where there is none, as a chain."""
    there, known = (tags >= 0).float(), tags.clamp(min=0)
    given = (scores.gather(2, known[..., None]).squeeze(-1) * there).sum(1)
    given = given + (steps[known[:, :-1], known[:, 1:]] * there[:, 1:]).sum(1)
    forward = scores[:, 0]
    for at in range(1, scores.shape[1]):
        onward = torch.logsumexp(forward[:, :, None] + steps[None], 1) + scores[:, at]
        forward = torch.where(there[:, at, None] > 0, onward, forward)
    return (torch.logsumexp(forward, 1) - given).mean()


def train(sentences: Sequence[Sentence], folder: Path, plan: Plan, checkpoint: Path | None) -> Network:
    """Return the network, its weights a running mean over the steps."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    network = Network(folder, plan)
    if checkpoint is not None:
        state = torch.load(checkpoint, weights_only=True)["state"]
        own = {name.removeprefix("encoder."): value for name, value in state.items() if name.startswith("encoder.")}
        network.encoder.load_state_dict(own)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
    )
    steps = plan.epochs * -(-len(sentences) // plan.batch)
    optimizer = torch.optim.AdamW(_groups(network, plan), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (plan.warm * steps), (steps - n) / steps)
    )
    for _ in range(plan.epochs):
        for batch in _batches(sentences, plan.batch, rng):
            network.train()
            with torch.autocast("cpu", torch.bfloat16):
                scores = scored(network, batch).float()
            loss = plan.scale * loss_of(scores, batch["tags"], network.steps)
            optimizer.zero_grad()
            loss.backward()
            utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
    trained: Network = average.module.eval()
    return trained


def _groups(network: Network, plan: Plan) -> list[dict[str, Any]]:
    layers = list(network.encoder.layers)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": plan.rate * plan.decay ** (len(layers) - 1 - n)}
        for n, layer in enumerate(layers)
    ]
    bottom = [network.encoder.positions, *network.encoder.norm.parameters()]
    groups.append({"params": bottom, "lr": plan.rate * plan.decay ** len(layers)})
    heads = [value for name, value in network.named_parameters() if not name.startswith(("encoder.", "steps"))]
    groups.append({"params": heads, "lr": plan.head_rate})
    groups.append({"params": [network.steps], "lr": 1e-2})
    return groups


def _batches(sentences: Sequence[Sentence], size: int, rng: random.Random) -> list[dict[str, Tensor]]:
    order = list(sentences)
    rng.shuffle(order)
    pools = [
        sorted(order[at : at + 8 * size], key=lambda one: len(one.pieces)) for at in range(0, len(order), 8 * size)
    ]
    found = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    rng.shuffle(found)
    return [_collated(batch) for batch in found]


@torch.no_grad()
def emitted(network: Network, one: Sentence) -> Scores:
    """Return the scores [n, 7] of a sentence's words, 0 for those beyond what is read."""
    found: Scores = scored(network, _collated([one]))[0].numpy()
    return np.vstack([found, np.zeros((len(one.example.words) - len(found), len(TAGS)), np.float32)])


def measured(sentences: Sequence[Sentence], count: int, folder: Path, plan: Plan, checkpoint: Path | None) -> None:
    """Print the cross-validated figures for several weights of the encoder beside the linear model."""
    texts = sorted({one.example.row["text"] for one in sentences})
    fold = dict(zip(texts, folds(texts, count), strict=True))
    shares = (0.0, 0.5, 0.7, 1.0, 1.4)
    found: dict[float, dict[str, Any]] = {share: {} for share in shares}
    gold = {}
    for held in range(count):
        rest = [one for one in sentences if fold[one.example.row["text"]] != held]
        linear = fit_roles([one.example for one in rest], LinearPlan())
        network = train(rest, folder, plan, checkpoint)
        for one in sentences:
            row = one.example.row
            if fold[row["text"]] == held:
                gold[row["id"]] = dict(row)
                beside = emitted(network, one)
                for share in shares:
                    tags = linear.tag(one.example.learnt.places, share * beside)
                    found[share][row["id"]] = {"tags": spread(tags, one.example.words, row["tokens"])}
        for share in shares:
            print(held, share, roles.score(gold, found[share]), flush=True)


def export(network: Network, out: Path) -> None:
    """Write the graph and the positions."""
    size, pieces = 20, 30
    numbers = torch.arange(size)
    graph(
        _Alone(network),
        (torch.randn(pieces, WIDTH), numbers, numbers + 1, torch.zeros(len(SIZES), size, dtype=torch.long)),
        {"pieces": {0: "P"}, "starts": {0: "T"}, "ends": {0: "T"}, "features": {1: "T"}},
        {"tags": {0: "T"}},
        out / "encoder.onnx",
        quantised=True,
    )
    positions = network.encoder.positions.detach().numpy()[: LONGEST + 2].astype(np.float16)
    np.save(out / "positions.npy", positions)


class _Alone(nn.Module):
    """The network for one sentence without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor, starts: Tensor, ends: Tensor, told: Tensor) -> Tensor:
        scores: Tensor = self.network(x[None], torch.zeros(1, 1, 1, 1), starts[None], ends[None], told[None])[0]
        return scores


def main() -> None:
    """Train or measure as the command line says."""
    plan = Plan()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate with so many folds and write nothing")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint of the attribution tagger to begin with")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    plan = Plan(seed=given.seed)
    pieces = Pieces((given.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    sentences = [sentence(row, pieces) for row in read_rows(given.roles).values()]
    if given.folds:
        measured(sentences, given.folds, given.encoder, plan, given.checkpoint)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    export(train(sentences, given.encoder, plan, given.checkpoint), given.out)


if __name__ == "__main__":
    main()
