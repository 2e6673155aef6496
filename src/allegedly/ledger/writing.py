"""A reading into the tables: one function a kind of record, each giving rows in the order of the columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from allegedly.ledger.rows import JOINT
from allegedly.ledger.settling import settle
from allegedly.pace import thorough
from allegedly.records import Actor, Claim, Document, Event, Figure, Moment, Party, Place, Reading, Span

Value = str | int | float | None
Row = tuple[Value, ...]

DOCUMENT_FIELDS = (
    "id", "text", "title", "deck", "published", "published_from", "language", "url", "outlet", "author", "origin",
)  # fmt: skip

MAKERS = {
    "blocks": "furniture", "moments": "moments", "places": "places", "document_actors": "actors", "mentions": "actors",
    "claims": "attribution", "claim_spans": "attribution", "claim_origins": "attribution", "figures": "figures",
    "events": "events", "event_parties": "events", "event_figures": "events",
}  # fmt: skip
"""The layer whose version the rows of a table carry, that of its quick form where that one read."""


def document_values(document: Document) -> Row:
    """Return the fields of the document, in the order of DOCUMENT_FIELDS."""
    return tuple(getattr(document, name) for name in DOCUMENT_FIELDS)


def write_records(connection: sqlite3.Connection, reading: Reading, read_at: str) -> None:
    """Insert the reading and all its records; the document's row must be there, its former reading gone."""
    document = reading.document.id
    connection.execute("INSERT INTO readings (document, read_at) VALUES (?, ?)", (document, read_at))
    connection.executemany(UPSERT_ACTOR, map(_actor, reading.actors))
    for table, rows in record_rows(reading).items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            columns = ORDERS.get(table, "")
            connection.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", rows)  # noqa: S608 (own names)
    settle(connection, document)


def record_rows(reading: Reading) -> dict[str, list[Row]]:
    """Return the rows of all tables of records, which hang on the reading's own row, in an order that they can go in.

    The values are in the order of the table's columns as the schema declares them, or as ORDERS has it.
    """
    versions = {thorough(layer): version for layer, version in reading.versions}
    made = {
        "document_actors": _numbered(map(_actor, reading.actors)),
        "blocks": ((n, block.kind, *_span(block.span)) for n, block in enumerate(reading.blocks)),
        "moments": _numbered(map(_moment, reading.moments)),
        "places": _numbered(map(_place, reading.places)),
        "mentions": ((n, *_span(m.span), m.kind, m.actor) for n, m in enumerate(reading.mentions)),
        "claims": _numbered(map(_claim, reading.claims)),
        "claim_spans": (row for claim in reading.claims for row in _claim_spans(claim)),
        "claim_origins": (row for claim in reading.claims for row in _claim_origins(claim)),
        "figures": _numbered(map(_figure, reading.figures)),
        "events": _numbered(map(_event, reading.events)),
        "event_parties": (row for event in reading.events for row in _event_parties(event)),
        "event_figures": ((e.id, n, f) for e in reading.events for n, f in enumerate(e.figures)),
    }
    document = reading.document.id
    problems = ((document, n, problem.layer, problem.message) for n, problem in enumerate(reading.problems))
    rows: dict[str, list[Row]] = {
        "layers": [(document, *row) for row in _numbered(reading.versions)],
        "problems": list(problems),
    }
    for table, values in made.items():
        version = versions.get(MAKERS[table], 0)
        rows[table] = [(document, *row, version) for row in values]
    return rows


UPSERT_ACTOR = """
    INSERT INTO actors (id, name, kind, country, sectors, role, members) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, country = excluded.country,
        sectors = excluded.sectors, role = excluded.role, members = excluded.members
"""
ORDERS = {
    "places": (
        '(document, n, id, start, "end", quote, kind, name, geonameid, lat, lon, country, feature, reason,'
        " candidates, version)"
    ),
    "claims": (
        "(document, n, id, act, quote, source, source_kind, cue, content, actor, target, parent, answers, moment,"
        " polarity, certainty, source_class, version)"
    ),
}
"""The order of the values of rows, where it is not that in which the schema declares the columns."""


def joined(spans: Sequence[Span]) -> str:
    """Return the quotes of the spans in one string."""
    return JOINT.join(span.quote for span in spans)


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    for n, row in enumerate(rows):
        yield (n, *row)


def _span(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.quote


def _actor(actor: Actor) -> Row:
    sectors, members = json.dumps(actor.sectors), json.dumps(actor.members)
    return actor.id, actor.name, actor.kind, actor.country, sectors, actor.role, members


def _moment(moment: Moment) -> Row:
    value = (moment.type, moment.value, moment.mod, moment.start, moment.end, moment.anchor)
    return moment.id, *_span(moment.span), *value


def _place(place: Place) -> Row:
    where = (place.geonameid, place.lat, place.lon, place.country, place.feature, place.reason)
    others = json.dumps(place.candidates)
    return place.id, *_span(place.span), place.kind, place.name, *where, others


def _claim(claim: Claim) -> Row:
    words = (joined(claim.source), claim.source_kind, joined(claim.cue), joined(claim.content))
    links = (claim.actor, claim.target, claim.parent, claim.answers, claim.moment)
    return claim.id, claim.act, claim.quote, *words, *links, claim.polarity, claim.certainty, claim.source_class


def _claim_spans(claim: Claim) -> Iterator[Row]:
    roles = {"source": claim.source, "cue": claim.cue, "content": claim.content, "hedge": claim.hedges}
    for role, spans in roles.items():
        for n, span in enumerate(spans):
            yield claim.id, role, n, *_span(span)


def _claim_origins(claim: Claim) -> Iterator[Row]:
    for role, span in (("named_by", claim.named_by), ("anonymity", claim.anonymity)):
        if span is not None:
            yield claim.id, role, 0, *_span(span), None
    for n, relay in enumerate(claim.relays):
        yield claim.id, "relay", n, *_span(relay.span), relay.actor


def _figure(figure: Figure) -> Row:
    bounds = (figure.low, figure.high, figure.low_exclusive, figure.high_exclusive, figure.approximate, figure.change)
    return figure.id, *_span(figure.span), *bounds, figure.unit, figure.counted, figure.whose, figure.claim


def _event(event: Event) -> Row:
    links = (event.claim, event.place, event.moment)
    return event.id, event.type, event.mode, json.dumps(event.contexts), *_span(event.trigger), event.status, *links


def _event_parties(event: Event) -> Iterator[Row]:
    roles: dict[str, tuple[Party, ...]] = {"actor": event.actors, "recipient": event.recipients}
    for role, parties in roles.items():
        for n, party in enumerate(parties):
            yield event.id, role, n, *_span(party.span), party.actor
