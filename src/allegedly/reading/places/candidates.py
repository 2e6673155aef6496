"""A name that may be a place, as the rules of recognition hand it to resolution."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from allegedly.lexicon import words
from allegedly.records import PlaceKind

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [first, end) of the parse, the words that stand there, and why they were taken for a place.

    `within` is the name behind the comma that holds this one: "Texas" for "Paris" in "Paris, Texas".
    """

    first: int
    end: int
    name: str
    why: str
    kind: PlaceKind = "literal"
    within: str | None = None


def words_of(role: str) -> frozenset[str]:
    """Return the words of one role of `lexicon/places_words.tsv`."""
    return words("places_words", role=role)


def text_of(doc: Doc, first: int, end: int) -> str:
    """Return the words of the tokens [first, end) on one line, single blanks between."""
    joined = "".join(token.text_with_ws for token in doc[first:end]).strip()
    return " ".join(joined.split())


def candidate(doc: Doc, first: int, end: int, why: str, kind: PlaceKind = "literal") -> Candidate:
    """Return the candidate of the tokens [first, end)."""
    return Candidate(first, end, text_of(doc, first, end).rstrip("'’"), why, kind)


def offsets(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Return the offsets of the tokens [first, end), an apostrophe at the end cut off ("Illinois’")."""
    start = doc[first].idx
    return start, doc[end - 1].idx + len(doc[end - 1].text.rstrip("'’") or doc[end - 1].text)


def is_capital(text: str) -> bool:
    """Say whether the word begins like a name."""
    return text[:1].isupper()
