"""The terms of a claim and of sentences, and how much each tells of what the claim is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from allegedly import numerals
from allegedly.lexicon import words
from allegedly.linking.stories.background import RAREST, STEPS, background, number
from allegedly.linking.stories.terms import stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TWO = 2
"""One is mostly no number."""


def terms(text: str) -> frozenset[str]:
    """Return the stems of the words that carry content; of a word with hyphens also those of its parts."""
    return frozenset(_terms(text))


def _terms(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text.lower()):
        word = match.group().removesuffix("'s").removesuffix("’s")
        for part in dict.fromkeys((word, *word.split("-"))):
            if term := _term(part):
                yield term


@lru_cache(1 << 16)
def _term(word: str) -> str:
    """Return a word's stem, of a number from two on its digits; "" for a word that carries nothing."""
    value = numerals.value([word])
    if value is not None and value >= _TWO:
        return f"{value:g}"
    return stem(word) if len(word) > 1 and word not in words("stop_words", "word") else ""


@lru_cache(1 << 16)
def _rarity(term: str) -> float:
    """Return how rare a term is in the news at large, as a natural logarithm."""
    return background().get(number("word", term), RAREST) / STEPS


def weighed(text: str) -> dict[str, float]:
    """Return the terms of a claim, each with its share of what they all tell."""
    found = {term: _rarity(term) for term in sorted(terms(text))}
    whole = sum(found.values()) or 1.0
    return {term: weight / whole for term, weight in found.items()}


def told(wanted: Mapping[str, float], there: frozenset[str]) -> float:
    """Return the share of a claim's terms that stand there, from 0 to 1."""
    return sum(weight for term, weight in wanted.items() if term in there)
