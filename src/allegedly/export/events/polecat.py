"""The columns of POLECAT's yearly and weekly files, and after them ours: under whose word each event stands.

POLECAT (Halterman, Bagozzi, Beger, Schrodt and Scarborough, "PLOVER and POLECAT", 2023) is tab-separated text with a
header, one row an event; several values of a cell are separated by "; ", and "None" stands for what there is not.
Columns that we have no values for stay in their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TextIO

from allegedly import __version__
from allegedly.export.events import columns
from allegedly.export.events.cells import Value, line
from allegedly.export.events.codes import MISSING, cow, quad
from allegedly.export.events.columns import Column
from allegedly.export.events.plain import Plain, plain
from allegedly.export.events.reported import Part, Reported
from allegedly.records import Place


def write(events: Iterable[Reported], file: TextIO, *, every_status: bool = False) -> int:
    """Write the events with POLECAT's columns; return how many.

    Types are those of a coding that knows no status, and what is no event to such a coding is left out; with
    `every_status` types are the ledger's, and all events are written.
    """
    rows = plain(events, every_status=every_status)
    return columns.write(COLUMNS, rows, file, delimiter="\t", cell=partial(line, missing=MISSING))


def _parties(side: str, parts: Callable[[Reported], tuple[Part, ...]]) -> tuple[Column[Plain], ...]:
    def each(value: Callable[[Part], str | None]) -> Callable[[Plain], Value]:
        return lambda row: tuple(value(part) for part in parts(row.event))

    return (
        Column(f"{side} Name", each(lambda part: part.name)),
        Column(f"{side} Country", each(lambda part: part.country)),
        Column(f"{side} COW", each(lambda part: cow(part.country))),
        Column(f"Primary {side} Sector", each(lambda part: part.sectors[0] if part.sectors else None)),
        Column(f"{side} Sectors", each(lambda part: "|".join(part.sectors))),
        Column(f"{side} Title", each(lambda part: part.actor.role if part.actor else None)),
        Column(f"{side} Name Raw", each(lambda part: part.span.quote)),
        Column(f"Wikipedia {side} ID", lambda _: None),
    )


def _place(name: str, value: Callable[[Place], Value]) -> Column[Plain]:
    return Column(name, lambda row: value(row.event.place) if row.event.place else None)


def _of_feature(name: str, feature: str) -> Column[Plain]:
    return _place(name, lambda place: place.name if (place.feature or "").startswith(feature) else None)


POLECAT: tuple[Column[Plain], ...] = (
    Column("Event ID", lambda row: f"{row.event.document.id}_{row.event.event.id}_{row.type}"),
    Column("Event Date", lambda row: row.day),
    Column("Event Type", lambda row: row.type),
    Column("Event Mode", lambda row: row.mode),
    Column("Intensity", lambda _: None),
    Column("Quad Code", lambda row: (quad(row.type) or "").upper()),
    Column("Contexts", lambda row: row.event.event.contexts),
    *_parties("Actor", lambda event: event.actors),
    *_parties("Recipient", lambda event: event.recipients),
    _place("Placename", lambda place: place.name),
    _of_feature("City", "PPL"),
    _of_feature("District", "ADM2"),
    _of_feature("Province", "ADM1"),
    _place("Country", lambda place: place.country),
    _place("Latitude", lambda place: place.lat),
    _place("Longitude", lambda place: place.lon),
    _place("GeoNames ID", lambda place: place.geonameid),
    _place("Raw Placename", lambda place: place.span.quote),
    _place("Feature Type", lambda place: place.feature),
    Column("Source", lambda row: row.event.document.outlet),
    Column("Publication Date", lambda row: row.event.published_day),
    Column("Story People", lambda row: row.event.named.people),
    Column("Story Organizations", lambda row: row.event.named.organisations),
    Column("Story Locations", lambda row: row.event.named.locations),
    Column("Language", lambda row: row.event.document.language),
    Column("Version", lambda _: f"allegedly-{__version__}"),
)
"""POLECAT's own columns, in the order of its files. Those since 2024 call "Intensity" "Event Intensity"."""
OURS: tuple[Column[Plain], ...] = (
    Column("Headline", lambda row: row.event.document.title),
    Column("URL", lambda row: row.event.document.url),
    Column("Document", lambda row: row.event.document.id),
    Column("Document Event", lambda row: row.event.event.id),
    Column("Status", lambda row: row.event.event.status),
    Column("Reported Type", lambda row: row.event.event.type),
    Column("Trigger", lambda row: row.event.event.trigger.quote),
    Column("Trigger Start", lambda row: row.event.event.trigger.start),
    Column("Trigger End", lambda row: row.event.event.trigger.end),
    Column("According To", lambda row: row.event.according_to),
    Column("Voice", lambda row: row.event.voice),
    Column("Act", lambda row: row.event.claim.act if row.event.claim else None),
    Column("Claim", lambda row: row.event.claim.id if row.event.claim else None),
    Column("Source Actor", lambda row: row.event.source.id if row.event.source else None),
    Column("Source Country", lambda row: row.event.source.country if row.event.source else None),
    Column("Source Sectors", lambda row: "|".join(row.event.source.sectors) if row.event.source else None),
    Column("Source Words", lambda row: row.event.source_words),
    Column("Quoted By", lambda row: row.event.quoted_by),
    Column("Denied By", lambda row: row.event.denied_by),
    Column("Verdict", lambda row: row.event.said),
)
"""Where each event stands, and under whose word: what POLECAT has no columns for."""
COLUMNS = POLECAT + OURS
