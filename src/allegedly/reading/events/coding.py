"""From the triggers of a sentence to coded events."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from allegedly.reading.events import circumstances, frames, parties
from allegedly.reading.events.index import Index
from allegedly.reading.events.patterns import Pattern
from allegedly.reading.events.status import status
from allegedly.reading.events.triggers import MUST, Trigger, find
from allegedly.reading.syntax import char_range
from allegedly.records import Event, Party, Span, Status

PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT"})
PRONOUNS = frozenset({"i", "you", "we", "me", "us", "he", "she", "they", "him", "her", "them", "it", "who", "someone"})
ANYONE = frozenset({"anyone", "anybody", "those", "readers", "viewers"})
NEAR = 8
"""The object belongs to the trigger's span where it follows the verb within so many tokens."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with the token and the pattern that proposed it (the benchmarks and exports ask for them)."""

    event: Event
    token: Token
    pattern: Pattern


def code(sentence: Tokens, index: Index) -> list[Coded]:
    """Return the events of a sentence in the order of the text; their ids are left empty."""
    triggers = [trigger for trigger in find(sentence) if trigger.pattern.type != "NONE" and not _is_appeal(trigger)]
    if not triggers:
        return []
    contexts = circumstances.contexts([token.lemma_.lower() for token in sentence])
    found = [Coded(_event(trigger, contexts, index), trigger.token, trigger.pattern) for trigger in triggers]
    return [one for one in found if _is_somebodys(one.event)]


def _is_appeal(trigger: Trigger) -> bool:
    """Say whether it is the outlet's own appeal to its readers: "anyone with information is asked to call"."""
    asked = trigger.pattern.type == "REQUEST" and frames.is_passive(trigger.token)
    return asked and any(subject.lower_ in ANYONE for subject in frames.objects(trigger.token))


def _is_somebodys(event: Event) -> bool:
    """Say whether a known actor takes part; of force, arrest and protest it is enough that anybody is named."""
    parties_of = (*event.actors, *event.recipients)
    if any(party.actor for party in parties_of):
        return True
    return event.type in PHYSICAL and any(party.span.quote.lower() not in PRONOUNS for party in parties_of)


def _event(trigger: Trigger, contexts: tuple[str, ...], index: Index) -> Event:
    span = _span(trigger, index)
    done_by = parties.actors(trigger, index)
    claim = index.claim_around(span)
    clause = circumstances.clause_range(trigger.token)
    return Event(
        id="",
        type=trigger.pattern.type,
        trigger=span,
        mode=trigger.pattern.mode or _mode_of_object(trigger),
        contexts=contexts,
        actors=done_by,
        recipients=_answered(trigger, span, index) or parties.recipients(trigger, done_by, index),
        status=_status(trigger, denied=index.is_denied(claim), withheld=index.is_withheld(claim)),
        claim=claim.id if claim else None,
        place=circumstances.place(clause, index),
        moment=circumstances.moment(clause, index),
        figures=circumstances.figures(clause, index),
    )


def _answered(trigger: Trigger, span: Span, index: Index) -> tuple[Party, ...]:
    """Return whose claim a denial answers, where the attribution layer found the claim: he is whom it rejects."""
    if trigger.pattern.type != "REJECT" or trigger.pattern.absorbs:
        return ()
    answered = index.answered_at(span)
    return (Party(answered.source[0], answered.actor),) if answered and answered.source and answered.actor else ()


def _status(trigger: Trigger, *, denied: bool, withheld: bool) -> Status:
    found = status(trigger)
    if withheld and found in {"occurred", "ongoing"}:
        return "hypothetical"
    if denied and found != "future":
        return "negated"
    return found


def _mode_of_object(trigger: Trigger) -> str | None:
    if trigger.object is None:
        return None
    entry = frames.noun_of(trigger.object)
    return entry.mode if entry.type == trigger.pattern.type else None


def _span(trigger: Trigger, index: Index) -> Span:
    """Return the trigger's words: verb with particle and object, predicate with its "is", noun with its compound."""
    token, rest = trigger.token, trigger.pattern.rest
    first = last = token.i
    for child in token.children:
        if child.i == last + 1 and (child.dep_ == "prt" or (child.dep_ == "advmod" and child.lower_ in rest)):
            last = child.i
        if trigger.is_noun and child.dep_ == "compound" and child.i == first - 1 and not child.ent_type_:
            first = child.i
    if trigger.object is not None and last < trigger.object.i <= last + NEAR and trigger.pattern is not MUST:
        last = trigger.object.i
    return index.reading.span(*char_range(token.doc, first, last + 1))
