"""Regions: named ones without a point of their own ("the Sahel"), and described ones ("eastern Ukraine")."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from allegedly.lexicon import words
from allegedly.reading.places.candidates import Candidate, words_of
from allegedly.reading.places.names import fold


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold, words("places_regions")))


def is_region(name: str) -> bool:
    """Say whether the lexicon has the name as a region without a point."""
    return fold(name) in _regions()


def described(doc: Doc, found: Candidate) -> tuple[int, int] | None:
    """Return the tokens of the stretch of country described around a name, None if there is no such description.

    "eastern Ukraine", "the Belarusian border" (from the adjective on), "Ukraine's northern border".
    """
    first, end = found.first, found.end
    while first > 0 and doc[first - 1].lower_ in words_of("direction") and not doc[first - 1].is_sent_start:
        first -= 1
    last = end
    while last < len(doc) and (doc[last].lower_ in words_of("direction") or doc[last].lower_ in {"'s", "’s"}):
        last += 1
    if last < len(doc) and doc[last].lower_ in words_of("tract"):
        end = last + 1
    return (first, end) if (first, end) != (found.first, found.end) else None
