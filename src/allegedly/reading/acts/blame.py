"""How words blame: by calling something an evil name, by the manner of a deed, by whom it hit."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.acts.parts import Parts, Who

_FAR = 40
"""How many words of a content are looked at."""


def described_as(verb: Token) -> Token | None:
    """Return the head of the name or description that a verb gives: "called it a plot", "described it as a plot".

    The parse may take "it a plot" for a clause without a verb, or for two objects.
    """
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    for child in [*verb.rights, *(below for noun in objects for below in noun.rights)]:
        if child.dep_ == "oprd" or child in objects[1:]:
            return child
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((below for below in child.rights if below.dep_ in {"pobj", "amod", "pcomp"}), child)
        if child.dep_ in {"xcomp", "ccomp"} and child.pos_ in {"NOUN", "ADJ", "PROPN"} and _has_subject(child):
            return child
    return None


def _has_subject(label: Token) -> bool:
    return any(child.dep_ in syntax.SUBJECTS for child in label.lefts)


def smears(parts: Parts) -> bool:
    """Say whether the description that the cue gives of another holds a word of blame (`lexicon/acts_smears.tsv`)."""
    label = next((found for word in parts.cue if (found := described_as(word)) is not None), None)
    if label is None:
        return False
    of_itself = any(token.tag_ == "PRP" and token.lower_.endswith(("self", "selves")) for token in parts.content)
    if of_itself or any(child.lower_ in {"no", "not", "never"} for child in label.lefts):
        return False
    smearing = words("acts_smears", "lemma")
    inside = {token.i for token in parts.content}
    told = [label, *(t for t in islice(label.subtree, _FAR) if t.i in inside and not _is_object(t, label))]
    return any(token.lemma_.lower() in smearing or token.lower_ in smearing for token in told)


def _is_object(token: Token, label: Token) -> bool:
    """Say whether a word belongs to what is described, where the parse makes that the label's subject."""
    while token != label:
        if token.dep_ in syntax.SUBJECTS and token.head == label:
            return True
        token = token.head
    return False


def is_wrong(head: Token) -> bool:
    """Say whether a deed is told in words of untruth or unlawfulness: "had entered illegally", "spread false news"."""
    wrongs = words("acts_wrongs", "lemma")
    objects = [c for c in head.rights if c.dep_ in {"dobj", "attr"}]
    manners = [c for c in head.children if c.dep_ == "advmod"]
    manners += [c for noun in objects for c in noun.lefts if c.dep_ == "amod"]
    return head.pos_ == "VERB" and any(token.lower_ in wrongs for token in manners)


def is_blamed(parts: Parts, who: Who) -> bool:
    """Say whether a deed of force blames whoever did it.

    It does where the cue claims, or where the deed hits the source's own or those who must not be harmed.
    """
    if any(token.lemma_.lower() in words("acts_claiming", "lemma") for token in parts.cue):
        return True
    victims = words("acts_victims", "lemma")
    subject = parts.subject
    told = [t for t in islice(parts.content, _FAR) if subject is None or t.i > subject.i]
    return any(token.lemma_.lower() in victims or _is_own(token, parts, who) for token in told)


def _is_own(token: Token, parts: Parts, who: Who) -> bool:
    """Say whether a word names the source or its country: "its ships", "French ships"."""
    named = token.pos_ in {"PROPN", "ADJ"} or token.tag_ in {"PRP", "PRP$"}
    return named and who.same(who.at(token), parts.claim.actor)
