"""Make a trained tagger smaller: `python -m bench.train.distil CHECKPOINT TRAIN.jsonl DATA OUT`.

CHECKPOINT is what `bench.train.attribution` wrote, DATA the folder with development data of all tasks, whose news is
read without its labels; OUT gets a checkpoint in the same form, and the files of the large tagger. Half of the heads
and two thirds of the neurons of its encoder are taken out, in steps, and what is left learns to give the answers of the
whole (Hinton, Vinyals & Dean 2015; the states between too: Romero et al. 2015).
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional, utils

from allegedly.models.pieces import Pieces
from bench.score.common import read_rows
from bench.train import pretrained
from bench.train.attribution import collate, read_all, save
from bench.train.examples import Example, batches, examples
from bench.train.export import THRESHOLD, TRUSTED, write
from bench.train.lessons import Lesson, collate_lessons, lessons, roles_of
from bench.train.network import Tagger, restored
from bench.train.pruning import cut, worth
from bench.train.thresholds import learnt
from bench.train.unlabelled import articles, heard

HEARD = (1, 3)
"""The layers whose states are learnt too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to make it smaller; `docs/decisions/attribution-tagger.md` says what came of it."""

    cuts: tuple[tuple[int, int, float], ...] = ((36, 3584, 0.15), (24, 2048, 2.3))
    """What is left of the heads and of the neurons of all layers, and how many epochs are trained then."""
    marked: int = 2_500
    """So many windows are of the corpus: the others are of news unlike it."""
    weighed: int = 40
    """Batches by which heads and neurons are weighed."""
    batch: int = 16
    rate: float = 3e-4
    warm: float = 0.03
    weight_decay: float = 0.01
    state_weight: float = 0.5
    """The states between count for less and less, and for nothing at the end."""
    answer_weight: float = 1.0
    cue_weight: float = 16.0
    role_weight: float = 4.0
    average: float = 0.995
    seed: int = 0
    threads: int = 1


def loss_of(tagger: Tagger, batch: dict[str, Tensor], plan: Plan, done: float) -> dict[str, Tensor]:
    """Return how far states and answers are from the teacher's, by kind, with `done` of the training behind."""
    with torch.autocast("cpu", torch.bfloat16):
        steps = tagger.steps(batch)
        mine = tagger.answers(steps[-1], batch)
    inside, known = batch["mask"] > 0, batch["is_cue"] >= 0
    parts = {
        f"state {n}": plan.state_weight * (1 - done) * _distance(steps[n][inside], right[inside])
        for n, right in zip(HEARD, batch["right states"], strict=True)
    }
    parts["words"] = plan.answer_weight * _distance(mine[1][known], batch["right words"][known])
    odds, sure = mine[0].float()[known], batch["right odds"][known]
    entropy = functional.binary_cross_entropy_with_logits
    parts["cues"] = plan.cue_weight * (entropy(odds, sure.sigmoid()) - entropy(sure, sure.sigmoid()))
    if len(batch["at"]):
        there = known[batch["at"]]
        given = roles_of(tagger, mine, batch)[there]
        parts["roles"] = plan.role_weight * functional.kl_div(
            given, batch["right chances"][there], log_target=True, reduction="batchmean"
        )
    return parts


def _distance(mine: Tensor, right: Tensor) -> Tensor:
    """Return the mean square of the difference, by the variance of what is right."""
    return functional.mse_loss(mine.float(), right) / right.var()


def distil(teacher: Tagger, windows: Sequence[Example], plan: Plan) -> Iterator[tuple[float, Tagger]]:
    """Yield the averaged small tagger after every epoch, with the number of epochs since the last cut."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    taught = lessons(teacher, windows, plan.batch, HEARD)
    tagger = copy.deepcopy(teacher)
    tagger.encoder.positions.requires_grad_(False)  # they lie in a file with the words, which all encoders share
    for heads, neurons, epochs in plan.cuts:
        weighed = islice(batches(windows, plan.batch, rng, collate), plan.weighed)
        cut(tagger, worth(tagger, weighed), heads, neurons)
        print("kept", [(layer.heads, layer.up.out_features) for layer in tagger.encoder.layers], flush=True)
        for done, averaged in _trained(tagger, taught, plan, epochs, rng):
            yield done, averaged
            tagger = averaged


def _trained(
    tagger: Tagger, taught: Sequence[Lesson], plan: Plan, epochs: float, rng: random.Random
) -> Iterator[tuple[float, Tagger]]:
    average = torch.optim.swa_utils.AveragedModel(
        tagger, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
    )
    an_epoch = -(-len(taught) // plan.batch)
    steps = int(epochs * an_epoch)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=plan.rate, weight_decay=plan.weight_decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (plan.warm * steps), (steps - n) / steps)
    )
    told: dict[str, float] = {}
    began, step = time.process_time(), 0
    tagger.eval()  # what the teacher says is soft enough: nothing is dropped
    while step < steps:
        for batch in batches(taught, plan.batch, rng, collate_lessons):
            parts = loss_of(tagger, batch, plan, step / steps)
            optimizer.zero_grad()
            torch.stack(list(parts.values())).sum().backward()
            utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(tagger)
            step += 1
            told = {name: told.get(name, 0.0) + float(part.detach()) / 50 for name, part in parts.items()}
            if step % 50 == 0:
                each = " ".join(f"{name} {part:.3f}" for name, part in told.items())
                print(f"{step}/{steps} {each} {time.process_time() - began:.0f} s", flush=True)
                told = {}
            if step % an_epoch == 0 or step == steps:
                yield step / an_epoch, average.module
            if step == steps:
                break


def main() -> None:
    """Make it smaller as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("train", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    plan = Plan()
    torch.set_num_threads(plan.threads)
    saved: dict[str, Any] = torch.load(given.checkpoint, weights_only=True)
    teacher = restored(saved["state"], given.encoder, saved["plan"]["layers"]).eval()
    large = given.out / "large"
    write(saved, given.encoder, large, {"threshold": THRESHOLD, "trusted": TRUSTED})
    pieces = Pieces((given.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    rows = learnt(list(read_rows(given.train).values()))
    windows = read_all(rows, partial(examples, pieces=pieces, names=saved["labels"]))
    windows = random.Random(plan.seed).sample(windows, min(plan.marked, len(windows)))
    windows += read_all(learnt(articles(given.data)), partial(heard, folder=large))
    print(f"{len(windows)} windows, {asdict(plan)}", flush=True)
    facts = asdict(plan) | {"layers": saved["plan"]["layers"], "large": saved["plan"]}
    for epochs, tagger in distil(teacher, windows, plan):
        save(tagger, saved["labels"], facts, given.out)
        print(f"after {epochs:.1f} epochs: saved", flush=True)


if __name__ == "__main__":
    main()
