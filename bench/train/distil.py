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
from dataclasses import asdict, dataclass, fields
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional, utils

from allegedly.models.pieces import Pieces
from bench.train import pretrained
from bench.train.attribution import collate, read_all, save, windows_of
from bench.train.examples import Example, batches
from bench.train.export import THRESHOLD, TRUSTED, write
from bench.train.network import Tagger, restored
from bench.train.pruning import cut, worth
from bench.train.unlabelled import articles, heard

HEARD = (1, 3)
"""The layers whose states are learnt too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to make it smaller; the defaults made the weights in the package."""

    layers: tuple[int, ...] = (0, 1, 2, 3)
    cuts: tuple[tuple[int, int, float], ...] = ((36, 3584, 0.2), (24, 2048, 0.8), (18, 1536, 3.0))
    """What is left of the heads and of the neurons of all layers, and how many epochs are trained then."""
    weighed: int = 40
    """Batches by which heads and neurons are weighed."""
    batch: int = 16
    rate: float = 3e-4
    warm: float = 0.03
    weight_decay: float = 0.01
    state_weight: float = 1.0
    answer_weight: float = 1.0
    cue_weight: float = 8.0
    role_weight: float = 2.0
    average: float = 0.99
    seed: int = 0
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Lesson(Example):
    """A window with what the teacher says of it.

    `states` [layers, P + 2, WIDTH] are those behind the layers of `HEARD`, `odds` [T] the log-odds of cues; words,
    anchors and role scores follow from the last states by the teacher's heads.
    """

    states: NDArray[np.float16]
    odds: NDArray[np.float16]


def lessons(teacher: Tagger, windows: Sequence[Example], batch: int) -> Iterator[Lesson]:
    """Yield the windows with what the teacher says of them, in another order."""
    for some in batches(windows, batch, None, list):
        given = collate(some)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            steps = teacher.steps(given)
            odds, *_ = teacher.answers(steps[-1], given)
        states = torch.stack([steps[n] for n in HEARD], 1).half().numpy()
        for n, one in enumerate(some):
            own = {field.name: getattr(one, field.name) for field in fields(Example)}
            pieces, words = len(one.pieces) + 2, len(one.starts)
            yield Lesson(**own, states=states[n, :, :pieces].copy(), odds=odds[n, :words].half().numpy())


def taught(some: list[Lesson]) -> dict[str, Tensor]:
    """Return windows and what the teacher says as padded tensors."""
    given = collate(some)
    states = torch.zeros(len(some), len(HEARD), *given["pieces"].shape[1:], some[0].states.shape[-1])
    odds = torch.zeros(given["is_cue"].shape)
    for n, one in enumerate(some):
        states[n, :, : one.states.shape[1]] = torch.from_numpy(one.states)
        odds[n, : len(one.odds)] = torch.from_numpy(one.odds)
    return given | {"states": states, "odds": odds}


def loss_of(tagger: Tagger, teacher: Tagger, batch: dict[str, Tensor], plan: Plan) -> tuple[Tensor, dict[str, float]]:
    """Return how far the answers and states are from the teacher's."""
    with torch.autocast("cpu", torch.bfloat16):
        steps = tagger.steps(batch)
        mine = tagger.answers(steps[-1], batch)
        with torch.no_grad():
            theirs = teacher.answers(batch["states"][:, -1], batch)
    inside, known, at = batch["mask"] > 0, batch["is_cue"] >= 0, batch["at"]
    parts = {
        f"state {n}": plan.state_weight / len(HEARD) * _distance(steps[n][inside], batch["states"][:, place][inside])
        for place, n in enumerate(HEARD)
    }
    parts["words"] = plan.answer_weight * _distance(mine[1][known], theirs[1][known])
    chances = batch["odds"][known].sigmoid()
    parts["cues"] = plan.cue_weight * (
        functional.binary_cross_entropy_with_logits(mine[0].float()[known], chances)
        - functional.binary_cross_entropy_with_logits(batch["odds"][known], chances)
    )
    if len(at):
        with torch.autocast("cpu", torch.bfloat16):
            roles = tagger.pairs(mine[1][at], mine[2][at, batch["cues"]], batch["relations"])
            with torch.no_grad():
                right = teacher.pairs(theirs[1][at], theirs[2][at, batch["cues"]], batch["relations"])
        seen = known[at]
        parts["roles"] = plan.role_weight * functional.kl_div(
            roles.float()[seen].log_softmax(-1),
            right.float()[seen].log_softmax(-1),
            log_target=True,
            reduction="batchmean",
        )
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def _distance(mine: Tensor, theirs: Tensor) -> Tensor:
    """Return the mean square of the difference, by the variance of what is right."""
    right = theirs.float()
    return functional.mse_loss(mine.float(), right) / right.var()


def distil(teacher: Tagger, known: Sequence[Lesson], plan: Plan) -> Iterator[tuple[float, Tagger]]:
    """Yield the averaged small tagger after every epoch, with the number of epochs since the last cut."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    tagger = copy.deepcopy(teacher)
    tagger.encoder.positions.requires_grad_(False)  # they lie in a file with the words, which all encoders share
    for heads, neurons, epochs in plan.cuts:
        weighed = islice(batches(known, plan.batch, rng, collate), plan.weighed)
        cut(tagger, worth(tagger, weighed), heads, neurons)
        print("kept", [(layer.heads, layer.up.out_features) for layer in tagger.encoder.layers], flush=True)
        for done, averaged in _trained(tagger, teacher, known, plan, epochs, rng):
            yield done, averaged
        tagger = copy.deepcopy(averaged)


def _trained(
    tagger: Tagger, teacher: Tagger, known: Sequence[Lesson], plan: Plan, epochs: float, rng: random.Random
) -> Iterator[tuple[float, Tagger]]:
    average = torch.optim.swa_utils.AveragedModel(
        tagger, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
    )
    an_epoch = -(-len(known) // plan.batch)
    steps = int(epochs * an_epoch)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=plan.rate, weight_decay=plan.weight_decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (plan.warm * steps), (steps - n) / steps)
    )
    told: dict[str, float] = {}
    began, step = time.process_time(), 0
    tagger.eval()  # what the teacher says is soft enough: nothing is dropped
    while step < steps:
        for batch in batches(known, plan.batch, rng, taught):
            loss, parts = loss_of(tagger, teacher, batch, plan)
            optimizer.zero_grad()
            loss.backward()
            utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(tagger)
            step += 1
            told = {name: told.get(name, 0.0) + part / 50 for name, part in parts.items()}
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
    found = windows_of(given.train, pieces, saved["labels"])
    found += read_all(articles(given.data), partial(heard, folder=large))
    known = list(lessons(teacher, found, plan.batch))
    print(f"{len(known)} windows, {asdict(plan)}", flush=True)
    for epochs, tagger in distil(teacher, known, plan):
        save(tagger, saved["labels"], asdict(plan) | {"teacher": saved["plan"]}, given.out)
        print(f"after {epochs:.1f} epochs: saved", flush=True)


if __name__ == "__main__":
    main()
