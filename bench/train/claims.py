"""Fit the weights of the signs that join claims: `python -m bench.train.claims GOLD ...`.

GOLD is a path, the name of an own file, or `examples`, the example corpus.

Two logistic regressions for each kind of link (denials, corroborations, undertakings): over the signs of each two
statements that may be so joined, and over the log-odds of the first with how far they stand behind the best of their
row and column. Prints the weights for `allegedly.linking.claims`, and F1 over pairs with each story left out in turn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims import ClaimProfile, corroborations, denials, profile, undertakings
from allegedly.linking.claims.likeness import Common, common
from allegedly.linking.claims.signs import Matrix, Signs, ranks
from bench.cases import example_links, own_links
from bench.score.links import Spans
from bench.tasks.links import read

Floats = NDArray[np.float64]
RIDGE = {"denials": 1.0, "corroborations": 6.0, "undertakings": 1.0}
DOUBTED = {"matter": 2.0, "part": 2.0, "about": 2.0}
"""The words of matters were in part collected from these very stories, so that their weights are held down."""
WEIGHED = {"examples": 0.3}
"""The example corpus is one long story whose few claims and denials are labelled by all their pairs."""
STEPS = 30
SENSE = {
    "like": 1, "own": 1, "matter": 1, "part": 1, "words": 1, "answered": 1, "accused": 1, "unasked": -1, "stranger": -1,
    "claimant": 1, "negation": -1, "other kind": -1, "other country": -1, "claim ahead": -1, "both clear": -1,
}  # fmt: skip
"""Signs that may weigh one way only: for a link, or against it."""


@dataclass(frozen=True)
class Block:
    """The pairs of two reports, [n, m], that may be joined: their signs and which are joined by the gold."""

    story: str
    signs: Mapping[str, Matrix]
    fits: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    weight: float = 1.0


@dataclass(frozen=True)
class Fit:
    """The weights of one kind: of the signs, and of the second pass."""

    first: Mapping[str, float]
    second: Mapping[str, float]


def stories(path: Path) -> Iterator[tuple[str, dict[str, ClaimProfile], Any, Spans]]:
    """Yield the stories of a file: name, profiles of its reports without copies, gold and matching."""
    own = own_links()
    if path.stem in own:
        data = own[path.stem]
    else:
        data = example_links() if path.stem == "examples" else json.loads(path.read_text(encoding="utf-8"))
    gold = data["gold"]
    later = {second for _, second in gold["copies"]}
    profiles = {row["id"]: profile(read(row)) for row in data["documents"] if row["id"] not in later}
    spans = Spans(data["documents"], gold["copies"])
    for story in sorted(set(gold["stories"].values())):
        yield story, {name: one for name, one in profiles.items() if gold["stories"][name] == story}, gold, spans


def blocks(kind: str, path: Path) -> Iterator[Block]:
    """Yield the pairs of each two reports of one story that may be joined by a link of the kind."""
    for story, profiles, gold, spans in stories(path):
        if not gold["disputes" if kind == "denials" else kind]:
            continue
        for a, b in product(profiles, profiles):
            if kind == "corroborations" and a >= b:
                continue
            known = common(profiles[a], profiles[b])
            fits, found = _possible(kind, profiles[a], profiles[b], known)
            if fits.any():
                found_gold = _gold(kind, profiles[a], profiles[b], (a, b), gold, spans)
                yield Block(story, found, fits, found_gold, WEIGHED.get(Path(path).stem, 1.0))


def _possible(kind: str, a: ClaimProfile, b: ClaimProfile, known: Common) -> tuple[Any, Mapping[str, Matrix]]:
    if kind == "denials":
        return denials.possible(a, b, known), denials.signs(a, b, known).matrices()
    if kind == "corroborations":
        return corroborations.possible(a, b, known), corroborations.signs(a, b, known).matrices()
    ways = undertakings.possible(a, b)
    fits = np.zeros(known.like.shape, bool)
    for place in ways:
        fits[place] = True
    return fits, undertakings.signs(a, b, known, ways).matrices() if ways else {}


def _gold(kind: str, a: ClaimProfile, b: ClaimProfile, names: tuple[str, str], gold: Any, spans: Spans) -> Any:
    first, second = {
        "denials": ("claim", "answer"), "corroborations": ("a", "b"), "undertakings": ("undertaking", "outcome"),
    }[kind]  # fmt: skip
    links = [link for link in gold["disputes" if kind == "denials" else kind] if link.get("kind") != "figures"]
    turned = [{first: link[second], second: link[first]} for link in links] if kind == "corroborations" else []

    def sides(name: str, one: ClaimProfile) -> list[dict[str, Any]]:
        return [{"doc": name, "start": s.start, "end": s.end} for s in one.statements]

    return np.array(
        [
            [any(spans.side(x, link[first]) and spans.side(y, link[second]) for link in (*links, *turned))
             for y in sides(names[1], b)]
            for x in sides(names[0], a)
        ]
    )  # fmt: skip


def regress(rows: Floats, gold: Floats, names: Sequence[str], ridge: float, counts: Floats) -> dict[str, float]:
    """Return weights by Newton's method; signs against their sense are left out, one after the other.

    Each row counts for so much (`counts`).
    """
    kept = list(range(len(names)))
    while True:
        x = np.c_[rows[:, kept], np.ones(len(rows))]
        weights = np.zeros(x.shape[1])
        penalty = np.array([*(ridge * DOUBTED.get(names[n], 1.0) for n in kept), 1e-6])
        for _ in range(STEPS):
            odds = 1 / (1 + np.exp(-x @ weights))
            slope = x.T @ (counts * (odds - gold)) + penalty * weights
            curve = (x * (counts * odds * (1 - odds))[:, None]).T @ x + np.diag(penalty)
            weights -= np.linalg.solve(curve, slope)
        wrong = [(SENSE.get(names[n], 0) * weights[k], n) for k, n in enumerate(kept)]
        worst, number = min(wrong, default=(0.0, -1))
        if worst >= 0:
            found = dict.fromkeys(names, 0.0) | {names[n]: float(weights[k]) for k, n in enumerate(kept)}
            return found | {"bias": float(weights[-1])}
        kept.remove(number)


def fit(kind: str, given: Sequence[Block]) -> Fit:
    """Return the weights of a kind."""
    names = list(given[0].signs)
    gold = np.concatenate([block.gold[block.fits] for block in given]).astype(float)
    rows = np.concatenate([np.stack([block.signs[name][block.fits] for name in names], 1) for block in given])
    counts = np.concatenate([np.full(int(block.fits.sum()), block.weight) for block in given])
    first = regress(rows.astype(float), gold, names, RIDGE[kind], counts)
    seconds = [ranks(_first(block, first)) for block in given]
    names = list(seconds[0])
    rows = np.concatenate(
        [np.stack([found[n][block.fits] for n in names], 1) for found, block in zip(seconds, given, strict=True)]
    )
    return Fit(first, regress(rows.astype(float), gold, names, 1.0, counts))


def _first(block: Block, weights: Mapping[str, float]) -> Matrix:
    return np.where(block.fits, Signs(block.signs).weighed(weights), -np.inf).astype(np.float32)


def odds(block: Block, weights: Fit) -> Floats:
    """Return the log-odds of the pairs of a block that may be joined."""
    found = Signs(ranks(_first(block, weights.first))).weighed(weights.second)[block.fits]
    return found.astype(float)


def best_f1(found: Floats, gold: Floats) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and the threshold."""
    places = np.argsort(-found, kind="stable")
    right = np.cumsum(gold[places])
    scores = 2 * right / (np.arange(1, len(gold) + 1) + max(float(gold.sum()), 1.0))
    best = int(scores.argmax())
    return round(float(scores[best]), 3), round(float(found[places][best]), 2)


def main(paths: Sequence[str]) -> None:
    """Fit as the command line says."""
    for kind in ("denials", "corroborations", "undertakings"):
        found = [block for path in paths for block in blocks(kind, Path(path))]
        gold = np.concatenate([block.gold[block.fits] for block in found]).astype(float)
        left_out: dict[int, Floats] = {}
        for story in sorted({block.story for block in found}):
            weights = fit(kind, [block for block in found if block.story != story])
            left_out |= {n: odds(block, weights) for n, block in enumerate(found) if block.story == story}
        weights = fit(kind, found)
        apart = np.concatenate([left_out[n] for n in range(len(found))])
        together = np.concatenate([odds(block, weights) for block in found])
        print(kind, f"{len(gold)} pairs, {int(gold.sum())} joined")
        for name, values in (("WEIGHTS", weights.first), ("SECOND", weights.second)):
            print(name, "=", json.dumps({sign: round(value, 2) for sign, value in values.items()}))
        print("F1 and threshold, each story left out", best_f1(apart, gold))
        print("F1 and threshold, all in", best_f1(together, gold))


if __name__ == "__main__":
    main(sys.argv[1:])
