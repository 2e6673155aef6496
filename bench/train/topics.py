"""Work out the directions that `allegedly.linking.stories.topics` adds up: `python -m bench.train.topics`.

Each word that three happenings use, or that is a piece of the encoder's vocabulary, is read alone by the sentence
encoder all-MiniLM-L6-v2 (static vectors from an encoder: Tulkens and van Dongen, 2024, Model2Vec). Words of one stem
share the mean, and the first `WIDTH` principal components over the words of the news are kept, in bytes. The news at
large is one report of each happening of the other news, and of `CRIMES` of the `stories` set, as directions. Needs the
`train` dependency group and a CPU-minute. `python -m bench.train.stories write` comes after it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from allegedly.linking.stories.background import background, number
from allegedly.linking.stories.profile import weighed
from allegedly.linking.stories.terms import REACH, stem
from allegedly.linking.stories.topics import MOST, NEIGHBOURS, WIDTH, Words
from bench.train import pretrained
from bench.train.happenings import Report, crime, world
from bench.train.sentences import Sentences
from bench.train.statements import Spelling
from bench.train.stories import FOLDER, LEAST

CRIMES = 300
"""So many happenings of one kind of crime: half of the reports at hand are of it, the news at large is not."""
SHORTEST = 3
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_BATCH = 128
_LARGEST = 99.99
"""At this percentile of its components a word's direction is cut off, so that the others have more steps of a byte."""

Floats = NDArray[np.float64]


def used(reports: Iterable[Report]) -> list[str]:
    """Return the words of the encoder's vocabulary, and those that at least `LEAST` happenings use, in order."""
    happenings: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for word in set(_WORD.findall(f"{report.title or ''}\n{report.text[:REACH]}".lower())):
            happenings[word].add(report.story)
    found = {word for word, stories in happenings.items() if len(stories) >= LEAST}
    found.update((pretrained() / "vocab.txt").read_text(encoding="utf-8").splitlines())
    return sorted(word for word in found if _WORD.fullmatch(word) and len(word) >= SHORTEST)


def read(words: list[str]) -> Floats:
    """Return the direction [words, 384] of each word by the encoder."""
    model, spelling = Sentences(pretrained()).eval(), Spelling(pretrained())
    with torch.no_grad():
        batches = [model(*spelling.embedded(model, words[at : at + _BATCH]))[0] for at in range(0, len(words), _BATCH)]
    vectors: Floats = torch.cat(batches).numpy().astype(np.float64)
    return vectors


def by_stem(words: list[str], vectors: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the number of each stem, in order, and the mean direction of its words."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, word in enumerate(words):
        rows[number("word", stem(word))].append(row)
    codes = sorted(rows)
    means = np.array([vectors[rows[code]].mean(axis=0) for code in codes])
    return np.array(codes), means / np.linalg.norm(means, axis=1, keepdims=True)


def reduced(codes: NDArray[np.int64], vectors: Floats) -> NDArray[np.int8]:
    """Return the directions as bytes [words, WIDTH], in the components that tell the words of the news apart best."""
    known = background()
    news = vectors[[code in known for code in codes.tolist()]]
    middle = news.mean(axis=0)
    components = np.linalg.svd(news - middle, full_matrices=False)[2][:WIDTH]
    found = (vectors - middle) @ components.T
    scaled = found * (127 / np.percentile(np.abs(found), _LARGEST))
    kept: NDArray[np.int8] = np.round(np.clip(scaled, -127, 127)).astype(np.int8)
    return kept


def at_large() -> list[Mapping[int, int]]:
    """Return the weighed words of a report of each happening of other news, and of some of one kind of crime."""
    others = {report.story: report for report in reversed(list(world()))}
    crimes = {report.story: report for report in reversed(list(crime()))}
    chosen = [*others.values(), *random.Random(0).sample(list(crimes.values()), CRIMES)]
    return [weighed(report.title, report.text)[0][0] for report in chosen]


def held_against(codes: NDArray[np.int64], vectors: NDArray[np.int8]) -> Words:
    """Return the directions of words together with those of the news at large that they make."""
    reports = at_large()
    bare = Words({code: row for row, code in enumerate(codes.tolist())}, vectors, np.zeros(WIDTH), vectors[:0], 0)
    plain = directions(bare, reports).astype(np.float64)
    middle = (plain / np.maximum(1.0, np.linalg.norm(plain, axis=1, keepdims=True))).mean(axis=0)
    turned = replace(bare, middle=middle.astype(np.float32).astype(np.float64))
    around = replace(turned, around=directions(turned, reports))
    common = np.mean([around.common(row) for row in around.around])
    others = (common * NEIGHBOURS - 1) / (NEIGHBOURS - 1)  # each is among its own neighbours, with a cosine of one
    return replace(around, usual=round(MOST * others))


def directions(words: Words, reports: Iterable[Mapping[int, int]]) -> NDArray[np.int8]:
    """Return the direction of each report [reports, WIDTH]."""
    return np.array([words.direction(weights)[0] for weights in reports])


def main() -> None:
    """Work it all out and write it."""
    words = used((*crime(), *world()))
    codes, vectors = by_stem(words, read(words))
    made = held_against(codes, reduced(codes, vectors))
    np.savez_compressed(
        FOLDER / "topics.npz", codes=codes.astype(np.uint32), vectors=made.vectors, around=made.around,
        middle=made.middle.astype(np.float32), usual=np.array(made.usual, np.uint8),
    )  # fmt: skip
    print(len(words), "words,", len(codes), "stems,", len(made.around), "texts, common to", made.usual, "of", MOST)


if __name__ == "__main__":
    main()
