"""News that nobody marked attributions in, for a small tagger to hear what a large one says of it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from allegedly.reading.attribution.network import load
from allegedly.reading.attribution.tagger import Tagger
from allegedly.reading.attribution.windows import windows
from allegedly.reading.attribution.words import BLOCK, SHAPE
from bench.train.examples import Example, read_words, window
from bench.train.told import reports

MADE = 400
"""How many reports are made up."""
LETTERS = range(601, 20_000)
"""How long an article is that is read."""
LEAST = -2.0
"""The log-odds from which on a word is a cue to learn the roles by."""


def articles(data: Path) -> list[dict[str, Any]]:
    """Return articles of the development data for coreference and places, and made-up reports, shuffled.

    News that was handed over for testing alone (rumours, stories) is not among them.
    """
    train = (row for row in _rows(data / "coreference/dev.jsonl") if row["part"] == "train")
    found = [{"id": f"event {row['id']}", "text": _article(row["text"])} for row in train]
    for name in ("lgl", "geowebnews"):
        rows = _rows(data / f"places/{name}.jsonl")
        found += [{"id": f"{name} {n}", "text": row["text"]} for n, row in enumerate(rows)]
    found += [{"id": f"made {n}", "text": text} for n, text in enumerate(reports(MADE))]
    found = [row for row in found if len(row["text"]) in LETTERS]
    random.Random(1).shuffle(found)
    return found


def _article(text: str) -> str:
    """Return tokens with blanks between and lines of a sentence each as they were printed, two lines a paragraph."""
    lines = [_printed(line) for line in text.splitlines() if not line.startswith("http")]
    return "\n\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2))


def _printed(line: str) -> str:
    """Return a line without the blanks that stand before marks and after opening ones; straight quotes take turns."""
    halves = re.sub(r"``|''", '"', line).split('"')
    line = "".join(part.strip() if n % 2 else part for n, part in enumerate(_between(halves)))
    return re.sub(r" (?=[.,:;!?)\]’”%]|n't\b|'(s|re|ve|ll|d|m)\b)|(?<=[(\[“$#]) ", "", line)


def _between(halves: list[str]) -> list[str]:
    """Return what stands outside and inside of quotation marks in turn, the marks with what is outside."""
    last = len(halves) - 1
    return [half if n % 2 else ('"' if n else "") + half + ('"' if n < last else "") for n, half in enumerate(halves)]


def heard(row: dict[str, Any], folder: Path) -> list[Example]:
    """Return the windows of an article, with the cues that the exported tagger in a folder sees and no roles."""
    tagger = _tagger(folder)
    words = read_words(row, tagger.labels)
    spelt, edges = tagger.pieces.spell(words.texts)
    found = []
    for first, last in windows(words, edges):
        if words.features[SHAPE, first:last].any():
            ready = partial(window, words, spelt, edges, (first, last))
            cues = _cues(tagger, ready([], []))
            found.append(ready([first + cue for cue in cues], [np.full(len(words.texts), -100)] * len(cues)))
    return found


def _cues(tagger: Tagger, example: Example) -> list[int]:
    pieces = np.r_[tagger.pieces.first, example.pieces, tagger.pieces.last]
    odds, *_ = tagger.network.read(pieces, example.starts + 1, example.ends + 1, example.features, example.heads)
    cues: list[int] = np.flatnonzero((odds >= LEAST) & (example.features[BLOCK] > 0)).tolist()
    return cues


@cache
def _tagger(folder: Path) -> Tagger:
    return load(folder)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_bytes().splitlines())
