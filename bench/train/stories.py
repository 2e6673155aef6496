"""Train what `allegedly.linking.stories` knows: how rare terms are, and how the numbers of a pair are weighed.

    python -m bench.train.stories          cross-validate over stories (5 folds), and print the figures
    python -m bench.train.stories write    train on everything at hand, and write `models/stories`

Terms are counted over happenings, not over reports, apart for American crime and for all other news; a term is as
common as in that of the two where it is more common. Nothing but numbers is written. The regression is trained on pairs
of the `stories` set that share a key, and of texts of the world's news cut to briefs (`happenings.undated`), with ridge
penalty, by Newton's method (Hastie, Tibshirani and Friedman, 2009, 4.4.1).
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stories import Index, profile_of
from allegedly.linking.stories.background import RAREST, background, number, rarity
from allegedly.linking.stories.grouping import group
from allegedly.linking.stories.profile import Profile
from allegedly.linking.stories.scoring import EDGE, FEATURES, features
from allegedly.linking.stories.terms import KINDS, terms
from bench.score.stories import grouped
from bench.train.happenings import FOLDS, Report, crime, undated, world

LEAST = 3
"""A term that fewer happenings use is not in the background."""
RIDGE = 1.0
ANYHOW = 4
"""So many other reports each is compared with whether they share a key or not."""
FOLDER = Path(__file__).resolve().parents[2] / "src/allegedly/models/stories"

Floats = NDArray[np.float64]
Field = tuple[Mapping[int, Mapping[str, None]], int]
"""The happenings that use each term, and how many happenings there are."""


def count(reports: Iterable[Report]) -> Field:
    """Return the happenings that use each term, and how many happenings there are."""
    using: dict[int, dict[str, None]] = defaultdict(dict)
    stories = set()
    for report in reports:
        stories.add(report.story)
        counts = terms(report.title, report.text)
        for kind in KINDS:
            for term in counts[kind]:
                using[number(kind, term)][report.story] = None
    return using, len(stories)


def rarities(fields: Iterable[Field], left_out: set[str]) -> dict[int, int]:
    """Return the rarity of each term by the field where it is most common, without the happenings left out."""
    table: dict[int, int] = {}
    for using, happenings in fields:
        for term, stories in using.items():
            many = len(stories.keys() - left_out) if left_out else len(stories)
            if many >= LEAST:
                table[term] = min(table.get(term, RAREST), rarity(many / happenings))
    return {term: found for term, found in table.items() if found < RAREST}


def fit(x: Floats, y: NDArray[np.bool_], counts: Floats | None = None) -> tuple[float, Floats]:
    """Return intercept and weights of a ridge logistic regression; x is [pairs, features], each counts for so much."""
    each = np.ones(len(x)) if counts is None else counts
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / deviation])
    weights, penalty = np.zeros(z.shape[1]), np.full(z.shape[1], RIDGE)
    penalty[0] = 0
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (each * (p - y)) + penalty * weights
        curvature = (z * (each * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    plain = weights[1:] / deviation
    return float(weights[0] - mean @ plain), plain


def paired(profiles: Mapping[str, Profile]) -> list[tuple[str, str]]:
    """Return the pairs that share a key, and some that need not, so that the regression knows such too."""
    index, pairs = Index(), set[tuple[str, str]]()
    for document, its in profiles.items():
        met, parted = index.add(document, frozenset(its.keys))
        pairs |= {(min(document, other), max(document, other)) for other in met}
        pairs -= parted
    anyhow = sorted(profiles)
    random.Random(0).shuffle(anyhow)
    for step in range(1, ANYHOW + 1):
        pairs |= {(min(a, b), max(a, b)) for a, b in zip(anyhow, anyhow[step:], strict=False)}
    return sorted(pairs)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports, their features [pairs, features], whether they belong together, and the folds of the two."""

    names: list[tuple[str, str]]
    x: Floats
    y: NDArray[np.bool_]
    folds: NDArray[np.int64]

    def without(self, fold: int) -> tuple[Floats, NDArray[np.bool_]]:
        """Return features and answers of the pairs that have no report of that fold."""
        kept = (self.folds != fold).all(axis=1)
        return self.x[kept], self.y[kept]


def trained(pairs: Iterable[Pairs], fold: int = -1) -> tuple[float, Floats]:
    """Return the regression trained on all pairs that have no report of the fold; -1 leaves out none."""
    kept = [one.without(fold) for one in pairs]
    return fit(np.vstack([x for x, _ in kept]), np.hstack([y for _, y in kept]))


def related(judged: Pairs, known: Iterable[Pairs]) -> dict[tuple[str, str], float]:
    """Return the related pairs by regressions that saw neither report: the mean of two where they differ in fold."""
    scores = np.zeros(len(judged.x))
    for fold in range(FOLDS):
        intercept, weights = trained(known, fold)
        scores += (judged.folds == fold).mean(axis=1) / (1 + np.exp(-(intercept + judged.x @ weights)))
    return {pair: score for pair, score in zip(judged.names, scores.tolist(), strict=True) if score >= EDGE}


def compared(
    reports: Mapping[str, Report], fields: Sequence[Field], *, say_days: bool
) -> tuple[dict[str, Profile], Pairs]:
    """Return the profiles of the reports, each by a background without its fold, and the pairs that share a key.

    `say_days` is False where days are made up, so that those named in the text mean nothing.
    """
    tables = [
        rarities(fields, {report.story for report in reports.values() if report.fold == fold}) for fold in range(FOLDS)
    ]
    made = {name: profile_of(r.title, r.text, r.published, tables[r.fold]) for name, r in reports.items()}
    if not say_days:
        made = {name: replace(its, days=()) for name, its in made.items()}
    names = paired(made)
    x = np.array([features(made[a], made[b], tables[reports[a].fold]) for a, b in names])
    y = np.array([reports[a].story == reports[b].story for a, b in names])
    return made, Pairs(names, x, y, np.array([[reports[a].fold, reports[b].fold] for a, b in names]))


def write(table: Mapping[int, int], model: tuple[float, Floats] | None) -> None:
    """Write the background, and the regression if there is one."""
    FOLDER.mkdir(exist_ok=True)
    codes = np.array(sorted(table), dtype=np.uint32)
    np.savez_compressed(
        FOLDER / "background.npz", terms=codes, rarities=np.array([table[int(code)] for code in codes], dtype=np.uint8)
    )
    background.cache_clear()
    if model:
        weights = {name: round(float(weight), 5) for name, weight in zip(FEATURES, model[1], strict=True)}
        kept = {"intercept": round(model[0], 5), "weights": weights}
        (FOLDER / "pairs.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Cross-validate, and train and write if told so."""
    sets = {"crime": list(crime()), "undated": list(undated())}
    fields = [count(sets["crime"]), count(world())]
    if sys.argv[1:] == ["write"]:
        write(rarities(fields, set()), None)
    made = {
        name: compared({one.id: one for one in reports}, fields, say_days=name == "crime")
        for name, reports in sets.items()
    }
    known = [pairs for _, pairs in made.values()]
    for name, (profiles, pairs) in made.items():
        figures = grouped({one.id: one.story for one in sets[name]}, group(profiles, related(pairs, known)))
        print(name, json.dumps(figures))
    if sys.argv[1:] == ["write"]:
        write(rarities(fields, set()), trained(known))


if __name__ == "__main__":
    main()
