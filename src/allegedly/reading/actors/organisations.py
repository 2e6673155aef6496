"""Organisations that the lexicon does not know, by the model's names and by what their names say of their kind."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.reading.actors.kinds import Kind
from allegedly.reading.actors.names import folded, slug
from allegedly.reading.actors.scene import Candidate, Scene
from allegedly.records import Actor

LONGEST = 8
"""A name of more tokens is a mistake of the model."""
DETERMINERS = frozenset({"the", "a", "an", "this", "that"})


def named(head: Token, kind: Kind | None, country: str | None, parent: Actor | None, scene: Scene) -> Candidate | None:
    """Return the organisation whose name a proper noun heads, None if it heads none; `parent` is whose part it is.

    What is all of its kind's words, "the Supreme Court", has no name of its own.
    """
    span = _name(head, scene)
    if span is None:
        return _again(head, scene) if kind is None else None
    first, end = span
    if kind is not None and not _own_words(head, first, kind, scene):
        return None
    text = scene.doc[first:end].text
    if not slug(text):
        return None
    actor_id = f"{country}.{slug(text)}" if country and kind and kind.kind == "institution" else slug(text)
    sectors = parent.sectors if parent else kind.sectors if kind else ()
    return Candidate(first, end, head.i, "name", Actor(actor_id, text, "organisation", country, sectors))


def _name(head: Token, scene: Scene) -> tuple[int, int] | None:
    """Return the tokens of the model's organisation around the head, without determiner and possessive."""
    doc = scene.doc
    if head.ent_type_ != "ORG" or head.pos_ != "PROPN":
        return None
    first, end = head.i, head.i + 1
    while first > 0 and doc[first].ent_iob_ == "I" and doc[first - 1].ent_type_ == "ORG":
        first -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    while first < head.i and doc[first].lower_ in DETERMINERS:
        first += 1
    if doc[end - 1].tag_ == "POS":
        end -= 1
    if end - first == 1 and (head.i in scene.place_countries or _is_where(head)):
        return None
    whole = doc[first:end].root.i == head.i and end - first <= LONGEST
    return (first, end) if whole and doc[first].text[:1].isupper() else None


def _is_where(head: Token) -> bool:
    """Say whether a name stands where a place would; the model takes small towns for organisations."""
    return head.dep_ == "pobj" and head.head.lower_ in {"in", "near", "to", "from", "outside"}


def _own_words(head: Token, first: int, kind: Kind, scene: Scene) -> bool:
    own = (scene.doc[i] for i in range(first, max(first, kind.first)))
    return head.text[:1].isupper() and any(t.pos_ == "PROPN" and t.i not in scene.matches for t in own)


def _again(head: Token, scene: Scene) -> Candidate | None:
    """Return the organisation of an earlier mention that the last word of its name recalls: "the Post"."""
    if head.pos_ != "PROPN" or not any(child.lower_ == "the" for child in head.lefts):
        return None
    word = folded(head.text)
    for candidate in scene.recent():
        actor = candidate.actor
        if actor and actor.kind == "organisation" and folded(actor.name).split()[-1:] == [word]:
            return Candidate(head.left_edge.i, head.i + 1, head.i, "name", actor)
    return None
