"""Fit the weights of the signs of a denial: `python -m bench.train.denials GOLD ...`.

A logistic regression over the pairs of statements of each story, no weight against its sense (projected gradient).
Prints the weights for `allegedly.linking.claims.denials`, and the F1 over pairs with each story left out in turn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims import ClaimProfile, profile, same_source
from allegedly.linking.claims.denials import NEAR, WEIGHTS, is_denial, may_be_denied, signs
from bench.cases import own_links
from bench.score.links import Spans
from bench.tasks.links import read

Floats = NDArray[np.float64]
Pair = tuple[str, tuple[str, str, int], list[float], bool]
NAMES = tuple(WEIGHTS)
AGAINST = frozenset({"outlet", "stranger", "unasked"})
RIDGE, STEPS, RATE = 3.0, 6000, 0.7


def pairs(path: Path) -> Iterator[Pair]:
    """Yield the story, the group (of which one is chosen), the signs and the label of each pair of statements."""
    own = own_links()
    data = own[path.stem] if path.stem in own else json.loads(path.read_text(encoding="utf-8"))
    documents, gold = data["documents"], data["gold"]
    readings = {row["id"]: read(row) for row in documents}
    later = {second for _, second in gold["copies"]}
    profiles = {name: profile(reading) for name, reading in readings.items() if name not in later}
    spans = Spans(documents, gold["copies"])
    disputes = [link for link in gold["disputes"] if link["kind"] != "figures"]
    for a, b in product(profiles, profiles):
        if gold["stories"][a] == gold["stories"][b]:
            yield from _between(a, b, profiles, disputes, spans, gold["stories"][a])


def _between(
    a: str, b: str, profiles: Mapping[str, ClaimProfile], disputes: Sequence[Any], spans: Spans, story: str
) -> Iterator[Pair]:
    one, other = profiles[a], profiles[b]
    like = one.directions @ other.directions.T
    for n, m in product(range(len(one.statements)), range(len(other.statements))):
        claim, answer = one.statements[n], other.statements[m]
        if not may_be_denied(claim) or not is_denial(answer) or same_source(claim.source, answer.source):
            continue
        sides = (
            {"doc": a, "start": claim.start, "end": claim.end},
            {"doc": b, "start": answer.start, "end": answer.end},
        )
        right = any(spans.side(sides[0], d["claim"]) and spans.side(sides[1], d["answer"]) for d in disputes)
        rows = [[found[name] for name in NAMES] for found in signs(one, n, other, m, like)]
        ours = [WEIGHTS[name] for name in NAMES]
        yield story, (a, b, m), max(rows, key=lambda row: float(np.dot(row, ours))), right


def fit(x: Floats, y: Floats) -> Floats:
    """Return the weights, the bias last."""
    sense = np.array([-1.0 if name in AGAINST else 1.0 for name in NAMES])
    rows = np.c_[x, np.ones(len(x))]
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        slope = rows.T @ (1 / (1 + np.exp(-rows @ weights)) - y)
        slope[:-1] += RIDGE * 0.1 * weights[:-1]
        weights -= RATE * slope / len(y) * 8
        weights[:-1] = np.where(sense * weights[:-1] < 0, 0.0, weights[:-1])
    return weights


def chosen(odds: Floats, groups: Sequence[tuple[str, str, int]]) -> Floats:
    """Return the odds with all but those near each group's best set to minus infinity."""
    best: dict[tuple[str, str, int], float] = {}
    for value, group in zip(odds.tolist(), groups, strict=True):
        best[group] = max(best.get(group, value), value)
    kept = [value >= best[group] - NEAR for value, group in zip(odds.tolist(), groups, strict=True)]
    return np.where(kept, odds, -np.inf)


def best_f1(odds: Floats, y: Floats) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and the threshold."""
    found = [(0.0, 0.0)]
    for threshold in np.arange(-4, 2, 0.1):
        taken = odds >= threshold
        found.append((2 * float((y * taken).sum()) / max(float(taken.sum() + y.sum()), 1), float(threshold)))
    return max(found)


def main(paths: Sequence[str]) -> None:
    """Fit as the command line says."""
    found = [pair for path in paths for pair in pairs(Path(path))]
    stories, groups, x, y = (list(column) for column in zip(*found, strict=True))
    values, labels, names = np.array(x, float), np.array(y, float), np.array(stories)
    left_out = np.zeros(len(labels))
    for story in set(stories):
        out = names == story
        left_out[out] = np.c_[values[out], np.ones(out.sum())] @ fit(values[~out], labels[~out])
    weights = fit(values, labels)
    print(json.dumps({name: round(float(w), 2) for name, w in zip((*NAMES, "bias"), weights, strict=True)}))
    print("F1 and threshold, each story left out", best_f1(chosen(left_out, groups), labels))
    print("F1 and threshold, all in", best_f1(chosen(np.c_[values, np.ones(len(y))] @ weights, groups), labels))


if __name__ == "__main__":
    main(sys.argv[1:])
