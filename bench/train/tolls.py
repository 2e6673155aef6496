"""Learn the weights by which a toll is judged.

`python -m bench.train.tolls GOLD` prints scores, `--out TSV` writes the weights. A log-linear model over the pairs
(killed, injured) that `support.candidates` thinks of, fitted by L-BFGS to the gold pair with a Gaussian prior. Scores
are of a cross-validation in four parts, by incident. The weights are numbers only: nothing of the texts goes into them
but how often words of our own lexicon stand there.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from allegedly.linking.figures import support
from allegedly.linking.figures.accounts import account
from allegedly.linking.figures.toll import distinct
from bench.score import figures as score
from bench.tasks.figures import articles, read, readings, several

PARTS = 4
RARE = 20
"""A feature that fewer pairs have is left out, and so is a weight below SMALL."""
SMALL = 0.02
HEADER = """# source: learnt by bench/train/tolls.py from the Gun Violence Archive's numbers; holds nothing of the texts
# licence: Apache-2.0
feature\tweight
"""
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Data:
    """All pairs of all incidents: `matrix` has a row a pair and a column a feature; `first` is an incident's first row.

    `gold` is the row of the right pair, -1 where nothing thinks of it.
    """

    matrix: sp.csr_matrix
    features: list[str]
    pairs: list[tuple[int, int]]
    first: list[int]
    gold: list[int]

    def rows(self, incident: int) -> range:
        """Return the rows of an incident."""
        return range(self.first[incident], self.first[incident + 1])


def collect(gold: Path) -> Data:
    """Return the data of a gold file."""
    texts, names = articles(gold), dict[str, int]()
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    pairs: list[tuple[int, int]] = []
    first, right = [0], []
    for row in read(gold).values():
        found = -1
        for pair, features in _pairs(row, texts):
            found = len(pairs) if pair == (row["killed"], row["injured"]) else found
            pairs.append(pair)
            values += features.values()
            columns += [names.setdefault(name, len(names)) for name in features]
            ends.append(len(values))
        right.append(found)
        first.append(len(pairs))
    matrix = sp.csr_matrix((values, columns, ends), shape=(len(pairs), len(names)))
    return _frequent(Data(matrix, list(names), pairs, first, right))


def _pairs(row: dict[str, Any], texts: dict[str, Any]) -> list[tuple[tuple[int, int], dict[str, float]]]:
    accounts = distinct(account(reading) for reading in readings(row, texts))
    if not accounts:
        return [((0, 0), {})]
    killed, injured = support.candidates(accounts)
    dead = {number: support.killed(accounts, number) for number in killed}
    hurt = {number: support.injured(accounts, number) for number in injured}
    both = {number: support.both(accounts, number) for number in {k + j for k in killed for j in injured}}
    return [((k, j), {**dead[k], **hurt[j], **both[k + j], **support.prior(k, j)}) for k in killed for j in injured]


def _frequent(data: Data) -> Data:
    counts = Counter(data.matrix.indices.tolist())
    kept = sorted(column for column, count in counts.items() if count >= RARE)
    return Data(data.matrix[:, kept], [data.features[c] for c in kept], data.pairs, data.first, data.gold)


def fit(data: Data, incidents: Sequence[int], prior: float) -> Array:
    """Return the weights that make the gold pairs of these incidents likeliest."""
    used = [i for i in incidents if data.gold[i] >= 0]
    rows = np.concatenate([np.array(data.rows(i)) for i in used])
    lengths = [len(data.rows(i)) for i in used]
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    group = np.repeat(np.arange(len(used)), lengths)
    right = first + np.array([data.gold[i] - data.first[i] for i in used])
    matrix = data.matrix[rows]
    told = np.asarray(matrix[right].sum(0)).ravel()

    def loss(weights: Array) -> tuple[float, Array]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, first)
        exp = np.exp(scores - top[group])
        total = np.add.reduceat(exp, first)
        lost = (np.log(total) + top - scores[right]).sum() + prior / 2 * weights @ weights
        return float(lost), matrix.T @ (exp / total[group]) - told + prior * weights

    start = np.zeros(matrix.shape[1])
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return found


def best(data: Data, incident: int, weights: Array) -> tuple[int, int]:
    """Return the pair of the largest sum."""
    rows = data.rows(incident)
    return data.pairs[rows[int(np.argmax(data.matrix[rows.start : rows.stop] @ weights))]]


def validated(data: Data, names: Sequence[str], prior: float) -> dict[str, dict[str, Any]]:
    """Return a prediction for each incident from weights that were fitted without its part."""
    part = [zlib.crc32(name.encode()) % PARTS for name in names]
    found: dict[str, dict[str, Any]] = {}
    for held in range(PARTS):
        weights = fit(data, [i for i, p in enumerate(part) if p != held], prior)
        for i, name in enumerate(names):
            if part[i] == held:
                killed, injured = best(data, i, weights)
                found[name] = {"killed": killed, "injured": injured}
    return found


def main() -> None:
    """Cross-validate, and write the weights of a fit to all incidents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--prior", type=float, default=4.0)
    options = parser.parse_args()
    rows, data = read(options.gold), collect(options.gold)
    predicted = validated(data, list(rows), options.prior)
    print("all incidents:", score.score(rows, predicted))
    print("those with two or more articles:", score.score(several(options.gold), predicted))
    if options.out:
        weights = fit(data, range(len(rows)), options.prior)
        kept = sorted((name, w) for name, w in zip(data.features, weights, strict=True) if abs(w) >= SMALL)
        options.out.write_text(HEADER + "".join(f"{name}\t{w:.3f}\n" for name, w in kept), encoding="utf-8")


if __name__ == "__main__":
    main()
