"""An event with all that its document says around it: what every form of the table is made of.

Pure functions over a reading: nothing here knows the ledger, or in which form the events will be written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from allegedly.records import Actor, Block, Claim, Document, Event, Figure, Moment, Party, Place, Reading, Span
from allegedly.voice import OUTLET, voice_of

_NESTED = 10
"""Claims within claims are followed so far out; no reporter nests deeper, and a circle must end."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who does or suffers the event: the words, and the actor that they stand for."""

    span: Span
    actor: Actor | None

    @property
    def name(self) -> str:
        """The actor's name, or the words where nobody was found for them."""
        return self.actor.name if self.actor else self.span.quote

    @property
    def country(self) -> str | None:
        """The actor's country, ISO 3166-1 alpha-3."""
        return self.actor.country if self.actor else None

    @property
    def sectors(self) -> tuple[str, ...]:
        """The actor's PLOVER sectors, the primary one first."""
        return self.actor.sectors if self.actor else ()


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what the whole document names, each once, in the order of the text."""

    people: tuple[str, ...]
    organisations: tuple[str, ...]
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """An event as it is reported. `claim` and `source` are None in the outlet's own voice.

    `quoted_by` are the sources in whose words that claim stands, from the inside out; `denied_by` those who deny it in
    the same document. `passage` is the paragraph of the trigger. `verdict` is what a person said of the event in the
    ledger ("confirm", "reject", "amend"), `said` the same in words.
    """

    document: Document
    event: Event
    passage: Span
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    claim: Claim | None
    source: Actor | None
    quoted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    place: Place | None
    moment: Moment | None
    figures: tuple[Figure, ...]
    named: Named
    verdict: str | None = None
    said: str | None = None

    @property
    def id(self) -> str:
        """The event's id among all documents."""
        return f"{self.document.id}-{self.event.id}"

    @property
    def day(self) -> str | None:
        """The first day of the event's moment, else the day of publication; a month or a year if no more is known."""
        return _day((self.moment.start or self.moment.end) if self.moment else None) or _day(self.document.published)

    @property
    def published_day(self) -> str | None:
        """The day of publication."""
        return _day(self.document.published)

    @property
    def last_day(self) -> str | None:
        """The last day of the event's moment, else the day of publication."""
        return _day((self.moment.end or self.moment.start) if self.moment else None) or _day(self.document.published)

    @property
    def dated_by(self) -> str | None:
        """Whether the day is that of the event's "moment" or that on which its report was "published"."""
        if self.moment and (self.moment.start or self.moment.end):
            return "moment"
        return "published" if self.document.published else None

    @property
    def according_to(self) -> str:
        """Who says so: the name or the words of the claim's source, the outlet's name in its own voice."""
        if self.claim is None or self.claim.source_kind == "outlet":
            return self.document.outlet or OUTLET
        return _speaker(self.claim, self.source)

    @property
    def voice(self) -> Literal["source", "outlet"]:
        """Whether a source says it, or the outlet itself."""
        return "source" if self.claim and self.claim.source_kind != "outlet" else "outlet"

    @property
    def source_words(self) -> str | None:
        """The words that name the source, their pieces joined by " … "."""
        return " … ".join(span.quote for span in self.claim.source) or None if self.claim else None


def reported(reading: Reading) -> Iterator[Reported]:
    """Yield the events of a reading, in the order of the text."""
    around = Around(reading)
    for event in reading.events:
        yield around.reported(event)


class Around:
    """A reading's records by id and by place, so that its events are joined with them in no time."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.events = {event.id: event for event in reading.events}
        self._actors = {actor.id: actor for actor in reading.actors}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._places = {place.id: place for place in reading.places}
        self._moments = {moment.id: moment for moment in reading.moments}
        self._figures = {figure.id: figure for figure in reading.figures}
        self._blocks: list[Block] = sorted(reading.blocks, key=lambda block: block.span)
        self._starts = [block.span.start for block in self._blocks]

    def reported(self, event: Event, verdict: str | None = None, said: str | None = None) -> Reported:
        """Return an event of the reading with what stands around it."""
        claim = self._claims.get(event.claim or "")
        return Reported(
            document=self.reading.document,
            event=event,
            passage=self._passage(event.trigger),
            actors=tuple(map(self._part, event.actors)),
            recipients=tuple(map(self._part, event.recipients)),
            claim=claim,
            source=self._actors.get(claim.actor or "") if claim else None,
            quoted_by=tuple(map(self._speaker, self._outward(claim))),
            denied_by=self._denied_by(claim),
            place=self._places.get(event.place or ""),
            moment=self._moments.get(event.moment or ""),
            figures=tuple(self._figures[figure] for figure in event.figures if figure in self._figures),
            named=self._named,
            verdict=verdict,
            said=said,
        )

    def _part(self, party: Party) -> Part:
        return Part(party.span, self._actors.get(party.actor or ""))

    def _passage(self, trigger: Span) -> Span:
        at = bisect_right(self._starts, trigger.start) - 1
        if at >= 0 and self._blocks[at].span.contains(trigger):
            return self._blocks[at].span
        return trigger

    def _speaker(self, claim: Claim) -> str:
        return _speaker(claim, self._actors.get(claim.actor or ""))

    def _outward(self, claim: Claim | None) -> Iterator[Claim]:
        for _ in range(_NESTED):
            claim = self._claims.get(claim.parent or "") if claim else None
            if claim is None:
                return
            yield claim

    @cached_property
    def _denials(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for claim in self.reading.claims:
            if claim.answers and claim.act == "deny":
                found.setdefault(claim.answers, []).append(self._speaker(claim))
        return {answered: tuple(dict.fromkeys(names)) for answered, names in found.items()}

    def _denied_by(self, claim: Claim | None) -> tuple[str, ...]:
        return self._denials.get(claim.id, ()) if claim else ()

    @cached_property
    def _named(self) -> Named:
        actors, places = self.reading.actors, self.reading.places
        return Named(
            people=_once(actor.name for actor in actors if actor.kind == "person"),
            organisations=_once(
                a.name for a in actors if a.kind in {"institution", "organisation", "alliance", "bloc"}
            ),
            locations=_once(p.name or p.span.quote for p in places if p.kind in {"literal", "metonym", "region"}),
        )


def _speaker(claim: Claim, actor: Actor | None) -> str:
    return voice_of(claim, actor) or "nobody named"


def _once(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
