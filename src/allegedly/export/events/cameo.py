"""Dyads with CAMEO's root codes, in the columns of the Phoenix data, and after them ours.

Phoenix (Open Event Data Alliance, 2014) is tab-separated, one row for each source and target of an event, like ICEWS
and GDELT. Its files have no header; these have one. Only root codes are told apart: the code of an event is its
root's "not specified below" (19, 190). `lexicon/cameo.tsv` says which PLOVER event has which root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from allegedly.export.events import columns
from allegedly.export.events.cells import line
from allegedly.export.events.codes import Root
from allegedly.export.events.codes import cameo as root_of
from allegedly.export.events.columns import Column
from allegedly.export.events.plain import Plain, plain
from allegedly.export.events.reported import Part, Reported

ABROAD = ("IGO", "NGO", "IMG", "MNC")
"""Sectors that stand where others have a country."""
ROLES = frozenset({"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"})
"""Sectors that Phoenix has for a role; all others are attributes."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """One source and one target of an event, either None where nobody is named, and its CAMEO root."""

    row: Plain
    root: Root
    source: Part | None
    target: Part | None


@dataclass(frozen=True, slots=True)
class Coded:
    """An actor in CAMEO's code: country or kind of organisation, role, and what else is known."""

    entity: str
    role: str
    attributes: tuple[str, ...]

    @property
    def full(self) -> str:
        """All of it in one: BLRGOVMIL."""
        return "".join((self.entity, self.role, *self.attributes))


def write(events: Iterable[Reported], file: TextIO, *, every_status: bool = False) -> int:
    """Write the dyads of the events; return how many. Types are as in `allegedly.export.events.plain`."""
    return columns.write(COLUMNS, dyads(events, every_status=every_status), file, delimiter="\t", cell=line)


def dyads(events: Iterable[Reported], *, every_status: bool = False) -> Iterator[Dyad]:
    """Yield each pair of source and target once, but nobody with himself; a missing side is None."""
    for row in plain(events, every_status=every_status):
        root = root_of(row.type, row.mode, row.event.event.trigger.quote)
        if root is None:
            continue
        for source in row.event.actors or (None,):
            for target in row.event.recipients or (None,):
                if source is None or target is None or not _same(source, target):
                    yield Dyad(row, root, source, target)


def _same(one: Part, other: Part) -> bool:
    return one.span == other.span or (one.actor is not None and one.actor == other.actor)


def coded(part: Part | None) -> Coded:
    """Return the actor's code, empty where nothing is known of it."""
    sectors = part.sectors if part else ()
    abroad = next((sector for sector in sectors if sector in ABROAD), "")
    entity = (part.country if part else None) or abroad
    rest = tuple(sector for sector in sectors if sector != entity)
    role = rest[0] if rest and rest[0] in ROLES else ""
    return Coded(entity, role, rest[1:] if role else rest)


def _side(side: str, part: Callable[[Dyad], Part | None]) -> tuple[Column[Dyad], ...]:
    return (
        Column(f"{side}ActorFull", lambda dyad: coded(part(dyad)).full),
        Column(f"{side}ActorEntity", lambda dyad: coded(part(dyad)).entity),
        Column(f"{side}ActorRole", lambda dyad: coded(part(dyad)).role),
        Column(f"{side}ActorAttribute", lambda dyad: ";".join(coded(part(dyad)).attributes)),
    )


def _words(side: str, part: Callable[[Dyad], Part | None]) -> tuple[Column[Dyad], ...]:
    def of(value: Callable[[Part], str | int | None]) -> Callable[[Dyad], str | int | None]:
        def found(dyad: Dyad) -> str | int | None:
            one = part(dyad)
            return value(one) if one else None

        return found

    return (
        Column(f"{side}Name", of(lambda one: one.name)),
        Column(f"{side}Actor", of(lambda one: one.actor.id if one.actor else None)),
        Column(f"{side}Words", of(lambda one: one.span.quote)),
        Column(f"{side}Start", of(lambda one: one.span.start)),
        Column(f"{side}End", of(lambda one: one.span.end)),
    )


def _date(name: str, length: int, start: int = 0) -> Column[Dyad]:
    return Column(name, lambda dyad: (dyad.row.day or "").replace("-", "")[start : start + length])


def _event(name: str, value: Callable[[Reported], str | int | float | None]) -> Column[Dyad]:
    return Column(name, lambda dyad: value(dyad.row.event))


PHOENIX: tuple[Column[Dyad], ...] = (
    Column("EventID", lambda dyad: dyad.row.event.id),
    _date("Date", 8),
    _date("Year", 4),
    _date("Month", 2, 4),
    _date("Day", 2, 6),
    *_side("Source", lambda dyad: dyad.source),
    *_side("Target", lambda dyad: dyad.target),
    Column("EventCode", lambda dyad: f"{dyad.root.code}0"),
    Column("EventRootCode", lambda dyad: dyad.root.code),
    Column("QuadClass", lambda dyad: dyad.root.quad),
    Column("GoldsteinScore", lambda dyad: dyad.root.goldstein),
    _event("Issues", lambda event: ";".join(event.event.contexts)),
    _event("Lat", lambda event: event.place.lat if event.place else None),
    _event("Lon", lambda event: event.place.lon if event.place else None),
    _event("LocationName", lambda event: event.place.name if event.place else None),
    _event("StateName", lambda event: _state(event)),
    _event("CountryCode", lambda event: event.place.country if event.place else None),
    _event("SentenceID", lambda event: f"{event.document.id}_{event.passage.start}"),
    _event("URLs", lambda event: event.document.url),
    _event("NewsSources", lambda event: event.document.outlet),
)
"""Phoenix's own columns, in the order of its files."""
OURS: tuple[Column[Dyad], ...] = (
    _event("Document", lambda event: event.document.id),
    _event("Event", lambda event: event.event.id),
    Column("PloverType", lambda dyad: dyad.row.type),
    Column("PloverMode", lambda dyad: dyad.row.mode),
    _event("ReportedType", lambda event: event.event.type),
    _event("Status", lambda event: event.event.status),
    _event("Trigger", lambda event: event.event.trigger.quote),
    _event("TriggerStart", lambda event: event.event.trigger.start),
    _event("TriggerEnd", lambda event: event.event.trigger.end),
    *_words("Source", lambda dyad: dyad.source),
    *_words("Target", lambda dyad: dyad.target),
    _event("AccordingTo", lambda event: event.according_to),
    _event("Voice", lambda event: event.voice),
    _event("Act", lambda event: event.claim.act if event.claim else None),
    _event("Claim", lambda event: event.claim.id if event.claim else None),
    _event("ClaimActor", lambda event: event.source.id if event.source else None),
    _event("ClaimCountry", lambda event: event.source.country if event.source else None),
    _event("QuotedBy", lambda event: ";".join(event.quoted_by)),
    _event("DeniedBy", lambda event: ";".join(event.denied_by)),
    _event("Verdict", lambda event: event.said),
    _event("PublicationDate", lambda event: event.published_day),
)
"""Where each event stands, and under whose word: what Phoenix has no columns for."""
COLUMNS = PHOENIX + OURS


def _state(event: Reported) -> str | None:
    return event.place.name if event.place and event.place.feature == "ADM1" else None
