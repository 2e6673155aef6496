"""Attributions without a verb: "according to X, …" and headlines of the form "X: …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading.attribution.found import Found, subtree
from allegedly.reading.attribution.parts import phrase

_LONGEST_SPEAKER = 5
"""A headline's speaker before the colon has at most so many words."""


def found_in(sentence: list[Token]) -> Iterator[Found]:
    """Yield the attributions by "according to" of a sentence."""
    for token in sentence:
        if token.lower_ == "to" and token.i > sentence[0].i and token.nbor(-1).lower_ == "according":
            yield from _according(sentence, token.nbor(-1), token)


def _according(sentence: list[Token], first: Token, to: Token) -> Iterator[Found]:
    source = {i for noun in to.children if noun.dep_ in {"pobj", "pcomp"} for i in phrase(noun)}
    if not source:
        source = {i for noun in first.children if noun.dep_ == "pobj" for i in phrase(noun)}
    if not source:
        return
    source = {i for i in source if i > to.i}
    cue = {first.i, to.i}
    above = first.head
    while above.pos_ not in {"VERB", "AUX"} and above.dep_ != "ROOT" and above.head != above:
        above = above.head
    content = subtree(above) - source - cue if above != first else set()
    if first.i == sentence[0].i or not content or _is_last(sentence, first, source):
        content = set(range(sentence[0].i, sentence[-1].i + 1)) - source - cue
    content = {i for i in content if sentence[0].i <= i <= sentence[-1].i}
    if content:
        yield Found(first.i, "according to", frozenset(source), frozenset(cue), frozenset(content))


def _is_last(sentence: list[Token], first: Token, source: set[int]) -> bool:
    """Say whether "…, according to X." ends its sentence behind a comma, and so covers the whole of it."""
    last = max(i for i in range(len(sentence)) if not sentence[i].is_punct)
    return first.nbor(-1).text == "," and sentence[last].i in source


def in_headline(tokens: list[Token]) -> Iterator[Found]:
    """Yield the attribution of a headline that opens with its speaker and a colon."""
    colon = next((n for n, token in enumerate(tokens) if token.text == ":"), None)
    if colon is None or not 0 < colon <= _LONGEST_SPEAKER or colon + 2 >= len(tokens):
        return
    speaker = tokens[:colon]
    if any(token.pos_ in {"PROPN", "NOUN"} for token in speaker) and all(
        token.pos_ not in {"AUX", "NUM", "PUNCT"} and token.lower_ not in words("cues_labels", "word")
        for token in speaker
    ):
        yield Found(
            tokens[colon].i,
            "headline",
            frozenset(token.i for token in speaker),
            frozenset({tokens[colon].i}),
            frozenset(token.i for token in tokens[colon + 1 :]),
        )
