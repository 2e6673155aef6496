"""Train the attribution tagger: `python -m bench.train.attribution TRAIN.jsonl OUT`.

TRAIN is in the form of `../shared/data/attribution/train.jsonl`, OUT a folder for the checkpoint. The same seed on the
same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional, utils

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.words import Labels
from bench.score.common import read_rows
from bench.train import pretrained
from bench.train.examples import Example, Window, batches, examples, labels
from bench.train.network import Tagger

FIRST, LAST = 101, 102
Loss = Callable[[Tagger, dict[str, Tensor], "Plan", float], Tensor]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; the defaults made the weights in the package."""

    layers: tuple[int, ...] = (0, 1, 2, 3)
    epochs: float = 4
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    chain_rate: float = 1e-2
    decay: float = 0.9
    """The learning rate of a layer by that of the layer above it."""
    warm: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    cue_weight: float = 8.0
    chain_weight: float = 0.02
    role_weight: float = 0.5
    average: float = 0.99
    """The weights kept are a running mean over the steps with this memory."""
    seed: int = 0
    threads: int = 2


def collate(batch: Sequence[Example]) -> dict[str, Tensor]:
    """Return the windows as padded tensors; cues and roles of all windows one below the other, `at` says of which."""
    longest = max(len(example.pieces) for example in batch) + 2
    width = max(len(example.starts) for example in batch)
    pieces, mask = np.zeros((len(batch), longest), np.int64), np.zeros((len(batch), longest), np.int64)
    starts, ends, heads = (np.zeros((len(batch), width), np.int64) for _ in range(3))
    features = np.zeros((len(batch), len(batch[0].features), width), np.int64)
    is_cue = np.full((len(batch), width), -1, np.float32)
    count = sum(len(example.cues) for example in batch)
    relations = np.zeros((count, batch[0].relations.shape[1], width), np.int64)
    roles = np.full((count, width), -100, np.int64)
    row = 0
    for n, example in enumerate(batch):
        size, words = len(example.pieces), len(example.starts)
        pieces[n, 0], pieces[n, 1 : size + 1], pieces[n, size + 1] = FIRST, example.pieces, LAST
        mask[n, : size + 2] = 1
        starts[n, :words], ends[n, :words], heads[n, :words] = example.starts + 1, example.ends + 1, example.heads
        features[n, :, :words] = example.features
        is_cue[n, :words] = 0
        is_cue[n, example.cues] = 1
        below = row + len(example.cues)
        relations[row:below, :, :words], roles[row:below, :words] = example.relations, example.roles
        row = below
    arrays: dict[str, NDArray[Any]] = {
        "pieces": pieces,
        "mask": mask,
        "starts": starts,
        "ends": ends,
        "heads": heads,
        "features": features,
    }
    arrays |= {"is_cue": is_cue, "relations": relations, "roles": roles}
    arrays["at"] = np.repeat(np.arange(len(batch)), [len(example.cues) for example in batch])
    arrays["cues"] = np.concatenate([example.cues for example in batch])
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def loss_of(tagger: Tagger, batch: dict[str, Tensor], plan: Plan, _: float) -> Tensor:
    """Return the loss of a batch: is a word a cue, and the roles given each cue, as a chain and word by word."""
    with torch.autocast(batch["pieces"].device.type, torch.bfloat16):
        scores, words, anchors = tagger.read(batch)
        at = batch["at"]
        given = tagger.pairs(words[at], anchors[at, batch["cues"]], batch["relations"]) if len(at) else None
    known = batch["is_cue"] >= 0
    loss = plan.cue_weight * functional.binary_cross_entropy_with_logits(scores.float()[known], batch["is_cue"][known])
    if given is not None:
        given, roles = given.float(), batch["roles"]
        loss = loss + plan.chain_weight * tagger.chain(given, roles, (roles >= 0).float()).mean()
        loss = loss + plan.role_weight * functional.cross_entropy(given.flatten(0, 1), roles.flatten())
    return loss


def train(
    all_examples: Sequence[Window],
    make: Callable[[], Tagger],
    plan: Plan,
    device: str = "cpu",
    *,
    ready: Callable[[list[Window]], dict[str, Tensor]] = collate,
    loss: Loss = loss_of,
) -> Iterator[tuple[float, Tagger]]:
    """Make a tagger and train it; yield the averaged one after every epoch, with the number of epochs.

    `ready` makes a batch of windows, and `loss` says how far off the tagger is on one, with this share of the training
    behind it.
    """
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    tagger = make().to(device)
    average = torch.optim.swa_utils.AveragedModel(
        tagger, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
    )
    an_epoch = -(-len(all_examples) // plan.batch)
    steps = int(plan.epochs * an_epoch)
    optimizer = torch.optim.AdamW(_groups(tagger, plan), weight_decay=plan.weight_decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (plan.warm * steps), (steps - n) / steps)
    )
    step, began, total = 0, time.monotonic(), 0.0
    while step < steps:
        for batch in batches(all_examples, plan.batch, rng, ready):
            tagger.train()
            off = loss(tagger, {name: tensor.to(device) for name, tensor in batch.items()}, plan, step / steps)
            optimizer.zero_grad()
            off.backward()
            utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(tagger)
            step, total = step + 1, total + off.item()
            if step % 50 == 0:
                print(f"{step}/{steps} loss {total / 50:.3f} {time.monotonic() - began:.0f} s", flush=True)
                total = 0.0
            if step % an_epoch == 0 or step == steps:
                yield step / an_epoch, average.module.eval()
            if step == steps:
                break


def _groups(tagger: Tagger, plan: Plan) -> list[dict[str, object]]:
    """Return the parameters with their learning rates: less for lower layers, most for the chain."""
    layers = list(tagger.encoder.layers)
    groups: list[dict[str, object]] = [
        {"params": list(layer.parameters()), "lr": plan.rate * plan.decay ** (len(layers) - 1 - n)}
        for n, layer in enumerate(layers)
    ]
    layered = {id(weight) for layer in layers for weight in layer.parameters()}
    bottom = [weight for weight in tagger.encoder.parameters() if weight.requires_grad and id(weight) not in layered]
    apart = ("encoder.", "chain.")
    heads = [weight for name, weight in tagger.named_parameters() if not name.startswith(apart)]
    groups.append({"params": bottom, "lr": plan.rate * plan.decay ** len(layers)})
    groups.append({"params": heads, "lr": plan.head_rate})
    groups.append({"params": list(tagger.chain.parameters()), "lr": plan.chain_rate})
    return groups


def save(tagger: Tagger, names: Labels, plan: dict[str, Any], out: Path, **more: Any) -> None:
    """Write the checkpoint that `bench.train.export` makes the package's files from, and what more it needs."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": tagger.state_dict(), "labels": names, "plan": plan, **more}, out / "tagger.pt")


def windows_of(path: Path, pieces: Pieces, names: Labels) -> list[Example]:
    """Return the windows of a file's articles, in its order."""
    return read_all(list(read_rows(path).values()), partial(examples, pieces=pieces, names=names))


def read_all(
    rows: Sequence[dict[str, Any]], read: Callable[[dict[str, Any]], list[Example]], processes: int = 2
) -> list[Example]:
    """Return the windows of articles, in their order."""
    with ProcessPoolExecutor(processes) as pool:
        return [window for windows in pool.map(read, rows, chunksize=8) for window in windows]


def main() -> None:
    """Train as the command line says."""
    plan = Plan()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=float, default=plan.epochs)
    parser.add_argument("--layers", default=",".join(map(str, plan.layers)), help="which layers of the encoder to keep")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    plan = Plan(epochs=given.epochs, layers=tuple(map(int, given.layers.split(","))), seed=given.seed)
    names = labels()
    pieces = Pieces((given.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    windows = windows_of(given.train, pieces, names)
    print(json.dumps({"windows": len(windows), "plan": asdict(plan)}), flush=True)
    for epochs, tagger in train(windows, lambda: Tagger(given.encoder, plan.layers, plan.dropout), plan, given.device):
        save(tagger, names, asdict(plan), given.out)
        print(f"after {epochs:.1f} epochs: saved", flush=True)


if __name__ == "__main__":
    main()
