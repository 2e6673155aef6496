"""The events layer: who did what to whom, whether it happened, and under whose claim it is reported.

Types, modes and contexts are PLOVER's. A lexicon of patterns proposes ("launch" with an attack as its object), the
parse decides who does it and who suffers it (where it finds nobody who does it, a model learnt from tagged sentences
names him), tense and governing words whether it occurred. Speech acts such as
accusing and refusing are events too; what is agreed, asked, refused or threatened is no event of its own.
"""

from __future__ import annotations

from dataclasses import replace

from allegedly.reading.events.anaphora import REACH, resolved
from allegedly.reading.events.coding import Coded, code
from allegedly.reading.events.index import Index
from allegedly.reading.events.learnt import named
from allegedly.reading.language import sentences
from allegedly.records import Event, Reading

LONGEST = 400
"""A sentence of more tokens is no prose (a table, a list without stops), and the work grows faster than its length."""

__all__ = ["Coded", "coded", "proposed", "read"]


def read(reading: Reading) -> Reading:
    """Add the events, numbered in the order of the text."""
    events: list[Event] = [one.event for one in coded(reading)]
    return replace(reading, events=tuple(replace(event, id=f"e{n}") for n, event in enumerate(events, 1)))


def coded(reading: Reading) -> list[Coded]:
    """Return the events of the body (of title and deck where there is no body), each with what proposed it.

    A title says again what the report says, mostly without tense; so it is read only where nothing else is.
    """
    return named(proposed(reading), Index(reading))


def proposed(reading: Reading) -> list[Coded]:
    """Return the events as the rules alone read them; the models are trained on what these find."""
    if reading.parse is None:
        return []
    kinds = ("body",) if any(block.kind == "body" for block in reading.blocks) else ()
    index = Index(reading)
    prose = (sentence for sentence in sentences(reading, *kinds) if len(sentence) <= LONGEST)
    found = sorted((one for each in prose for one in code(each, index)), key=lambda one: one.event.trigger)
    for position, one in enumerate(found):
        found[position] = resolved(one, found[max(0, position - REACH) : position], index)
    return found
