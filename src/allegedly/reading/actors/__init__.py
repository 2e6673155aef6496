"""The actors layer: who is meant by each name, noun phrase and pronoun that can act in politics.

Fills `reading.actors` and `reading.mentions`. A mention's span is the noun phrase without its clauses; spans may
nest ("Belarusian" in "the Belarusian army"). Other layers look mentions up with `MentionIndex`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.tokens import Token

from allegedly.reading.actors import names, persons
from allegedly.reading.actors.capitals import use_of
from allegedly.reading.actors.index import MentionIndex, mention_at
from allegedly.reading.actors.kinds import kind_of_phrase
from allegedly.reading.actors.names import Match, kind_of, members
from allegedly.reading.actors.phrases import belongs, interpret, nearby
from allegedly.reading.actors.references import PRONOUNS, antecedent
from allegedly.reading.actors.scene import Candidate, Scene, extent, reported
from allegedly.reading.syntax import char_range
from allegedly.records import Actor, Mention, Reading

__all__ = ["MentionIndex", "mention_at", "read"]

DOMINANT = 1.5
"""A text is about one country if it names that so many times as often as the next."""
MOST_COORDINATED = 6
"""Adjectives of a chain are followed up so far."""


def read(reading: Reading) -> Reading:
    """Add the actors and their mentions; the reading as it is where there is no parse."""
    if reading.parse is None:
        return reading
    scene = _scene(reading)
    kept = reported(reading)
    persons.find(scene, kept)
    by_head = {candidate.head: candidate for candidate in scene.persons}
    for token in reading.parse:
        if kept is None or token.i in kept:
            candidate = by_head.get(token.i) or _mention(token, scene)
            if candidate is not None:
                scene.history.append(candidate)
    return replace(reading, actors=_actors(scene), mentions=_mentions(reading, scene))


def _scene(reading: Reading) -> Scene:
    doc = reading.parse
    if doc is None:
        raise ValueError("a scene needs a parse; run the language layer first")
    scene = Scene(doc, reading.document.published or "")
    words = names.words_of(doc)
    matches = names.find(doc, words)
    scene.leaders = persons.leaders(doc, words, matches)
    led = {i for first, end in scene.leaders for i in range(first, end)}
    for match in matches:
        if match.first not in led:
            scene.matches.update(dict.fromkeys(range(match.first, match.end), match))
    named = Counter(match.name.actor.country for match in matches if match.name.actor.country)
    most = named.most_common(2)
    scene.focus = most[0][0] if most else None
    scene.dominated = len(most) == 1 or (len(most) == 2 and most[0][1] >= DOMINANT * most[1][1])
    for place in reading.places:
        tokens = doc.char_span(place.span.start, place.span.end, alignment_mode="expand") if place.country else None
        if tokens is not None and place.country:
            scene.place_countries.update(dict.fromkeys(range(tokens.start, tokens.end), place.country))
    return scene


def _mention(token: Token, scene: Scene) -> Candidate | None:
    if token.i in scene.taken:
        return None
    match = scene.matches.get(token.i)
    if match is not None:
        return _named(token, match, scene) if token.i == _head(match, scene) else None
    if token.lower_ in PRONOUNS and token.pos_ in {"PRON", "DET"}:
        actor = antecedent(token, scene)
        return Candidate(token.i, token.i + 1, token.i, "pronoun", actor)
    if token.i in scene.place_countries and token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        return Candidate(token.i, token.i + 1, token.i, "metonym", kind_of(scene.place_countries[token.i], "CVL"))
    if token.tag_ in {"NN", "NNS", "NNP", "NNPS"} and token.dep_ not in {"compound", "npadvmod"}:
        return interpret(token, scene)
    return None


def _head(match: Match, scene: Scene) -> int:
    return int(scene.doc[match.first : match.end].root.i)


def _named(head: Token, match: Match, scene: Scene) -> Candidate | None:
    name, actor = match.name, match.name.actor
    first, end = match.first, match.end
    if name.kind == "metonym" and name.place:
        return _capital(head, match)
    if name.kind == "demonym" and _noun_above(head) is not None:
        return Candidate(first, end, head.i, "demonym", _lent(head, actor))
    if name.kind == "demonym":
        return Candidate(extent(head)[0], end, head.i, "demonym", _people(head, first, actor, scene))
    if actor.kind in {"alliance", "bloc"}:
        actor = replace(actor, members=members(actor.id, scene.year))
    return Candidate(first, end, head.i, name.kind, actor)


def _noun_above(head: Token) -> Token | None:
    """Return the noun after an adjective that it belongs to, through those that it is coordinated with."""
    start = head.i
    for _ in range(MOST_COORDINATED):
        if head.dep_ == "conj" or (head.dep_ in {"amod", "compound", "nmod"} and head.pos_ in {"ADJ", "PROPN"}):
            head = head.head
        else:
            break
    return head if head.pos_ in {"NOUN", "PROPN"} and head.i > start else None


def _lent(head: Token, actor: Actor) -> Actor:
    """Return whom a coordinated adjective means: "Hungarian" in "Hungarian and Romanian officials"."""
    noun = _noun_above(head)
    coordinated = head.dep_ == "conj" or any(child.dep_ == "conj" for child in head.rights)
    if noun is None or not coordinated or not actor.country:
        return actor
    kind = kind_of_phrase(noun, extent(noun)[0])
    return kind_of(actor.country, *kind.sectors) if kind and kind.sectors else actor


def _people(head: Token, first: int, actor: Actor, scene: Scene) -> Actor:
    """Return the people that a demonym by itself means; a community is that of the country beside it."""
    left = extent(head)[0]
    ethnic = any(token.lower_ == "ethnic" for token in scene.doc[left:first])
    beside = next((scene.matches[i].name.actor for i in range(left, first) if i in scene.matches), None)
    if beside is None and (ethnic or actor.kind == "group"):
        found = belongs(head, first, scene)
        country = found.country if found.country != actor.country else None
        country = country or (nearby(head, scene).country if ethnic else None)
        return kind_of(country, "CVL") if country else actor
    if beside is not None and beside.country:
        return kind_of(beside.country, "CVL")
    if actor.kind == "state" and (head.tag_ in {"NNS", "NNPS", "NN"} or any(c.lower_ == "the" for c in head.lefts)):
        return kind_of(actor.country, "CVL")
    return actor


def _capital(head: Token, match: Match) -> Candidate | None:
    use = use_of(head)
    if use == "place":
        return None
    actor = match.name.actor
    if use == "people" and actor.sectors != ("CVL",):
        actor = kind_of(actor.country, "CVL")
    return Candidate(match.first, match.end, head.i, "metonym", actor)


def _actors(scene: Scene) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for candidate in scene.history:
        if candidate.actor is not None:
            found.setdefault(candidate.actor.id, candidate.actor)
    return tuple(found.values())


def _mentions(reading: Reading, scene: Scene) -> tuple[Mention, ...]:
    found = []
    for candidate in scene.history:
        start, end = char_range(scene.doc, candidate.first, candidate.end)
        actor = candidate.actor.id if candidate.actor else None
        found.append(Mention(reading.span(start, end), candidate.kind, actor))
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))
