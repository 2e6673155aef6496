"""What a place's name stands for: the place itself, or whoever governs it ("Minsk denied this")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import Candidate, words_of
from allegedly.reading.places.gazetteer import Entry
from allegedly.records import PlaceKind

_SEATS = frozenset({"BLDG", "ST", "HLL"})
_GOVERNING = frozenset({gazetteer.COUNTRY, gazetteer.CAPITAL, gazetteer.FIRST_ORDER}) | _SEATS


def kind_of(doc: Doc, found: Candidate, entry: Entry | None, company: list[int]) -> PlaceKind:
    """Return the kind of a recognised name, given what it resolved to and the `coordination` of the report."""
    if found.kind != "literal" or entry is None or found.why in {"qualifier", "qualified", "dateline"}:
        return found.kind
    if entry.feature in _GOVERNING and _acts(_head(doc, found), company):
        return "metonym"
    return "literal"


def _head(doc: Doc, found: Candidate) -> Token:
    """Return the token of the name that hangs on a word outside it."""
    for token in doc[found.first : found.end]:
        if not found.first <= token.head.i < found.end or token.head is token:
            return token
    return doc[found.end - 1]


def _acts(token: Token, company: list[int]) -> bool:
    """Say whether the name does or is told something, has an attitude, or is a party to relations."""
    if token.dep_ == "poss":
        return token.head.lemma_.lower() in words_of("attitude")
    token = token.doc[company[token.i]]
    verb = token.head
    if token.dep_ == "nsubj":
        return verb.pos_ == "VERB" and verb.lemma_.lower() not in words_of("being")
    if token.dep_ in {"nsubjpass", "dobj"}:
        return verb.pos_ == "VERB" and verb.lemma_.lower() in words_of("address")
    if token.dep_ == "pobj":
        return verb.dep_ == "agent" or (
            verb.lower_ in {"between", "with", "against"}
            and not words_of("relations").isdisjoint({verb.head.lower_, verb.head.lemma_.lower()})
        )
    return False
