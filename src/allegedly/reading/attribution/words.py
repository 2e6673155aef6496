"""The words of a report as arrays of numbers: what the tagger sees beside the letters.

A word is a token of the parse that is not white space. What the rules found is among the features: the tagger learns
how far to trust them, and where to cut their spans otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import (
    DEP,
    ENT_TYPE,
    HEAD,
    IDX,
    IS_LOWER,
    IS_PUNCT,
    IS_SPACE,
    IS_TITLE,
    IS_UPPER,
    LEMMA,
    LENGTH,
    LIKE_NUM,
    POS,
    SENT_START,
    TAG,
)
from spacy.tokens import Doc

from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found
from allegedly.records import Block

Array = NDArray[np.int64]
Labels = Mapping[str, Sequence[str]]
"""The names behind the numbers: `tags`, `deps`, `entities` of the parser and `frames` of the rules."""

FEATURES = ("tag", "dep", "entity", "shape", "quote", "block", "frame", "role", "reports")
"""One row of `Words.features` each."""
BLOCK, ROLE, SHAPE = (FEATURES.index(name) for name in ("block", "role", "shape"))
NONE, SOURCE, CUE, CONTENT = range(4)
"""What a word is to an attribution."""
_KINDS = {"title": 1, "deck": 2, "body": 3}


@dataclass(frozen=True, slots=True)
class Rule:
    """An attribution that the rules found, by word numbers."""

    head: int
    frame: int
    words: tuple[Array, Array, Array]
    """The words of the source, of the cue and of the content."""


@dataclass(frozen=True, slots=True)
class Words:
    """The n words of a report.

    `tokens` [n] are their numbers in the parse (`Token.i`), `starts` [n] code points of the canonical text, `features`
    [len(FEATURES), n]; `heads`, `deps`, `sentences` and `paragraphs` [n] hold word, label, sentence and block numbers.
    """

    tokens: Array
    starts: Array
    texts: list[str]
    features: Array
    heads: Array
    deps: Array
    sentences: Array
    paragraphs: Array
    rules: Mapping[int, Rule]
    """What the rules found, by the words of its cue."""


def words_of(
    doc: Doc, blocks: Sequence[Block], in_quotes: bytearray, all_found: Sequence[Found], labels: Labels
) -> Words:
    """Return the words of a parse; `in_quotes` has one byte a character, 1 inside quotation marks."""
    columns = doc.to_array([TAG, DEP, ENT_TYPE, IDX, LENGTH, IS_SPACE, SENT_START, LEMMA, POS])
    is_word = columns[:, 5] == 0
    tokens = np.flatnonzero(is_word)
    number = np.cumsum(is_word) - 1
    number[~is_word] = -1
    rows = columns[tokens]
    starts = rows[:, 3].astype(np.int64)
    rules = _rules(all_found, number, labels["frames"])
    paragraphs, kinds = _blocks(starts, blocks)
    deps = _numbers(doc, rows[:, 1], labels["deps"])
    sentences = np.cumsum(columns[:, 6] == 1)[tokens]
    frame, role = _found(len(tokens), rules)
    features = np.stack(
        [
            _numbers(doc, rows[:, 0], labels["tags"]),
            deps,
            _numbers(doc, rows[:, 2], labels["entities"]),
            _shapes(doc)[tokens],
            _quotes(starts, in_quotes),
            kinds,
            frame,
            role,
            _reporting(doc, rows[:, 7], rows[:, 8]),
        ]
    )
    texts = [doc[at].text for at in tokens.tolist()]
    return Words(
        tokens, starts, texts, features, _heads(doc, tokens, number), deps, sentences, paragraphs, _by_cue(rules)
    )


def _numbers(doc: Doc, hashes: NDArray[Any], names: Sequence[str]) -> Array:
    """Return 1 + the place of each label in `names`, 0 for a label that is not there."""
    known = {doc.vocab.strings[name]: place + 1 for place, name in enumerate(names)}
    values, inverse = np.unique(hashes, return_inverse=True)
    return np.array([known.get(int(value), 0) for value in values], np.int64)[inverse]


def _shapes(doc: Doc) -> Array:
    """Return for every token whether it is a mark, a number, in small letters, in capitals, with a capital, or else."""
    flags = doc.to_array([IS_PUNCT, LIKE_NUM, IS_LOWER, IS_UPPER, IS_TITLE]) != 0
    shapes: Array = np.where(flags.any(axis=1), flags.argmax(axis=1), 5).astype(np.int64)
    return shapes


def _quotes(starts: Array, in_quotes: bytearray) -> Array:
    """Return 0 outside quotation marks, 1 inside, 2 for the first word inside, 3 for the last, 4 for the only one."""
    inside: Array = np.frombuffer(bytes(in_quotes) + b"\0", np.uint8)[starts].astype(np.int64)
    before, after = np.r_[0, inside[:-1]], np.r_[inside[1:], 0]
    places: Array = inside + inside * (before == 0) + 2 * inside * (after == 0)
    return places


def _blocks(starts: Array, blocks: Sequence[Block]) -> tuple[Array, Array]:
    """Return for every word the number of its block and the kind of the block, 0 outside of the report."""
    ordered = sorted(blocks, key=lambda block: block.span.start)
    place = np.searchsorted([block.span.start for block in ordered], starts, side="right") - 1
    ends = np.array([block.span.end for block in ordered] + [0])
    kinds = np.array([_KINDS.get(block.kind, 0) for block in ordered] + [0])
    return place, np.where(starts < ends[place], kinds[place], 0)


def _heads(doc: Doc, tokens: Array, number: Array) -> Array:
    """Return the word that each word hangs on, itself at a root."""
    heads = np.arange(len(doc)) + doc.to_array(HEAD).astype(np.int64)
    above = number[heads[tokens]]
    return np.where(above >= 0, above, np.arange(len(tokens)))


def _reporting(doc: Doc, lemmas: NDArray[Any], tags: NDArray[Any]) -> Array:
    """Return 1 for the verbs and nouns that the lexicon knows to report."""
    strings = doc.vocab.strings
    pairs = list(zip(lemmas.tolist(), tags.tolist(), strict=True))
    reports = {(lemma, pos): _reports(strings[lemma], strings[pos]) for lemma, pos in set(pairs)}
    return np.array([reports[pair] for pair in pairs], np.int64)


@cache
def _reports(lemma: str, pos: str) -> bool:
    return pos in {"VERB", "NOUN"} and bool(frames(lemma, pos))


def _rules(all_found: Sequence[Found], number: Array, names: Sequence[str]) -> tuple[Rule, ...]:
    known = {name: place + 1 for place, name in enumerate(names)}
    rules = []
    for found in all_found:
        parts = [number[sorted(part)] for part in (found.source, found.cue, found.content)]
        source, cue, content = (part[part >= 0] for part in parts)
        if number[found.head] >= 0:
            rules.append(Rule(int(number[found.head]), known.get(found.frame, 0), (source, cue, content)))
    return tuple(rules)


def _by_cue(rules: Sequence[Rule]) -> dict[int, Rule]:
    """Return for each word of a cue the first rule that has it, before others the one that it is the head of."""
    found: dict[int, Rule] = {}
    for rule in rules:
        for word in rule.words[CUE - 1].tolist():
            found.setdefault(word, rule)
    found.update({rule.head: rule for rule in reversed(rules)})
    return found


def _found(count: int, rules: Sequence[Rule]) -> tuple[Array, Array]:
    """Return for every word the frame of the rule it heads, and its role in what the rules found (cue before all)."""
    frame, role = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for rule in rules:
        frame[rule.head] = rule.frame
        source, cue, content = rule.words
        role[content[role[content] == NONE]] = CONTENT
        role[source[role[source] != CUE]] = SOURCE
        role[cue] = CUE
    return frame, role
