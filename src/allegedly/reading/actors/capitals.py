"""Whether a capital's name means the government, the people there, or the place."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from allegedly.lexicon import words

Use = Literal["government", "people", "place"]

LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "into", "through", "toward", "towards", "over", "on"}
)
OPEN = frozenset({"from", "to", "of", "for"})
"""Prepositions that go with places and with governments alike; the word above them decides."""


def use_of(head: Token) -> Use:
    """Say what a capital's name stands for, by the word that governs it.

    Subjects, and objects of what is done to governments, are governments; what is shelled or captured are people;
    what one is in or travels to is a place.
    """
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    above = head.head
    if head.dep_ == "nsubjpass" or head.dep_ in {"dobj", "obj"}:
        return "people" if above.lemma_.lower() in words("place_verbs") else "government"
    if head.dep_ in {"pobj", "pcomp"}:
        return _after_preposition(above)
    if head.dep_ in {"npadvmod", "appos"}:
        return "place"
    return "government"


def _after_preposition(preposition: Token) -> Use:
    word = preposition.lower_
    if word in LOCATIVE:
        return "place"
    if word in OPEN:
        above = preposition.head
        if above.lemma_.lower() in words("travel_words") or (word == "of" and above.pos_ == "NOUN"):
            return "place"
    return "government"
