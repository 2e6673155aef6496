"""Training examples for the attribution tagger: the windows of PolNeAR's articles with what is marked in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.cues import all_frames
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.rules import find
from allegedly.reading.attribution.windows import relations, windows
from allegedly.reading.attribution.words import CONTENT, CUE, SOURCE, Array, Labels, Words, words_of
from allegedly.reading.language import model
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document

ROLES = (("content", CONTENT), ("source", SOURCE), ("cue", CUE))


@dataclass(frozen=True, slots=True)
class Example:
    """A window of an article: T words of P pieces, N cues.

    `pieces` [P], `starts` and `ends` [T] the first and last piece of each word, `features` [9, T], `heads` [T] within
    the window, `cues` [N], `relations` [N, 6, T], `roles` [N, T].
    """

    pieces: Array
    starts: Array
    ends: Array
    features: Array
    heads: Array
    cues: Array
    relations: Array
    roles: Array


def labels() -> Labels:
    """Return the names that the features are numbered by: the parser's, and the frames of the lexicon."""
    pipes = model()
    return {
        "tags": sorted(pipes.get_pipe("tagger").labels),  # type: ignore[attr-defined]
        "deps": sorted(pipes.get_pipe("parser").labels),  # type: ignore[attr-defined]
        "entities": sorted(pipes.get_pipe("ner").labels),  # type: ignore[attr-defined]
        "frames": sorted(all_frames()),
    }


def examples(row: dict[str, Any], pieces: Pieces, names: Labels) -> list[Example]:
    """Return the windows of an article."""
    words = read_words(row, names)
    spelt, edges = pieces.spell(words.texts)
    marked = dict(_marked(words, row.get("attributions", ())))
    found = []
    for first, last in windows(words, edges):
        cues = [cue for cue in marked if first <= cue < last]
        found.append(window(words, spelt, edges, (first, last), cues, [marked[cue] for cue in cues]))
    return found


def read_words(row: dict[str, Any], names: Labels) -> Words:
    """Read an article as far as the rules go."""
    document = make_document(row["text"], title=row.get("title"), language="en")
    reading = read_document(document, pick("furniture", "language"))
    assert reading.parse is not None
    marked = quotations_of(reading)
    in_quotes = inside(len(reading.text), marked)
    found = find(reading, reading.parse, Quoted(reading.text, reading.parse, marked), in_quotes)
    return words_of(reading.parse, reading.blocks, in_quotes, found, names)


def window(
    words: Words, spelt: Array, edges: Array, span: tuple[int, int], cues: Sequence[int], roles: Sequence[Array]
) -> Example:
    """Return the window of words [first, last) as arrays."""
    first, last = span
    heads = words.heads[first:last] - first
    size = last - first
    return Example(
        pieces=spelt[edges[first] : edges[last]],
        starts=edges[first:last] - edges[first],
        ends=edges[first + 1 : last + 1] - 1 - edges[first],
        features=words.features[:, first:last],
        heads=np.where((heads >= 0) & (heads < size), heads, np.arange(size)),
        cues=np.array(cues, np.int64) - first,
        relations=relations(words, cues, first, last),
        roles=np.array([role[first:last] for role in roles], np.int64).reshape(len(cues), size),
    )


def _marked(words: Words, attributions: Iterable[dict[str, Any]]) -> Iterator[tuple[int, Array]]:
    """Yield the anchor of each attribution (the word of its cue that hangs on no other) and the role of every word."""
    ends = words.starts + np.array([len(text) for text in words.texts], np.int64)
    for attribution in attributions:
        roles = np.zeros(len(words.texts), np.int64)
        for name, role in ROLES:
            for start, end in attribution[name]:
                roles[np.searchsorted(ends, start, "right") : np.searchsorted(words.starts, end, "left")] = role
        cue = np.flatnonzero(roles == CUE)
        if len(cue):
            inner = np.isin(words.heads[cue], cue) & (words.heads[cue] != cue)
            yield int(cue[~inner][0] if (~inner).any() else cue[0]), roles


Window = TypeVar("Window", bound=Example)


def batches(
    all_examples: Sequence[Window], size: int, rng: random.Random | None, ready: Callable[[list[Window]], Any]
) -> Iterator[Any]:
    """Yield batches of windows of about the same length, in random order if `rng` is given."""
    order = list(range(len(all_examples)))
    if rng:
        rng.shuffle(order)
    pool = size * 32
    chunks = [
        sorted(order[at : at + pool], key=lambda n: len(all_examples[n].pieces)) for at in range(0, len(order), pool)
    ]
    grouped = [chunk[at : at + size] for chunk in chunks for at in range(0, len(chunk), size)]
    if rng:
        rng.shuffle(grouped)
    for group in grouped:
        yield ready([all_examples[n] for n in group])
