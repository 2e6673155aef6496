"""What refers back to events that the text has reported: "condemned the launch", "the two countries fought"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from allegedly.reading import syntax
from allegedly.reading.events import frames
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.index import Index
from allegedly.records import Event, Party

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
BOTH = frozenset({"two", "both"})
REACH = 40
"""So many events back a noun can refer; one that is further away is too far for a reader as well."""


def resolved(one: Coded, before: Sequence[Coded], index: Index) -> Coded:
    """Return the event with the parties that a definite noun takes from the events `before` it, in text order."""
    event = one.event
    if event.type == "ACCUSE" and not any(party.actor for party in event.recipients):
        event = replace(event, recipients=_doer_of_deed(one.token, before, index) or event.recipients)
    if event.type == "ASSAULT" and not any(party.actor for party in event.actors):
        event = _of_both(event, one.token, before, index)
    return replace(one, event=event)


def _doer_of_deed(verb: Token, before: Sequence[Coded], index: Index) -> tuple[Party, ...]:
    """Return whose the deed is that somebody condemns: the noun stands for him, as he did it in an earlier event."""
    for deed in frames.objects(verb):
        if not any(child.dep_ == "det" and child.lower_ in DEFINITE for child in deed.children):
            continue
        done = next((each for each in reversed(before) if _is_same(deed, each)), None)
        actor = next((party.actor for party in done.event.actors if party.actor), None) if done else None
        if actor is not None:
            start, end = syntax.char_range(deed.doc, *syntax.noun_phrase(deed))
            return (Party(index.reading.span(start, end), actor),)
    return ()


def _is_same(deed: Token, earlier: Coded) -> bool:
    """Say whether a noun can name an earlier event: by its verb or type, or a launch by the weapon that is fired."""
    entry = frames.noun_of(deed)
    if not entry.classes & {"attack", "launching", "exercise"}:
        return False
    if earlier.token.lemma_.lower() == deed.lemma_.lower():
        return True
    if "launching" in entry.classes:
        return any("weapon" in frames.noun_of(fired).classes for fired in frames.objects(earlier.token))
    return entry.type == earlier.event.type


def _of_both(event: Event, verb: Token, before: Sequence[Coded], index: Index) -> Event:
    """Return the event with both parties on both sides where "the two countries" do it: those of an earlier event."""
    subject = next((each for each in frames.subjects(verb) if _is_pair(each)), None)
    pair = next((found for each in reversed(before) if len(found := _countries(each.event, index)) == 2), None)
    if subject is None or pair is None:
        return event
    span = index.reading.span(*syntax.char_range(subject.doc, *syntax.noun_phrase(subject)))
    first, second = (Party(span, actor) for actor in _as_introduced(pair, index))
    return replace(event, actors=(first, second), recipients=(second, first))


def _as_introduced(actors: list[str], index: Index) -> list[str]:
    """Return the actors in the order in which the text first speaks of their countries."""
    countries = {index.country(actor): actor for actor in actors}
    named = (index.country(mention.actor) for mention in index.reading.mentions)
    first = next((countries[country] for country in named if country in countries), actors[0])
    return sorted(actors, key=lambda actor: actor != first)


def _is_pair(noun: Token) -> bool:
    two = any(child.lower_ in BOTH for child in noun.children)
    return two and noun.tag_ == "NNS" and "pair" in frames.noun_of(noun).classes


def _countries(event: Event, index: Index) -> list[str]:
    """Return one actor for each country that takes part in an event; the country itself where it is known."""
    found: dict[str, str] = {}
    for party in (*event.actors, *event.recipients):
        country = index.country(party.actor)
        if country and party.actor:
            found.setdefault(country, country if country in index.actors else party.actor)
    return list(found.values())
