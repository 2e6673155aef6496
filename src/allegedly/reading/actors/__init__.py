"""The actors layer: who is meant by each name, noun phrase and pronoun that can act in politics.

Fills `reading.actors` and `reading.mentions`. A mention's span is the noun phrase without its clauses; spans may
nest ("Belarusian" in "the Belarusian army"). Other layers look mentions up with `MentionIndex`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from allegedly.reading.actors import names, persons
from allegedly.reading.actors.capitals import use_of
from allegedly.reading.actors.index import MentionIndex, mention_at
from allegedly.reading.actors.names import Match, kind_of, members
from allegedly.reading.actors.phrases import interpret
from allegedly.reading.actors.references import PRONOUNS, antecedent
from allegedly.reading.actors.scene import Candidate, Scene, extent, reported
from allegedly.reading.syntax import char_range
from allegedly.records import Actor, Mention, Reading

__all__ = ["MentionIndex", "mention_at", "read"]


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
    matches = names.find(doc)
    scene.leaders = persons.leaders(doc, matches)
    led = {i for first, end in scene.leaders for i in range(first, end)}
    for match in matches:
        if match.first not in led:
            scene.matches.update(dict.fromkeys(range(match.first, match.end), match))
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
    if name.kind == "demonym" and head.dep_ in {"amod", "compound", "nmod"} and head.head.i >= end:
        return Candidate(first, end, head.i, "demonym", actor)
    if actor.kind == "state" and name.kind == "demonym":
        people = kind_of(actor.country, "CVL") if head.tag_ in {"NNS", "NNPS", "NN"} or _is_people(head) else actor
        return Candidate(extent(head)[0], end, head.i, "demonym", people)
    if actor.kind == "group":
        of = next((scene.matches[i].name.actor for i in range(extent(head)[0], first) if i in scene.matches), None)
        actor = kind_of(of.country, "CVL") if of and of.country else actor
        return Candidate(extent(head)[0], end, head.i, "demonym", actor)
    if actor.kind in {"alliance", "bloc"}:
        actor = replace(actor, members=members(actor.id, scene.year))
    return Candidate(first, end, head.i, name.kind, actor)


def _is_people(head: Token) -> bool:
    return any(child.lower_ == "the" for child in head.lefts)


def _capital(head: Token, match: Match) -> Candidate | None:
    use = use_of(head)
    if use == "place":
        return None
    government = match.name.actor
    actor = government if use == "government" else kind_of(government.country, "CVL")
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
