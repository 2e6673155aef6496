"""The event table: all that is known of an event and of who says so, one row an event (docs/exports.md).

CSV and Parquet have the same columns; where an event has several values, Parquet has a list and CSV one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from allegedly.export.events import codes, columns
from allegedly.export.events.cells import Value, cell
from allegedly.export.events.columns import Column
from allegedly.export.events.reported import Part, Reported
from allegedly.records import Figure, Span


def write(events: Iterable[Reported], file: TextIO) -> int:
    """Write the events as CSV (RFC 4180, a comma, a header, line feeds); return how many."""
    return columns.write(COLUMNS, events, file, delimiter=",", cell=cell)


def _parties(side: str, parts: Callable[[Reported], tuple[Part, ...]]) -> tuple[Column[Reported], ...]:
    """Return the columns of the actors or of the recipients, whose lists run side by side."""

    def of(value: Callable[[Part], str | int | None]) -> Callable[[Reported], Value]:
        return lambda event: tuple(value(part) for part in parts(event))

    return (
        Column(f"{side}_name", of(lambda part: part.name), "texts"),
        Column(f"{side}_id", of(lambda part: part.actor.id if part.actor else None), "texts"),
        Column(f"{side}_country", of(lambda part: part.country), "texts"),
        Column(f"{side}_sectors", of(lambda part: "|".join(part.sectors) or None), "texts"),
        Column(f"{side}_words", of(lambda part: part.span.quote), "texts"),
        Column(f"{side}_start", of(lambda part: part.span.start), "integers"),
        Column(f"{side}_end", of(lambda part: part.span.end), "integers"),
    )


def _first(spans: tuple[Span, ...]) -> int | None:
    return min((span.start for span in spans), default=None)


def _last(spans: tuple[Span, ...]) -> int | None:
    return max((span.end for span in spans), default=None)


def _bound(event: Reported, value: Callable[[Figure], float | None]) -> tuple[str | None, ...]:
    return tuple(None if value(figure) is None else f"{value(figure):.15g}" for figure in event.figures)


def _cameo(event: Reported) -> str | None:
    root = codes.cameo(event.event.type, event.event.mode, event.event.trigger.quote)
    return root.code if root else None


COLUMNS: tuple[Column[Reported], ...] = (
    Column("event_id", lambda e: e.id),
    Column("document", lambda e: e.document.id),
    Column("event", lambda e: e.event.id),
    Column("date", lambda e: e.day),
    Column("date_end", lambda e: e.last_day),
    Column("dated_by", lambda e: e.dated_by),
    Column("type", lambda e: e.event.type),
    Column("mode", lambda e: e.event.mode),
    Column("contexts", lambda e: e.event.contexts, "texts"),
    Column("status", lambda e: e.event.status),
    Column("quad", lambda e: codes.quad(e.event.type)),
    Column("cameo_root", _cameo),
    Column("trigger", lambda e: e.event.trigger.quote),
    Column("trigger_start", lambda e: e.event.trigger.start, "integer"),
    Column("trigger_end", lambda e: e.event.trigger.end, "integer"),
    *_parties("actor", lambda e: e.actors),
    *_parties("recipient", lambda e: e.recipients),
    Column("according_to", lambda e: e.according_to),
    Column("voice", lambda e: e.voice),
    Column("act", lambda e: e.claim.act if e.claim else None),
    Column("claim", lambda e: e.claim.id if e.claim else None),
    Column("source_id", lambda e: e.source.id if e.source else None),
    Column("source_country", lambda e: e.source.country if e.source else None),
    Column("source_sectors", lambda e: e.source.sectors if e.source else (), "texts"),
    Column("source_kind", lambda e: e.claim.source_kind if e.claim else None),
    Column("source_words", lambda e: e.source_words),
    Column("source_start", lambda e: _first(e.claim.source) if e.claim else None, "integer"),
    Column("source_end", lambda e: _last(e.claim.source) if e.claim else None, "integer"),
    Column("cue", lambda e: " … ".join(s.quote for s in e.claim.cue) if e.claim else None),
    Column("cue_start", lambda e: _first(e.claim.cue) if e.claim else None, "integer"),
    Column("cue_end", lambda e: _last(e.claim.cue) if e.claim else None, "integer"),
    Column("quote_type", lambda e: e.claim.quote if e.claim else None),
    Column("hedges", lambda e: tuple(span.quote for span in e.claim.hedges) if e.claim else (), "texts"),
    Column("quoted_by", lambda e: e.quoted_by, "texts"),
    Column("denied_by", lambda e: e.denied_by, "texts"),
    Column("verdict", lambda e: e.verdict),
    Column("said_of_it", lambda e: e.said),
    Column("date_words", lambda e: e.moment.span.quote if e.moment else None),
    Column("place_words", lambda e: e.place.span.quote if e.place else None),
    Column("place_start", lambda e: e.place.span.start if e.place else None, "integer"),
    Column("place_end", lambda e: e.place.span.end if e.place else None, "integer"),
    Column("place_name", lambda e: e.place.name if e.place else None),
    Column("place_country", lambda e: e.place.country if e.place else None),
    Column("latitude", lambda e: e.place.lat if e.place else None, "number"),
    Column("longitude", lambda e: e.place.lon if e.place else None, "number"),
    Column("geonameid", lambda e: e.place.geonameid if e.place else None, "integer"),
    Column("feature", lambda e: e.place.feature if e.place else None),
    Column("figure_words", lambda e: tuple(figure.span.quote for figure in e.figures), "texts"),
    Column("figure_low", lambda e: _bound(e, lambda figure: figure.low), "texts"),
    Column("figure_high", lambda e: _bound(e, lambda figure: figure.high), "texts"),
    Column("figure_of", lambda e: tuple(figure.counted or figure.unit for figure in e.figures), "texts"),
    Column("passage", lambda e: e.passage.quote),
    Column("passage_start", lambda e: e.passage.start, "integer"),
    Column("passage_end", lambda e: e.passage.end, "integer"),
    Column("title", lambda e: e.document.title),
    Column("outlet", lambda e: e.document.outlet),
    Column("published", lambda e: e.document.published),
    Column("url", lambda e: e.document.url),
    Column("language", lambda e: e.document.language),
)
