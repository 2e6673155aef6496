"""Whom a content blames: an adversary for a hostile deed, anybody for what is blameworthy by its own words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.acts.subjects import is_another, is_identified, is_somebody, other_actor

_FAR = 40
"""How many words of a content are looked at."""
_DEEP = 4
"""How many words below the content's head a deed may stand and still be what the clause says."""
_PREDICATE = frozenset(
    {"dobj", "prep", "pobj", "xcomp", "pcomp", "attr", "acomp", "advcl", "conj", "acl", "oprd", "ccomp"}
)
_AHEAD = frozenset({"will", "'ll", "’ll", "would", "should", "can", "must", "shall"})


def has_deed(head: Token | None, deeds: frozenset[str], depth: int = 0) -> bool:
    """Say whether one of the deeds is what the clause of this head says."""
    if head is None or depth > _DEEP:
        return False
    if head.lemma_.lower() in deeds:
        return True
    return any(has_deed(child, deeds, depth + 1) for child in head.children if child.dep_ in _PREDICATE)


def blames(parts: Parts, who: Who) -> bool:
    """Say whether the content lays something blameworthy on another."""
    return (
        schemer(parts, who) is not None
        or adversary(parts, who) is not None
        or _is_wrong_of_another(parts)
        or blamed(parts, who) is not None
        or _is_mistreatment(parts)
    )


def is_deed_of_another(parts: Parts, who: Who) -> bool:
    """Say whether the content tells what somebody else, told who it is, has done or may have done."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or head.pos_ != "VERB" or syntax.is_passive(head) or parts.modal in _AHEAD:
        return False
    told = (is_identified(subject) or _claims(parts)) and (is_somebody(subject) or parts.speaks_of_itself())
    return told and is_another(subject, parts, who) and not syntax.is_negated(head)


def _is_mistreatment(parts: Parts) -> bool:
    """Say whether the content tells of wrong done without a doer: "that many were beaten"."""
    head = parts.head
    if head is None or not syntax.is_passive(head) or syntax.is_negated(head) or parts.modal in _AHEAD:
        return False
    return head.lemma_.lower() in words("acts_blame", "lemma", kind="wrong")


def _is_wrong_of_another(parts: Parts) -> bool:
    head, subject = parts.head, parts.subject
    if head is None or subject is None or parts.speaks_of_itself() or syntax.is_negated(head):
        return False
    return is_wrong(head)


def is_wrong(head: Token) -> bool:
    """Say whether a deed is told in words of untruth or unlawfulness: "had entered illegally", "spread false news"."""
    wrongs = words("acts_wrongs", "lemma")
    objects = [c for c in head.rights if c.dep_ in {"dobj", "attr"}]
    manners = [c for c in head.children if c.dep_ == "advmod"]
    manners += [c for noun in objects for c in noun.lefts if c.dep_ == "amod"]
    return head.pos_ == "VERB" and any(token.lower_ in wrongs for token in manners)


def blamed(parts: Parts, who: Who) -> Token | None:
    """Return the doer of a deed that blames whoever did it, known actor or not.

    That is somebody else than the source, told who it is or claimed by a cue that takes a side.
    """
    head = parts.head
    if head is None or head.pos_ not in {"VERB", "AUX"} or parts.modal in _AHEAD:
        return None
    for verb in _verbs(parts, head):
        if syntax.is_negated(verb):
            continue
        doer = _agent(verb) if syntax.is_passive(verb) else _subject(verb) or parts.subject
        if doer is None or not is_another(doer, parts, who) or not (is_identified(doer) or _claims(parts)):
            continue
        if _is_blameworthy(verb, doer, parts, who):
            return doer
    return None


def _verbs(parts: Parts, head: Token) -> Iterator[Token]:
    """Yield the content's main verb and those joined to it."""
    inside = {token.i for token in parts.content}
    yield from (verb for verb in syntax.with_conjuncts(head) if verb.i in inside and verb.pos_ in {"VERB", "AUX"})


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in syntax.SUBJECTS), None)


def _agent(head: Token) -> Token | None:
    by = next((child for child in head.rights if child.dep_ == "agent"), None)
    return next(iter(by.rights), None) if by is not None else None


def _is_blameworthy(verb: Token, doer: Token, parts: Parts, who: Who) -> bool:
    objects = [noun.lemma_.lower() for noun in _objects(verb)]
    done = [verb.lemma_.lower(), *_hidden(verb)]
    told = {*done, *objects, *(f"{deed} {noun}" for deed in done for noun in objects)}
    if told & words("acts_blame", "lemma", kind="wrong"):
        return True
    if _claims(parts) and any(_is_own(token, parts, who) for token in _details(verb)):
        return True
    if not is_somebody(doer):
        return False
    if verb.lemma_.lower() in words("acts_failures", "lemma"):
        return any(child.dep_ in {"xcomp", "dobj"} for child in verb.rights)
    if told & words("acts_blame", "lemma", kind="") or _hits(verb):
        return True
    return bool(told & words("acts_blame", "lemma", kind="force")) and is_blamed(parts, who)


def _hits(verb: Token) -> bool:
    """Say whether a verb of laying hand on somebody or something has what it is laid on."""
    if verb.lemma_.lower() not in words("acts_blame", "lemma", kind="hand"):
        return False
    urges = any(child.dep_ in {"xcomp", "ccomp"} for child in verb.rights)
    return not urges and any(c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "at") for c in verb.rights)


def _details(verb: Token) -> Iterator[Token]:
    """Yield a verb's objects and their possessives: whom and whose a deed hits."""
    for noun in _objects(verb):
        yield noun
        yield from (child for child in noun.lefts if child.dep_ == "poss")


def _hidden(verb: Token) -> Iterator[str]:
    """Yield the deed of a perfect that the parse takes for a thing had: "had fixed prices"."""
    if verb.lemma_ == "have":
        nouns = (child for child in verb.rights if child.dep_ == "dobj")
        yield from (t.lemma_.lower() for noun in nouns for t in noun.lefts if t.tag_ == "VBN" and t.i == verb.i + 1)


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in {"dobj", "xcomp"}:
            yield child


def is_blamed(parts: Parts, who: Who) -> bool:
    """Say whether a deed of force blames whoever did it.

    It does where the cue claims, or where the deed hits the source's own or those who must not be harmed.
    """
    if _claims(parts):
        return True
    victims = words("acts_victims", "lemma")
    subject = parts.subject
    told = [t for t in islice(parts.content, _FAR) if subject is None or t.i > subject.i]
    return any(token.lemma_.lower() in victims or _is_own(token, parts, who) for token in told)


def _claims(parts: Parts) -> bool:
    return any(token.lemma_.lower() in words("acts_claiming", "lemma") for token in parts.cue)


def _is_own(token: Token, parts: Parts, who: Who) -> bool:
    """Say whether a word names the source or its country: "its ships", "French ships", "their granaries"."""
    named = token.pos_ in {"PROPN", "ADJ"} or token.tag_ in {"PRP", "PRP$"}
    return named and who.same(who.at(token), parts.claim.actor)


def adversary(parts: Parts, who: Who) -> str | None:
    """Return the actor, not of the source's country, of whom the content states a blameworthy deed."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or syntax.is_negated(head) or syntax.is_passive(head):
        return None
    other = other_actor(who.at(subject), parts, who)
    if other is None or who.country(other) is None:
        return None
    if parts.modal in _AHEAD and head.lemma_.lower() not in words("acts_blame", "lemma"):
        return None
    strong = words("acts_blame", "lemma", kind="") | words("acts_blame", "lemma", kind="wrong")
    if has_deed(head, strong) or is_wrong(head):
        return other
    forced = has_deed(head, words("acts_blame", "lemma", kind="force"))
    return other if forced and is_blamed(parts, who) else None


def schemer(parts: Parts, who: Who) -> str | None:
    """Return the actor, not of the source's country, to whom the content lays a scheme or a deed.

    "a Russian plot to …", "a provocation by Russia".
    """
    deeds = words("acts_blame", "lemma")
    for noun in islice(parts.content, _FAR):
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in deeds:
            doers = [t for c in noun.children if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"]
            found = next((other for doer in doers if (other := other_actor(who.at(doer), parts, who))), None)
            if found is not None:
                return found
        if noun.lemma_.lower() in words("acts_schemes", "lemma") and has_deed(noun, deeds):
            owners = [child for child in noun.children if child.dep_ in {"amod", "poss", "compound"}]
            found = next((other for owner in owners if (other := other_actor(who.at(owner), parts, who))), None)
            if found is not None:
                return found
    return None
