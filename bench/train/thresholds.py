"""Choose from which log-odds on a small tagger takes a word for a cue: `python -m bench.train.thresholds SMALL DATA`.

SMALL is an exported tagger (`bench.train.export`), DATA the folder with development data of all tasks. What counts is
that it finds the cues that the package's large tagger finds, on the articles that it has not learnt from.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import TypeVar

import numpy as np

from allegedly.reading.attribution.network import load
from allegedly.reading.attribution.tagger import Tagger
from allegedly.reading.attribution.words import BLOCK, CUE, ROLE
from bench.train.attribution import read_all
from bench.train.examples import Example
from bench.train.unlabelled import articles, heard

HELD = 12
"""Of so many articles one is left out of the training."""
GRID = np.arange(-3.0, 2.01, 0.2)
T = TypeVar("T")
Seen = tuple[np.ndarray, np.ndarray]
"""Of the words that can be cues: are they cues by the rules [n], and the log-odds [n]."""


def held(rows: Sequence[T]) -> list[T]:
    """Return what is left out of the training."""
    return list(rows[::HELD])


def learnt(rows: Sequence[T]) -> list[T]:
    """Return what is learnt from."""
    return [row for number, row in enumerate(rows) if number % HELD]


def seen(tagger: Tagger, windows: Iterable[Example]) -> Seen:
    """Return what the tagger says of the words of all windows."""
    ruled, odds = zip(*_seen(tagger, windows), strict=True)
    return np.concatenate(ruled), np.concatenate(odds)


def _seen(tagger: Tagger, windows: Iterable[Example]) -> Iterator[Seen]:
    for one in windows:
        pieces = np.r_[tagger.pieces.first, one.pieces, tagger.pieces.last]
        odds, *_ = tagger.network.read(pieces, one.starts + 1, one.ends + 1, one.features, one.heads)
        can_be = one.features[BLOCK] > 0
        yield one.features[ROLE][can_be] == CUE, odds[can_be]


def cues(tagger: Tagger, words: Seen) -> np.ndarray:
    """Say which words are cues to the tagger."""
    ruled, odds = words
    found: np.ndarray = odds >= np.where(ruled, tagger.trusted, tagger.threshold)
    return found


def best(right: np.ndarray, words: Seen) -> dict[str, float]:
    """Return the thresholds with which most cues are right, of those found and of those that are there (F1)."""
    ruled, odds = words

    def agreement(pair: tuple[float, float]) -> float:
        found = odds >= np.where(ruled, pair[1], pair[0])
        return float(2 * (found & right).sum() / (found.sum() + right.sum()))

    pair = max(product(GRID, GRID), key=agreement)
    return {"threshold": round(float(pair[0]), 1), "trusted": round(float(pair[1]), 1), "f1": agreement(pair)}


def main() -> None:
    """Choose as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    package = Path(str(importlib.resources.files("allegedly.models").joinpath("attribution")))
    large, small = load(package), load(given.small)
    windows = read_all(held(articles(given.data)), partial(heard, folder=package))
    print(json.dumps(best(cues(large, seen(large, windows)), seen(small, windows))))


if __name__ == "__main__":
    main()
