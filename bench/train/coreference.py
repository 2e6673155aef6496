"""Train what `allegedly.linking.happenings` weighs: `python -m bench.train.coreference [write]`.

Two logistic regressions, over signs of two reports and over signs of two triggers, fitted on the part "train" of ECB+
(Cybulska and Vossen 2014). Prints the figures with each third of its topics left out in turn; `write` fits them on all
of the part and writes `models/happenings`. The part "dev" is not looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.signs import Matrix
from allegedly.linking.happenings import Told
from allegedly.linking.happenings.branches import signs as report_signs
from allegedly.linking.happenings.chaining import staged
from allegedly.linking.happenings.signs import signs as trigger_signs
from allegedly.linking.happenings.weights import Model, Weights
from bench.score.common import Rows, numbered, read_rows
from bench.score.coreference import score
from bench.suite import SHARED
from bench.tasks.coreference import EVENTS, grouped, lines
from bench.train.stories import Floats, fit

GOLD = SHARED / "data/coreference/dev.jsonl"
FOLDER = Path(__file__).resolve().parents[2] / "src/allegedly/models/happenings"
FOLDS = 3
FEW = (2, 3, 4, 6, 8)
"""Sizes of the stories that are made by leaving reports out, so that small ones are known as well."""
BIASES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
"""What may be added to the bias of the triggers: pairs are weighed as if chains were smaller than they are."""

Story = Sequence[Told]
Answers = NDArray[np.bool_]
Pairs = tuple[Mapping[str, Matrix], Answers, Floats]
"""Signs of each two of a story's things, whether they are one, and what each pair counts."""


class Gold:
    """The happening that each report tells of, and the chain of each mention."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._chains = {(name, m["start"], m["end"]): m["chain"] for name, row in rows.items() for m in row[EVENTS]}

    def reports(self, story: Story) -> tuple[Answers, Floats]:
        """Say which two reports of a story tell of one happening [n, n], and what each pair counts."""
        return _equal([self.rows[report.document]["subtopic"] for report in story]), np.ones((len(story), len(story)))

    def triggers(self, story: Story) -> tuple[Answers, Floats]:
        """Say which two triggers of a story are in one chain [n, n], and what each pair counts.

        The pairs of a large chain are many, and its mentions are no more than its size.
        """
        chains = [self._chains[report.document, *place] for report in story for place in report.triggers]
        sizes = Counter(chains)
        sized = np.array([sizes[chain] for chain in chains], float)
        return _equal(chains), np.outer(sized, sized) ** -0.25

    def fold(self, story: Story) -> int:
        """Return the fold of a story, which is that of its first report's topic."""
        return int(self.rows[story[0].document]["topic"]) % FOLDS


def _equal(names: Sequence[str]) -> Answers:
    row = np.array(names)
    found: Answers = row[:, None] == row[None]
    return found


def smaller(stories: Iterable[Story]) -> list[Story]:
    """Return the stories with most of their reports left out, the same on every run."""
    chance = random.Random(0)
    return [chance.sample(story, min(len(story), chance.choice(FEW))) for story in stories]


def regress(pairs: Sequence[Pairs]) -> dict[str, float]:
    """Return the weights of a regression over the pairs, and its bias."""
    names = list(pairs[0][0])
    x, y, counts = [], [], []
    for found, same, count in pairs:
        above = np.triu_indices(len(same), 1)
        x.append(np.stack([found[name][above] for name in names], 1).astype(float))
        y.append(same[above])
        counts.append(count[above])
    bias, weights = fit(np.concatenate(x), np.concatenate(y), np.concatenate(counts))
    return {**dict(zip(names, weights.tolist(), strict=True)), "bias": bias}


def trained(stories: Sequence[Story], gold: Gold) -> Model:
    """Return the weights that the stories teach."""
    small = smaller(stories)
    reports = regress([(report_signs(story), *gold.reports(story)) for story in (*stories, *small)])
    half = Model(reports, {})
    scenes = [staged(story, half) for story in stories]
    triggers = regress([(trigger_signs(scene), *gold.triggers(scene.reports)) for scene in scenes if len(scene.of) > 1])
    return Model(reports, triggers)


def moved(model: Model, by: float) -> Model:
    """Return the weights with a larger bias of the triggers."""
    triggers: Weights = {**model.triggers, "bias": model.triggers["bias"] + by}
    return Model(model.reports, triggers)


def figures(gold: Gold, stories: Sequence[Story], models: Sequence[Model]) -> dict[str, float]:
    """Return the scores of the stories, each with the weights of its fold."""
    found = [line for story in stories for line in lines(story, models[gold.fold(story)])]
    scored = score(gold.rows, numbered(found))
    return {"conll": scored["conll"], **{name: scored[name]["f1"] for name in ("muc", "bcubed", "ceaf_e")}}


def main() -> None:
    """Cross-validate, and write if told so."""
    rows = {name: row for name, row in read_rows(GOLD).items() if row["part"] == "train"}
    gold, stories = Gold(rows), [sorted(one, key=lambda told: told.document) for one in grouped(rows).values()]
    models = [trained([one for one in stories if gold.fold(one) != fold], gold) for fold in range(FOLDS)]
    by_bias = {by: figures(gold, stories, [moved(model, by) for model in models]) for by in BIASES}
    for by, found in by_bias.items():
        print(f"bias {by:+.2f}  " + "  ".join(f"{name} {value:.3f}" for name, value in found.items()), flush=True)
    if sys.argv[1:] == ["write"]:
        best = max(by_bias, key=lambda by: by_bias[by]["conll"])
        write(moved(trained(stories, gold), best))


def write(model: Model) -> None:
    """Write the weights."""
    FOLDER.mkdir(exist_ok=True)
    kept = {
        name: {sign: round(weight, 4) for sign, weight in weights.items()}
        for name, weights in (("reports", model.reports), ("triggers", model.triggers))
    }
    (FOLDER / "weights.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
