"""News that nobody marked attributions in, for a small tagger to hear what a large one says of it."""

from __future__ import annotations

import gzip
import json
import random
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

STORIES = 600
LETTERS = range(601, 20_000)
"""How long an article is that is read."""
LEAST = -2.0
"""The log-odds from which on a word is a cue to learn the roles by."""


def articles(data: Path) -> list[dict[str, Any]]:
    """Return articles from the folders of rumours, places and stories of the development data, shuffled."""
    rumours = {row["body"]: None for row in _rows(data / "stance/dev.jsonl.gz")}
    found = [{"id": f"rumour {n}", "text": text} for n, text in enumerate(rumours)]
    for name in ("lgl", "geowebnews"):
        rows = _rows(data / f"places/{name}.jsonl")
        found += [{"id": f"{name} {n}", "text": row["text"]} for n, row in enumerate(rows)]
    stories = list(_rows(data / "stories/dev.jsonl.gz"))
    random.Random(0).shuffle(stories)
    found += [{"id": row["id"], "text": row["text"], "title": row["title"]} for row in stories[:STORIES]]
    found = [row for row in found if len(row["text"]) in LETTERS]
    random.Random(1).shuffle(found)
    return found


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
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from map(json.loads, text.splitlines())
