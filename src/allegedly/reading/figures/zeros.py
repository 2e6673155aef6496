"""Figures of none: "no casualties", "nobody was hurt", "none of the crew died", "without injuries".

What there was none of is a number that others contradict, so it is one here: 0, under its claim, for people and
what befalls them (`lexicon/figure_zeros.tsv`). What is only hoped, asked or ruled out for the future is none, nor
is what nobody has heard of ("no reports of casualties").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading.figures.nouns import NOUNS, Grammar, phrase
from allegedly.reading.figures.scan import Draft
from allegedly.reading.syntax import SUBJECTS

HAPPENED = frozenset({"was", "were", "been", "being", "has", "have", "had", "is", "are", "did"})
"""Auxiliaries with which it is told as a fact."""
UNSURE = frozenset({"if", "whether", "unless", "so", "until"})
"""Marks of a clause that only thinks of it."""
NOTHING = Draft(0, 0, (0, 0), 0.0, 0.0, spelt=True)
"""A figure that stands nowhere: what is counted is asked for without one."""


class Zero(NamedTuple):
    """A figure of none, and the words for what there was none of."""

    draft: Draft
    counted: list[Token]


def zeros(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Zero]:
    """Yield the figures of none in text[start:end], in the order of the text; of "no deaths or injuries" both."""
    for match in _openings().finditer(text, start, end):
        tokens = grammar.tokens(*match.span())
        if tokens:
            yield from _at(tokens[0])


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('figure_zeros', kind='opening')))})\b", re.IGNORECASE)


def _at(token: Token) -> Iterator[Zero]:
    word = token.lower_
    one = _one(token) if word == "no" else None
    if word == "without":
        yield from _without(token)
    elif word == "not":
        yield from _not_one(token)
    elif one is not None:
        yield from _nobody(token, one)
    elif word == "no" or (word == "neither" and token.dep_ in {"det", "preconj"}):
        yield from () if _compares(token) else _no(token)
    else:
        yield from _nobody(token, token)


def _one(no: Token) -> Token | None:
    """Return the last word of "no one" and "no-one", None if it is neither."""
    for token in no.doc[no.i + 1 : no.i + 3]:
        if token.text != "-":
            return token if token.lower_ == "one" else None
    return None


def _compares(no: Token) -> bool:
    """Say whether it is "no more than", "no fewer than" or "no longer"."""
    return any(token.lower_ in {"more", "fewer", "less", "longer"} for token in no.doc[no.i + 1 : no.i + 2])


def _no(no: Token) -> Iterator[Zero]:
    """Yield "no deaths or injuries", "no soldiers were wounded"."""
    noun = no.head
    if noun.i <= no.i or noun.pos_ not in NOUNS or no.dep_ not in {"det", "neg", "amod", "preconj"}:
        return
    listed = [noun, *(each for each in noun.conjuncts if each.i > noun.i)]
    tallies = [each for each in listed if _is_tally(each)]
    if tallies and _is_told(noun):
        yield from (_zero(no, no, _named(each)) for each in tallies)
    elif not tallies and _befell(noun) is not None:
        yield _zero(no, no, _plain(noun))


def _nobody(first: Token, last: Token) -> Iterator[Zero]:
    """Yield "nobody was hurt", "no one died", "none of the 12 passengers was injured"."""
    verb = _befell(last)
    if verb is None:
        return
    of = [child for child in last.children if child.lower_ == "of"]
    nouns = [child for prep in of for child in prep.children if child.dep_ == "pobj" and child.pos_ in NOUNS]
    yield _zero(first, last, _plain(nouns[0]) if nouns else [verb])


def _not_one(token: Token) -> Iterator[Zero]:
    """Yield "not a single civilian was killed", "not one of the guards was hurt"."""
    near = [each.lower_ for each in token.doc[token.i + 1 : token.i + 4]]
    if near[:2] == ["a", "single"] and len(near) == 3:
        last = token.doc[token.i + 2]
        noun = last.head
    elif near[:1] == ["one"]:
        last = token.doc[token.i + 1]
        noun = last if last.dep_ in SUBJECTS else last.head
    else:
        return
    if noun == last:
        yield from _nobody(token, last)
    elif noun.i > last.i and noun.pos_ in NOUNS and _befell(noun) is not None:
        yield _zero(token, last, _plain(noun))


def _without(token: Token) -> Iterator[Zero]:
    """Yield "without injuries", "without any loss of life"."""
    for noun in token.children:
        verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
        if noun.dep_ == "pobj" and _is_tally(noun) and (verb is None or _is_fact(verb)):
            yield _zero(token, token, _named(noun))


def _is_tally(noun: Token) -> bool:
    """Say whether the noun counts people by what befell them, all of them."""
    if noun.lower_ not in words("figure_zeros", kind="tally"):
        return False
    lives = noun.lower_ != "loss" or [token.lower_ for token in noun.doc[noun.i + 1 : noun.i + 3]] == ["of", "life"]
    return lives and not any(child.lower_ in words("figure_zeros", kind="partial") for child in noun.children)


def _befell(noun: Token) -> Token | None:
    """Return the verb or participle that says what befell none of them, None if nothing did that is told as a fact."""
    verb = next((child for child in noun.children if child.dep_ == "acl"), noun) if noun.dep_ == "ROOT" else noun.head
    if noun.dep_ not in {*SUBJECTS, "ROOT"} or any(
        c.lower_ in words("figure_zeros", kind="partial") for c in noun.children
    ):
        return None
    state = verb.lower_ in words("figure_states", kind="state")
    passive = any(child.dep_ == "auxpass" for child in verb.children) or noun.dep_ == "nsubjpass"
    acts = any(child.dep_ == "dobj" for child in verb.children)
    if state and not acts and (passive or verb.tag_ in {"VBN", "JJ"} or _is_headline(verb)):
        return verb if _is_fact(verb) else None
    if verb.lemma_ in words("figure_zeros", kind="verb"):
        return verb if _is_fact(verb) else None
    if verb.lemma_ == "be":
        said = [child for child in verb.children if child.dep_ in {"acomp", "attr"}]
        found = (child for child in said if child.lower_ in words("figure_states", kind="state"))
        return next(found, None) if _is_fact(verb) else None
    return None


def _is_headline(verb: Token) -> bool:
    """Say whether it is "No one hurt in crash", in which the participle looks like a past tense."""
    return verb.tag_ == "VBD" and verb.lemma_ in {"hurt", "injure", "wound", "kill"}


def _is_told(noun: Token) -> bool:
    """Say whether the clause above a noun is told as a fact; a headline may have no verb."""
    verb = next((above for above in noun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    return verb is None or _is_fact(verb)


def _is_fact(verb: Token) -> bool:
    """Say whether it happened, for the report: not if it should, might or will, is hoped or only asked for."""
    helping = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    marks = (child for child in verb.children if child.dep_ == "mark")
    if any(child.lower_ not in HAPPENED for child in helping) or any(mark.lower_ in UNSURE for mark in marks):
        return False
    above = next((token for token in verb.ancestors if token.pos_ in {"VERB", "NOUN", "ADJ"}), None)
    clausal = verb.dep_ in {"ccomp", "xcomp", "acl", "advcl", "pcomp"}
    return not _is_thought(verb) and not (clausal and above is not None and _is_thought(above))


def _is_thought(word: Token) -> bool:
    """Say whether it is a word for what is planned, supposed or wished."""
    lemma = word.lemma_.lower()
    kinds = (words("event_statuses", kind=kind) for kind in ("intended", "hypothesised"))
    return any(lemma in kind for kind in (*kinds, words("figure_zeros", kind="wished")))


def _named(noun: Token) -> list[Token]:
    """Return "civilian deaths", "loss of life"."""
    found = _plain(noun)
    return [*found, *noun.doc[noun.i + 1 : noun.i + 3]] if noun.lower_ == "loss" else found


def _plain(noun: Token) -> list[Token]:
    return [token for token in phrase(noun, NOTHING) if token.lower_ not in {"single", "any", "reported"}]


def _zero(first: Token, last: Token, counted: list[Token]) -> Zero:
    start, end = first.idx, last.idx + len(last)
    return Zero(Draft(start, end, (start, end), 0.0, 0.0, spelt=True), counted)
