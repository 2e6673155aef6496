"""The tables back into a reading."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allegedly.ledger.writing import DOCUMENT_FIELDS
from allegedly.records import (
    Actor,
    Block,
    Claim,
    Document,
    Event,
    Figure,
    Mention,
    Moment,
    Party,
    Place,
    Problem,
    Reading,
    Relay,
    Span,
)

Row = sqlite3.Row | Mapping[str, Any]
"""A row of a table, by the names of its columns."""


def load_reading(connection: sqlite3.Connection, document: str) -> Reading:
    """Return the reading of the document with that id, which must be there."""
    found = load_document(connection, document)
    if found is None:
        raise KeyError(document)

    def rows(table: str) -> list[sqlite3.Row]:
        query = f"SELECT * FROM {table} WHERE document = ? ORDER BY n"  # noqa: S608 (own names)
        return connection.execute(query, (document,)).fetchall()

    return from_rows(found, rows)


def from_rows(found: Document, rows: Callable[[str], Sequence[Row]]) -> Reading:
    """Return the reading of a document; `rows` gives those of it in a table, by their place in it (`n`)."""
    return Reading(
        document=found,
        blocks=tuple(Block(_span(row), row["kind"]) for row in rows("blocks")),
        moments=tuple(map(_moment, rows("moments"))),
        places=tuple(map(_place, rows("places"))),
        actors=tuple(map(_actor, rows("document_actors"))),
        mentions=tuple(Mention(_span(row), row["kind"], row["actor"]) for row in rows("mentions")),
        claims=_claims(rows("claims"), rows("claim_spans"), rows("claim_origins")),
        figures=tuple(map(_figure, rows("figures"))),
        events=_events(rows("events"), rows("event_parties"), rows("event_figures")),
        problems=tuple(Problem(row["layer"], row["message"]) for row in rows("problems")),
        versions=tuple((row["layer"], row["version"]) for row in rows("layers")),
    )


def load_document(connection: sqlite3.Connection, document: str) -> Document | None:
    """Return the document with that id, None if there is none."""
    fields = ", ".join(DOCUMENT_FIELDS)
    query = f"SELECT {fields} FROM documents WHERE id = ?"  # noqa: S608 (own names)
    row = connection.execute(query, (document,)).fetchone()
    return None if row is None else Document(*row)


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"], row["quote"])


def _strings(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def _moment(row: Row) -> Moment:
    return Moment(
        id=row["id"],
        span=_span(row),
        type=row["type"],
        value=row["value"],
        mod=row["mod"],
        start=row["first"],
        end=row["last"],
        anchor=row["anchor"],
    )


def _place(row: Row) -> Place:
    names = ("id", "kind", "name", "geonameid", "lat", "lon", "country", "feature", "reason")
    others = tuple(json.loads(row["candidates"]))
    return Place(span=_span(row), candidates=others, **{name: row[name] for name in names})


def _actor(row: Row) -> Actor:
    return Actor(
        id=row["actor"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        sectors=_strings(row["sectors"]),
        role=row["role"],
        members=_strings(row["members"]),
    )


def _claims(claims: Sequence[Row], pieces: Sequence[Row], origins: Sequence[Row]) -> tuple[Claim, ...]:
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    relays: defaultdict[str, list[Relay]] = defaultdict(list)
    for row in (*pieces, *origins):
        spans[row["claim"], row["role"]].append(_span(row))
    for row in origins:
        if row["role"] == "relay":
            relays[row["claim"]].append(Relay(_span(row), row["actor"]))
    names = (
        "id", "quote", "act", "source_kind", "actor", "target", "parent", "answers", "moment", "polarity", "certainty",
        "source_class",
    )  # fmt: skip
    return tuple(
        Claim(
            source=tuple(spans[row["id"], "source"]),
            cue=tuple(spans[row["id"], "cue"]),
            content=tuple(spans[row["id"], "content"]),
            hedges=tuple(spans[row["id"], "hedge"]),
            named_by=next(iter(spans[row["id"], "named_by"]), None),
            anonymity=next(iter(spans[row["id"], "anonymity"]), None),
            relays=tuple(relays[row["id"]]),
            **{name: row[name] for name in names},
        )
        for row in claims
    )


def _figure(row: Row) -> Figure:
    names = ("id", "low", "high", "change", "unit", "counted", "whose", "claim")
    flags = ("low_exclusive", "high_exclusive", "approximate")
    fields: dict[str, Any] = {name: row[name] for name in names} | {name: bool(row[name]) for name in flags}
    return Figure(span=_span(row), **fields)


def _events(events: Sequence[Row], party_rows: Sequence[Row], figure_rows: Sequence[Row]) -> tuple[Event, ...]:
    parties: defaultdict[tuple[str, str], list[Party]] = defaultdict(list)
    for row in party_rows:
        parties[row["event"], row["role"]].append(Party(_span(row), row["actor"]))
    figures: defaultdict[str, list[str]] = defaultdict(list)
    for row in figure_rows:
        figures[row["event"]].append(row["figure"])
    names = ("id", "type", "mode", "status", "claim", "place", "moment")
    return tuple(
        Event(
            trigger=_span(row),
            contexts=_strings(row["contexts"]),
            actors=tuple(parties[row["id"], "actor"]),
            recipients=tuple(parties[row["id"], "recipient"]),
            figures=tuple(figures[row["id"]]),
            **{name: row[name] for name in names},
        )
        for row in events
    )
