"""Adjectives of places: "Turkish forces" names Turkey, "the Turks" and "she speaks Turkish" do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from allegedly.lexicon import table
from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import Candidate
from allegedly.reading.places.gazetteer import Entry

_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod"})


@cache
def _places() -> dict[str, str]:
    countries = {word: row["country"] for row in table("countries") for word in row["demonyms"].split("|") if word}
    return countries | {row["word"]: row["place"] for row in table("places_demonyms")}


def is_demonym(name: str) -> bool:
    """Say whether the name is an adjective of a place."""
    return name in _places()


def place_of(adjective: str) -> Entry | None:
    """Return the place that an adjective belongs to, None if we know none."""
    reference = _places().get(adjective)
    return gazetteer.named(reference) if reference else None


def demonyms(doc: Doc) -> Iterator[Candidate]:
    """Yield the adjectives of places that stand before a noun, alone or as half of a pair ("Syrian-Turkish")."""
    places = _places()
    for at, (word, following) in enumerate(pairwise([*(token.text for token in doc), ""])):
        pair = f"{word} {following}"
        if pair in places and _modifies(doc[at + 1]):
            yield Candidate(at, at + 2, pair, "adjective", "demonym")
        elif word in places and _modifies(doc[at]) and not _hyphenated_people(doc, at):
            yield Candidate(at, at + 1, word, "adjective", "demonym")


def _modifies(token: Token) -> bool:
    """Say whether the token is an adjective to a noun and not the name of a people or a language."""
    if token.dep_ in _MODIFIERS and token.head.i > token.i:
        return True
    if token.dep_ == "conj" and token.head.dep_ in _MODIFIERS:
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return (
        token.tag_ == "JJ" and following is not None and (following.text == "-" or following.pos_ in {"NOUN", "PROPN"})
    )


def _hyphenated_people(doc: Doc, index: int) -> bool:
    """Say whether the adjective is half of a people's name: "African-American", "Irish-Americans"."""
    after = [token.text for token in doc[index + 1 : index + 3]]
    before = [token.text for token in doc[max(0, index - 2) : index]]
    return (after[:1] == ["-"] and after[-1].startswith("American")) or (
        doc[index].text == "American" and before[-1:] == ["-"] and before[0] in _places()
    )
