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


def terms(text: str) -> frozenset[str]:
    """Return the stems of the words that carry content; of a word with hyphens also those of its parts."""
    return frozenset(_terms(text))


def _terms(text: str) -> Iterator[str]:
    for word in _words(text):
        for part in dict.fromkeys((word, *word.split("-"))):
            if _carries(part):
                yield _spelt(part)


def _words(text: str) -> Iterator[str]:
    return (match.group().removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(text.lower()))


def _carries(word: str) -> bool:
    return (len(word) > 1 or word.isdigit()) and word not in words("stop_words", "word")


@lru_cache(1 << 16)
def _spelt(word: str) -> str:
    """Return a word's stem; a number in words as its digits."""
    value = numerals.value([word])
    return stem(word) if value is None else f"{value:g}"


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
