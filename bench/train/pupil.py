"""Train the tagger of the package by a larger one: `python -m bench.train.pupil TRAIN.jsonl DATA LARGE FOLDER OUT`.

LARGE is the checkpoint that `bench.train.large` wrote, FOLDER its encoder, DATA the folder with development data of all
tasks, whose news is read without its labels; OUT gets a checkpoint as `bench.train.attribution` writes it. The pupil
learns what the teacher says of every word (Hinton, Vinyals & Dean 2015), of PolNeAR as it stands and reworded and of
news that nobody marked, the vectors behind the teacher's answers (Romero et al. 2015), and what PolNeAR has marked.
"""

from __future__ import annotations

import argparse
import copy
import importlib.resources
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from allegedly.models.pieces import Pieces
from bench.train import attribution, pretrained
from bench.train.attribution import Plan, read_all, save, train, windows_of
from bench.train.examples import Example, batches, labels
from bench.train.large import INNER, Large
from bench.train.lessons import Lesson, collate_lessons, lessons, roles_of
from bench.train.network import INNER as OWN
from bench.train.network import Tagger, restored
from bench.train.reworded import reworded
from bench.train.rounding import rounded
from bench.train.smoothing import largest
from bench.train.unlabelled import articles, heard


@dataclass(frozen=True, slots=True)
class Lessons(Plan):
    """How to learn by a teacher; the defaults made the weights in the package."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    epochs: float = 3
    marked: float = 0.3
    """What the marks weigh beside the teacher."""
    reworded: float = 0.25
    taught_weight: float = 4.0
    """What the roles that the teacher gives weigh."""
    words_weight: float = 1.0
    """What the vectors behind its answers weigh at the beginning; at the end they weigh nothing."""


ROUNDED: dict[str, Any] = {"epochs": 0.9, "rate": 6e-5, "head_rate": 3e-4, "chain_rate": 6e-4, "words_weight": 0.0}
"""How the second part of the training differs, in which products are rounded as they will be in the package."""

LOOKED_AT = 96
"""By so many windows it is measured how large the inputs of each product are."""


class Pupil(Tagger):
    """The tagger, with a product that turns its words into the teacher's while it learns."""

    def __init__(self, folder: Path, plan: Lessons, teacher: Large) -> None:
        super().__init__(folder, plan.layers, plan.dropout)
        self.encoder.positions = nn.Parameter(torch.from_numpy(positions()), requires_grad=False)
        self.toward = nn.Linear(OWN, INNER)
        self.chain.load_state_dict(teacher.chain.state_dict())

    def alone(self) -> Tagger:
        """Return the tagger without what it needed to learn."""
        own = copy.deepcopy(self)
        del own.toward
        return own


def positions() -> np.ndarray:
    """Return the vectors of the places in a window [512, 384]; all encoders of the package share one file of them."""
    path = importlib.resources.files("allegedly.models").joinpath("attribution", "words.npz")
    with np.load(Path(str(path))) as arrays:
        found: np.ndarray = arrays["positions"]
    return found


def loss_of(tagger: Tagger, batch: dict[str, Tensor], plan: Plan, done: float) -> Tensor:
    """Return how far the pupil is from its teacher and from the marks, with `done` of the training behind."""
    assert isinstance(tagger, Pupil)
    assert isinstance(plan, Lessons)
    with torch.autocast(batch["pieces"].device.type, torch.bfloat16):
        mine = tagger.answers(tagger.steps(batch)[-1], batch)
    known, at = batch["is_cue"] >= 0, batch["at"]
    marked = batch["marked"] > 0
    right = batch["right words"][known]
    loss = (
        plan.words_weight * (1 - done) * functional.mse_loss(tagger.toward(mine[1][known].float()), right) / right.var()
    )
    for these, cues, weight in (
        (known, batch["right odds"].sigmoid(), 1 - plan.marked),
        (known & marked[:, None], batch["is_cue"], plan.marked),
    ):
        if these.any():
            odds = mine[0].float()[these]
            loss = loss + plan.cue_weight * weight * functional.binary_cross_entropy_with_logits(odds, cues[these])
    if len(at):
        loss = loss + _roles(tagger, mine, batch, plan, known[at], marked[at])
    return loss


def _roles(
    tagger: Pupil, mine: tuple[Tensor, ...], batch: dict[str, Tensor], plan: Lessons, there: Tensor, marked: Tensor
) -> Tensor:
    """Return the part of the loss that is about the roles given each cue."""
    given = roles_of(tagger, mine, batch)
    taught = functional.kl_div(given[there], batch["right chances"][there], log_target=True, reduction="batchmean")
    loss = plan.taught_weight * (1 - plan.marked) * taught
    if marked.any():
        scores, roles = given[marked], batch["roles"][marked]
        chain = tagger.chain(scores, roles, (roles >= 0).float()).mean()
        words = functional.cross_entropy(scores.flatten(0, 1), roles.flatten())
        loss = loss + plan.marked * (plan.role_weight * words + 1.5 * plan.chain_weight * chain)
    return loss


def collate(group: list[Lesson]) -> dict[str, Tensor]:
    """Return the lessons as padded tensors; `marked` [B] is 1 for windows of PolNeAR."""
    return collate_lessons(group) | {"marked": torch.tensor([float(one.marked) for one in group])}


def taught(teacher: Large, marked: Sequence[Example], unmarked: Sequence[Example], plan: Lessons) -> list[Lesson]:
    """Return what the teacher says of news that nobody marked, of what is marked, and of that reworded."""
    again = reworded(marked, labels(), plan.reworded, random.Random(plan.seed))
    teach = partial(lessons, teacher, size=plan.batch, heard=())
    return [*teach(unmarked, marked=False), *teach(again), *teach(marked)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    plan, package = Lessons(), Path(str(importlib.resources.files("allegedly.models").joinpath("attribution")))
    torch.set_num_threads(plan.threads)
    teacher = Large(given.folder)
    teacher.load_state_dict(torch.load(given.large, weights_only=True)["state"])
    pieces = Pieces((pretrained() / "vocab.txt").read_text(encoding="utf-8").splitlines())
    marked = windows_of(given.train, pieces, labels())
    unmarked = read_all(articles(given.data), partial(heard, folder=package))
    print(json.dumps({"marked": len(marked), "unmarked": len(unmarked), "plan": asdict(plan)}), flush=True)
    learnt = taught(teacher, marked, unmarked, plan)
    study = partial(train, learnt, ready=collate, loss=loss_of)
    *_, (_, exact) = study(lambda: Pupil(pretrained(), plan, teacher), plan)
    *_, (_, pupil) = study(lambda: rounded(copy.deepcopy(exact)), replace(plan, **ROUNDED))
    assert isinstance(pupil, Pupil)
    tagger = restored(pupil.alone().state_dict(), pretrained(), plan.layers)
    looked_at = random.Random(plan.seed).sample(marked, LOOKED_AT)
    sizes = largest(tagger, batches(looked_at, 1, None, attribution.collate))
    save(tagger, labels(), asdict(plan) | {"rounded": ROUNDED}, given.out, largest=sizes)


if __name__ == "__main__":
    main()
