"""What a place's name stands for: the place itself, or whoever governs it ("Minsk denied this")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import Candidate, words_of
from allegedly.reading.places.gazetteer import Entry
from allegedly.records import PlaceKind

_SEATS = frozenset({"BLDG", "ST", "HLL"})
_GOVERNING = frozenset({gazetteer.COUNTRY, gazetteer.CAPITAL, gazetteer.FIRST_ORDER}) | _SEATS


def kind_of(doc: Doc, found: Candidate, entry: Entry | None) -> PlaceKind:
    """Return the kind of a recognised name, given what it resolved to."""
    if found.kind != "literal" or entry is None:
        return found.kind
    if entry.feature in _GOVERNING and _acts(_head(doc, found)):
        return "metonym"
    return "literal"


def _head(doc: Doc, found: Candidate) -> Token:
    """Return the token of the name that hangs on a word outside it."""
    for token in doc[found.first : found.end]:
        if not found.first <= token.head.i < found.end or token.head is token:
            return token
    return doc[found.end - 1]


def _acts(token: Token) -> bool:
    """Say whether the name is the subject of an act of state, its addressee, or a party to relations."""
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    if token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        return token.head.lemma_.lower() in words_of("statecraft") and token.head.pos_ in {"VERB", "AUX"}
    if token.dep_ == "pobj" and token.head.lower_ in {"by", "between", "with", "against"}:
        governor = token.head.head
        return governor.lemma_.lower() in words_of("relations") or (
            token.head.dep_ == "agent" and governor.lemma_.lower() in words_of("statecraft")
        )
    return False
