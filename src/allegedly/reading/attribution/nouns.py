"""Attributions whose cue is a noun: "claims by residents that …", "its denial of …", "made a promise to …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading.attribution.clauses import is_purpose, reported
from allegedly.reading.attribution.complements import Complement
from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found, subtree
from allegedly.reading.attribution.parts import cue_of, phrase, source_of
from allegedly.reading.syntax import SUBJECTS

_FROM = frozenset({"by", "from", "of", "among"})
_WHOLE = frozenset({"nsubjpass", "dobj", "acomp", "attr", "ccomp", "xcomp"})
"""What a clause has besides its subject where its "that" stands for nothing in it."""


def found_in(sentence: list[Token]) -> Iterator[Found]:
    """Yield the attributions whose cue is a noun of the sentence."""
    for token in sentence:
        if token.pos_ in {"NOUN", "PROPN"}:
            allowed = frames(token.lemma_, "NOUN")
            if allowed:
                yield from _of(token, allowed)


def _of(noun: Token, allowed: frozenset[str]) -> Iterator[Found]:
    if any(is_purpose(child) for child in noun.children):
        return
    fitting = [complement for complement in complements(noun) if complement.frame in allowed]
    if not fitting:
        return
    best = max(fitting, key=lambda complement: complement.rank)
    cue = cue_of_noun(noun) | best.cue
    source = source_of_noun(noun, best.content) - cue
    content = frozenset(best.content - cue - source)
    if content and source:
        yield Found(noun.i, f"noun {best.frame}", frozenset(source), frozenset(cue), content)


def complements(noun: Token) -> Iterator[Complement]:
    """Yield what could be the content of the noun: a clause, an infinitive, a prepositional phrase."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        marked = any(mark.dep_ == "mark" and mark.lower_ in {"that", "whether"} for mark in child.children)
        if child.dep_ in {"acl", "ccomp", "relcl"} and (marked or _is_whole(child)):
            yield Complement("clause", reported(child))
        elif child.dep_ in {"acl", "xcomp", "relcl"} and any(to.tag_ == "TO" for to in child.children):
            yield Complement("to", subtree(child))
        elif child.dep_ == "prep":
            yield Complement(child.lower_, subtree(child) - {child.i}, frozenset({child.i}))
    speaker = _speaker(noun)
    for child in speaker.rights if speaker is not None else ():
        if child.dep_ in {"acl", "relcl"} and _is_whole(child):
            yield Complement("clause", reported(child))


def _speaker(noun: Token) -> Token | None:
    """Return whose claim it is, right behind it: "a warning by the warden that …", whatever the parse hangs "by" on."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor(1).lower_ not in _FROM - {"of"}:
        return None
    return next((child for child in noun.nbor(1).rights if child.dep_ == "pobj"), None)


def _is_whole(clause: Token) -> bool:
    """Say whether a clause with "that" lacks nothing, so that it says something: not "warnings that the port gave"."""
    own = {child.dep_ for child in clause.children if child.lower_ != "that"}
    return clause.left_edge.lower_ == "that" and bool(own & SUBJECTS) and bool(own & _WHOLE)


def light_verb(noun: Token) -> Token | None:
    """Return the light verb that the noun is the object of, None if there is none."""
    return noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in words("cues_light", "lemma") else None


def cue_of_noun(noun: Token) -> set[int]:
    """Return the noun, its adjectives, and its light verb with all between."""
    cue = {noun.i} | {child.i for child in noun.children if child.dep_ == "amod" and child.i < noun.i}
    verb = light_verb(noun)
    if verb is not None:
        cue |= cue_of(verb)
        cue |= {child.i for child in noun.children if child.dep_ == "det" or child.tag_ == "PRP$"}
    return cue


def source_of_noun(noun: Token, content: set[int]) -> set[int]:
    """Return whose claim it is: a possessive, a "by" or "from" phrase outside the content, the light verb's subject.

    Where the light verb has a subject, a pronoun takes it up: "Rome repeated its denial that …" is Rome's.
    """
    verb = light_verb(noun)
    for child in noun.children:
        if child.dep_ == "poss" and not (verb is not None and child.tag_ == "PRP$" and source_of(verb)):
            return subtree(child)
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in _FROM and child.i not in content:
            nouns = [below for below in child.children if below.dep_ == "pobj" and below.i not in content]
            if nouns and not (phrase(nouns[0]) & content):
                return phrase(nouns[0])
    speaker = _speaker(noun)
    if speaker is not None and speaker.i not in content:
        return phrase(speaker) - content
    return set(source_of(verb)) if verb is not None else set()
