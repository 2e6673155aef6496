"""Score claimed copies against labelled pairs, as the corpus does.

A claimed pair is right if its label is "copy", wrong if it is "independent" or the pair is not listed, and left out if
it is "partial" or "unscored". "other_host" leaves out listed pairs of one host.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bench.score.common import Result, Row

Pair = tuple[str, str]


def key_of(row: Row) -> Pair:
    """Return the two ids of a row, in order."""
    low, high = sorted((row["a"], row["b"]))
    return low, high


def score(gold: Mapping[str, Row], pred: Mapping[str, Row]) -> Result:
    """Return the figures over all pairs, and over those of different hosts; the names of the rows do not matter."""
    labels = {key_of(row): row["label"] for row in gold.values()}
    one_host = {key_of(row) for row in gold.values() if row["same_host"]}
    claimed = {pair for pair in map(key_of, pred.values()) if pair[0] != pair[1]}
    apart = {pair: label for pair, label in labels.items() if pair not in one_host}
    return {"all": _score(labels, claimed), "other_host": _score(apart, claimed - one_host)}


def _score(labels: Mapping[Pair, str], claimed: Collection[Pair]) -> Result:
    copies = {pair for pair, label in labels.items() if label == "copy"}
    right = sum(pair in copies for pair in claimed)
    wrong = sum(labels.get(pair, "independent") == "independent" for pair in claimed)
    precision, recall = right / max(1, right + wrong), right / max(1, len(copies))
    return {
        "copies": len(copies),
        "right": right,
        "wrong": wrong,
        "left_out": len(claimed) - right - wrong,
        "p": precision,
        "r": recall,
        "f1": 2 * precision * recall / (precision + recall) if right else 0.0,
    }
