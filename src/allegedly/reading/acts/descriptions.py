"""What a claim calls somebody or something, by its cue ("called it a plot") or in its clause ("said it was a plot")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.acts.subjects import is_another

_FAR = 40
"""How many words of a description are looked at."""
_LINKS = frozenset({"be", "become", "remain", "seem", "look", "sound", "amount", "constitute"})


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


def named_act(parts: Parts) -> str:
    """Return what the name or description that the cue gives does: accuse, praise, deny, or assert."""
    label = next((found for word in parts.cue if (found := described_as(word)) is not None), None)
    told = list(_label(label, parts)) if label is not None else _tail(parts)
    if _of_itself(parts) or any(token.lower_ in {"no", "not", "never"} for token in told[:2]):
        return "assert"
    if _holds(told, words("acts_untruths", "lemma")) and _names_a_claim(parts, told):
        return "deny"
    if _holds(told, words("acts_smears", "lemma")):
        return "accuse"
    return "praise" if _holds(told, words("acts_praises", "lemma")) else "assert"


def stated_act(parts: Parts, who: Who) -> str | None:
    """Return accuse or praise where a clause says so of another: "said the visit was shameful"; None elsewhere."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or head.lemma_.lower() not in _LINKS or syntax.is_negated(head):
        return None
    if not is_another(subject, parts, who) or parts.modal or subject.lower_ in {"there", "nothing"}:
        return None
    labels = [child for child in head.rights if child.dep_ in {"acomp", "attr", "oprd"}]
    told = [token for label in labels for token in _label(label, parts, below=False)]
    if _holds(told, words("acts_smears", "lemma", of="")):
        return "accuse"
    return "praise" if _holds(told, words("acts_praises", "lemma", of="")) else None


def exclaimed_act(parts: Parts) -> str | None:
    """Return the act of a content without a verb: “Nonsense”, “Shame on you”, “Good for fans, good for grass”."""
    if parts.claim.quote == "indirect":
        return None
    told = list(parts.content[:4])
    for act, name in (("deny", "acts_untruths"), ("accuse", "acts_smears"), ("praise", "acts_praises")):
        if _holds(told, words(name, "lemma")):
            return act
    return None


def _label(label: Token, parts: Parts, *, below: bool = True) -> Iterator[Token]:
    """Yield a description's words inside the content; without `below`, its head, modifiers and what is joined to it."""
    inside = {token.i for token in parts.content}
    if below:
        found = [label, *(t for t in islice(label.subtree, _FAR) if not _is_object(t, label))]
    else:
        heads = [label, *label.conjuncts]
        found = [t for head in heads for t in (head, *(c for c in head.lefts if c.dep_ in {"amod", "compound"}))]
    yield from (token for token in found if token.i in inside)


def _tail(parts: Parts) -> list[Token]:
    """Return what follows the first noun phrase where the parse found no description: "her a fantasist"."""
    first = parts.first_noun
    return [t for t in parts.content if first is not None and t.i > first.i][:8] or list(parts.content)


def _is_object(token: Token, label: Token) -> bool:
    """Say whether a word belongs to what is described, where the parse makes that the label's subject."""
    while token != label:
        if token.dep_ in syntax.SUBJECTS and token.head == label:
            return True
        token = token.head
    return False


def _of_itself(parts: Parts) -> bool:
    return any(token.tag_ == "PRP" and token.lower_.endswith(("self", "selves")) for token in parts.content)


def _names_a_claim(parts: Parts, told: list[Token]) -> bool:
    """Say whether what is described is something said: "called the report absurd", "called that pure invention"."""
    labelled = {token.i for token in told}
    named = [t for t in parts.content if t.i not in labelled]
    claims = words("acts_nouns", "lemma")
    return any(t.lemma_.lower() in claims or t.lower_ in {"that", "this", "which"} for t in named)


def _holds(tokens: list[Token], lemmas: frozenset[str]) -> bool:
    return any(token.lemma_.lower() in lemmas or token.lower_ in lemmas for token in tokens)
