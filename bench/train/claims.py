"""Fit the weights of the signs that join claims: `python -m bench.train.claims GOLD ...`.

GOLD is a path, the name of an own file, `examples`, the example corpus, or `pairs`, the judged pairs of real reports.

Two logistic regressions for each kind of link (denials, corroborations, undertakings): over the signs of each two
statements that may be so joined, and over the log-odds of the first with how far they stand behind the best of their
row and column. Prints the weights for `allegedly.linking.claims`; F1 over pairs for thresholds, each file left out in
turn, as the mean of the files; and how many of the pairs of real stories that are shown then were judged right, every
sixth story left out in turn.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims import ClaimProfile, corroborations, denials, profile, undertakings
from allegedly.linking.claims.likeness import Common, common
from allegedly.linking.claims.signs import Matrix, Signs, enough, ranks
from bench.cases import example_links, own_links
from bench.pairs import Pair, Place, pairs, reports
from bench.score.links import Spans
from bench.tasks.links import read

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
RULES: Mapping[str, Any] = {"denials": denials, "corroborations": corroborations, "undertakings": undertakings}
REAL = "pairs"
FOLDS = 6
"""The real stories are left out in so many parts."""
WEIGHT = 0.5
"""A judged pair of a real story counts for so much for each of the pairs that it stands for, at most for `MOST`."""
MOST = 6.0
HELD = 0.6
"""A statement is the judged one if so much of both is common."""
RIDGE = {"denials": 1.0, "corroborations": 6.0, "undertakings": 1.0}
DOUBTED = {"matter": 2.0, "part": 2.0, "about": 2.0}
"""The words of matters were in part collected from these very stories, so that their weights are held down."""
WEIGHED = {"examples": 0.3}
"""The example corpus is one long story whose few claims and denials are labelled by all their pairs."""
STEPS = 10
SENSE = {
    "like": 1, "above": 1, "own": 1, "matter": 1, "part": 1, "words": 1, "brief": -1, "denied": 1, "answered": 1,
    "accused": 1, "unasked": -1, "stranger": -1, "claimant": 1, "negation": -1, "other kind": -1, "other country": -1,
    "claim ahead": -1, "both clear": -1, "answer unknowing": -1,
}  # fmt: skip
"""Signs that may weigh one way only: for a link, or against it."""


@dataclass(frozen=True)
class Block:
    """The pairs of two reports, [n, m], that may be joined (`fits`): their signs and which are joined by the gold.

    Each counts for so much (`counts`) in the fit, nothing where it was not judged. `file` and `story` say where from.
    """

    file: str
    story: str
    signs: Mapping[str, Matrix]
    fits: Bools
    gold: Bools
    counts: Floats

    @property
    def judged(self) -> Bools:
        """Which pairs may be joined and are known [n, m]."""
        known: Bools = self.fits & (self.counts > 0)
        return known


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
                counts = np.full(fits.shape, WEIGHED.get(path.stem, 1.0))
                yield Block(path.stem, story, found, fits, found_gold, counts)


def real_blocks(kind: str) -> Iterator[Block]:
    """Yield the pairs of reports of real stories of which some pairs of statements were judged."""
    judged: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
    for pair in pairs(kind):
        judged[pair.story, pair.one.document, pair.other.document].append(pair)
    named = {name for _, *two in judged for name in two}
    profiles = {name: profile(read(row)) for name, row in reports(named).items()}
    for (story, a, b), rows in judged.items():
        one, other = profiles[a], profiles[b]
        fits, found = _possible(kind, one, other, common(one, other))
        gold, counts = np.zeros(fits.shape, bool), np.zeros(fits.shape)
        for pair in rows:
            n, m = _held(one, pair.one), _held(other, pair.other)
            if n is not None and m is not None:
                gold[n, m] |= pair.label == "yes"
                counts[n, m] = WEIGHT * min(pair.weight, MOST)
        yield Block(REAL, story, found, fits, gold, counts)


def _held(one: ClaimProfile, place: Place) -> int | None:
    """Return the statement that a judged one is, None if there is no such any more."""
    best, shared = None, HELD
    for n, statement in enumerate(one.statements):
        common_part = min(statement.end, place.end) - max(statement.start, place.start)
        part = common_part / max(statement.end - statement.start, place.end - place.start)
        if part >= shared:
            best, shared = n, part
    return best


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
    gold = np.concatenate([block.gold[block.judged] for block in given]).astype(float)
    counts = np.concatenate([block.counts[block.judged] for block in given])
    names = list(given[0].signs)
    first = regress(_rows(given, [block.signs for block in given]), gold, names, RIDGE[kind], counts)
    seconds = [ranks(_first(block, first)) for block in given]
    return Fit(first, regress(_rows(given, seconds), gold, list(seconds[0]), 1.0, counts))


def _crowd(kind: str, block: Block) -> float:
    """Return how much less likely each pair is for the others of the two reports, in log-odds."""
    return enough(0.0, block.fits.size, RULES[kind].CROWDING)


def _rows(given: Sequence[Block], signs: Sequence[Mapping[str, Matrix]]) -> Floats:
    """Return the signs of all judged pairs [pairs, signs]."""
    found = [
        np.stack([sign[block.judged] for sign in of.values()], 1) for block, of in zip(given, signs, strict=True)
    ]  # fmt: skip
    return np.concatenate(found).astype(float)


def _first(block: Block, weights: Mapping[str, float]) -> Matrix:
    return np.where(block.fits, Signs(block.signs).weighed(weights), -np.inf).astype(np.float32)


def odds(kind: str, block: Block, weights: Fit) -> Floats:
    """Return the log-odds [n, m], less what the crowding of pairs asks for, so that one threshold is for all."""
    found = Signs(ranks(_first(block, weights.first))).weighed(weights.second).astype(float)
    return np.where(block.fits, found - _crowd(kind, block), -math.inf)


def left_out(kind: str, given: Sequence[Block]) -> list[Floats]:
    """Return the log-odds of each block by weights of the others: without its file, or its part of the real stories."""
    real = sorted({block.story for block in given if block.file == REAL})
    folds = {block.story: real.index(block.story) % FOLDS for block in given if block.file == REAL}
    parts = [(block.file, folds.get(block.story) if block.file == REAL else None) for block in given]
    weights = {
        part: fit(kind, [block for block, other in zip(given, parts, strict=True) if other != part])
        for part in sorted(set(parts), key=str)
    }
    return [odds(kind, block, weights[part]) for block, part in zip(given, parts, strict=True)]


def f1(least: float, found: Sequence[Floats], given: Sequence[Block]) -> float:
    """Return F1 over the pairs of one file."""
    right = sum(int((block.gold & (values >= least)).sum()) for values, block in zip(found, given, strict=True))
    shown = sum(int((values >= least).sum()) for values in found)
    return 2 * right / max(shown + sum(int(block.gold.sum()) for block in given), 1)


def right_and_shown(least: float, found: Sequence[Floats], given: Sequence[Block]) -> tuple[int, int]:
    """Return how many judged pairs are shown from a threshold on, and how many of them were judged right."""
    shown = [values[block.judged] >= least for values, block in zip(found, given, strict=True)]
    right = sum(int(block.gold[block.judged][here].sum()) for here, block in zip(shown, given, strict=True))
    return right, sum(int(here.sum()) for here in shown)


def table(found: Sequence[Floats], given: Sequence[Block]) -> Iterator[str]:
    """Yield lines for thresholds: the mean F1 of the files, that of each, and the real pairs right of those shown."""
    files = sorted({block.file for block in given} - {REAL, "examples"})
    by_file = {
        name: list(zip(*((v, b) for v, b in zip(found, given, strict=True) if b.file == name), strict=True))
        for name in {*files, REAL}
    }
    for least in np.arange(-3, 0.01, 0.125):
        scores = [f1(least, *by_file[name]) for name in files]
        real = "/".join(map(str, right_and_shown(least, *by_file[REAL]))) if by_file[REAL] else "-"
        named = " ".join(f"{name} {score:.3f}" for name, score in zip(files, scores, strict=True))
        yield f"{least:6.3f}  mean {np.mean(scores):.3f}  real {real}  {named}"


def main(paths: Sequence[str]) -> None:
    """Fit as the command line says."""
    for kind in RULES:
        found = [block for path in paths if path != REAL for block in blocks(kind, Path(path))]
        if REAL in paths and kind != "undertakings":
            found += real_blocks(kind)
        joined = sum(int(block.gold[block.judged].sum()) for block in found)
        print(kind, f"{sum(int(block.judged.sum()) for block in found)} pairs, {joined} joined")
        weights = fit(kind, found)
        for name, values in (("WEIGHTS", weights.first), ("SECOND", weights.second)):
            print(name, "=", json.dumps({sign: round(value, 2) for sign, value in values.items()}))
        print("each left out", *table(left_out(kind, found), found), sep="\n")
        print("all in", *table([odds(kind, block, weights) for block in found], found), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
