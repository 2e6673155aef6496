"""Whom a content speaks of: the source itself, somebody else who can be blamed, or nobody in particular."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading.actors.kinds import WINDOW, kind_of_phrase
from allegedly.reading.acts.parts import Parts, Who

_PERSONS = frozenset({"he", "she", "they", "you", "who"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_VAGUE = frozenset({"a", "an", "some", "several", "many", "any", "no", "one", "unidentified", "unknown", "unnamed"})


def is_itself(parts: Parts, who: Who) -> bool:
    """Say whether the content speaks of the source; a pronoun that is known to mean another does not.

    Nor does "it" where the source is a person, nor "she" where it is several.
    """
    subject = parts.subject
    if subject is None:
        return parts.speaks_of_itself()
    actor = who.at(subject)
    if not parts.speaks_of_itself():
        return _is_named(actor, who) and actor == parts.claim.actor and subject.pos_ != "PRON"
    if subject.lower_ == "it" and _is_by_person(parts, who):
        return False
    if subject.lower_ in {"he", "she", "it"} and parts.is_by_several:
        return False
    return other_actor(actor, parts, who) is None


def _is_named(actor_id: str | None, who: Who) -> bool:
    """Say whether an actor is a particular one, and no kind of people known by its sector alone."""
    actor = who.actor(actor_id)
    return actor is not None and actor.kind != "generic"


def _is_by_person(parts: Parts, who: Who) -> bool:
    actor = who.actor(parts.claim.actor)
    told = {word.lower() for span in parts.claim.source for word in span.quote.split()}
    return (actor is not None and actor.kind == "person") or bool(told & (_PERSONS | {"i", "we"}))


def other_actor(actor: str | None, parts: Parts, who: Who) -> str | None:
    """Return the actor if it is certainly another than the claim's source."""
    source = parts.claim.actor
    return actor if actor is not None and source is not None and not who.same(actor, source) else None


def is_another(token: Token, parts: Parts, who: Who) -> bool:
    """Say whether a subject is somebody else than the source, known or not.

    Whoever speaks for a state is not another than those who do so too, nor an army than soldiers.
    """
    actor, source = who.at(token), parts.claim.actor
    if parts.speaks_of_itself() and token == parts.subject and actor is None:
        return token.lower_ in {"he", "she"} and parts.is_by_several
    if actor is None or source is None:
        return True
    if who.is_armed(source) and who.is_armed(actor) and who.country(actor) is None:
        return False
    return actor != source and not (who.same(actor, source) and who.is_state(actor) and who.is_state(source))


def is_somebody(token: Token) -> bool:
    """Say whether a word stands for people, a body or a state: who can be blamed for leaving something undone."""
    if token.lower_ in _PERSONS or token.ent_type_ in _NAMES:
        return True
    if token.lemma_.lower() in words("acts_persons", "lemma"):
        return True
    return (
        token.pos_ in {"NOUN", "PROPN"} and kind_of_phrase(token, max(token.left_edge.i, token.i - WINDOW)) is not None
    )


def is_identified(token: Token) -> bool:
    """Say whether a word tells who it is: no "gunmen", "a man", "some of them"."""
    vague = any(child.lower_ in _VAGUE for child in token.lefts)
    return not vague and token.lemma_.lower() not in words("acts_nameless", "lemma")
