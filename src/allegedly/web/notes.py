"""The notes in the margin: for each claim who says it, how, when, to whom, through whom, and what it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allegedly.records import Actor, Claim, Event, Figure, Moment, Party, Place, Reading
from allegedly.voice import called, voice_of


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as a note tells it: `who` and `whom` are names, else words, with the actor's id where there is one."""

    event: Event
    who: tuple[tuple[str, str | None], ...]
    whom: tuple[tuple[str, str | None], ...]
    moment: Moment | None
    place: Place | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A claim as the margin tells it.

    `name` is in whose name it is shown (`allegedly.voice`), `words` those of the report where they are other words,
    `counted` the name of whom a source that is left unnamed is counted with. `chain` are those
    who passed it on, the last first, each with the actor's id or None. `uncertain` says what was not found of what the
    reading needs, "" where nothing is missing.
    """

    claim: Claim
    name: str
    words: str
    counted: str
    actor: Actor | None
    target: Actor | None
    moment: Moment | None
    chain: tuple[tuple[str, str | None], ...]
    hedges: str
    answered_by: tuple[str, ...]
    deeds: tuple[Deed, ...]
    figures: tuple[Figure, ...]
    uncertain: str

    @property
    def number(self) -> str:
        """The number that the page shows: "7" for "c7"."""
        return number(self.claim.id)


def number(claim: str) -> str:
    """Return the number that the page shows for a claim."""
    return claim.removeprefix("c")


def notes(reading: Reading) -> dict[str, Note]:
    """Return the note of each claim by its id."""
    actors = {actor.id: actor for actor in reading.actors}
    moments = {moment.id: moment for moment in reading.moments}
    answers: defaultdict[str, list[str]] = defaultdict(list)
    for claim in reading.claims:
        if claim.answers:
            answers[claim.answers].append(claim.id)
    told: defaultdict[str | None, list[Deed]] = defaultdict(list)
    for deed in deeds(reading):
        told[deed.event.claim].append(deed)
    figures: defaultdict[str | None, list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        figures[figure.claim].append(figure)
    made = {}
    for claim in reading.claims:
        actor = actors.get(claim.actor or "")
        words = " … ".join(span.quote for span in claim.source)
        name = voice_of(claim, actor)
        made[claim.id] = Note(
            claim=claim,
            name=name or "somebody not named",
            words=words if words.casefold() != name.casefold() else "",
            counted=actor.name if actor and actor.name != name else "",
            actor=actor,
            target=actors.get(claim.target or ""),
            moment=moments.get(claim.moment or ""),
            chain=tuple((_named(relay.actor, relay.span.quote, actors), relay.actor) for relay in claim.relays[::-1]),
            hedges=", ".join(span.quote for span in claim.hedges),
            answered_by=tuple(answers[claim.id]),
            deeds=tuple(told[claim.id]),
            figures=tuple(figures[claim.id]),
            uncertain=uncertain(claim),
        )
    return made


def uncertain(claim: Claim) -> str:
    """Return why the reading of a claim is less than sure, "" where nothing speaks against it.

    The layers keep no probabilities; what they could not find of a claim says where to look twice.
    """
    if not claim.content:
        return "no words were found that say what is said"
    if claim.source_kind == "pronoun" and claim.actor is None:
        return f"it was not found who “{claim.source[0].quote if claim.source else 'that'}” is"
    if not claim.source and claim.source_kind != "outlet" and claim.quote != "direct":
        return "nobody was found who says so"
    return ""


def deeds(reading: Reading) -> list[Deed]:
    """Return the events with the names of all that they refer to."""
    actors = {actor.id: actor for actor in reading.actors}
    moments = {moment.id: moment for moment in reading.moments}
    places = {place.id: place for place in reading.places}
    figures = {figure.id: figure for figure in reading.figures}

    return [
        Deed(
            event=event,
            who=tuple(_party(party, actors) for party in event.actors),
            whom=tuple(_party(party, actors) for party in event.recipients),
            moment=moments.get(event.moment or ""),
            place=places.get(event.place or ""),
            figures=tuple(figures[key] for key in event.figures if key in figures),
        )
        for event in reading.events
    ]


def _party(party: Party, actors: Mapping[str, Actor]) -> tuple[str, str | None]:
    actor = actors.get(party.actor or "")
    known = (actor.name, actor.id, actor.kind) if actor else (None, None, None)
    return called(party.span.quote, *known), party.actor


def _named(actor: str | None, words: str, actors: Mapping[str, Actor]) -> str:
    return actors[actor].name if actor is not None and actor in actors else words


def ordered(found: Iterable[Note]) -> list[Note]:
    """Return the notes in the order of their claims' numbers in the text."""
    from allegedly.web.marking import anchor

    return sorted(found, key=lambda note: anchor(note.claim))
