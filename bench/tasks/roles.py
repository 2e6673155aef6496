"""Who does the main event of a sentence, who suffers it, and who does it together: BIO tags over given tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Token

from allegedly.reading.events import proposed
from allegedly.reading.events.index import Index
from allegedly.reading.events.learnt import role_tags, words_of
from bench.tasks.events import least_subordinate, read_text


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the tags of the row's tokens; `text` is the tokens joined by blanks."""
    reading = read_text(row["text"])
    found, words = proposed(reading), words_of(reading.parse)
    tags = role_tags(words, Index(reading), least_subordinate(found), found)
    return {"id": row["id"], "tags": spread(tags, offsets(words), row["tokens"])}


def offsets(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where each word begins and ends."""
    return [(word.idx, word.idx + len(word)) for word in words]


def spread(tags: Sequence[str], words: Sequence[tuple[int, int]], tokens: Sequence[str]) -> list[str]:
    """Return the tags of tokens that are joined by blanks, given those of words with their offsets."""
    found = ["O"] * len(tokens)
    start = 0
    edges = [(start := start + len(token) + 1) - len(token) - 1 for token in tokens]
    at = 0
    for tag, (first, last) in zip(tags, words, strict=True):
        while at + 1 < len(edges) and edges[at + 1] <= first:
            at += 1
        under = at
        while under < len(edges) and edges[under] < last:
            if found[under] == "O":
                found[under] = tag
            under += 1
    return found
