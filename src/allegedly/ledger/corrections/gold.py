"""What people made sure of, as gold data: one JSON object a document (docs/corrections.md has the form)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

from allegedly.ledger.corrections.keeping import corrections, of_records
from allegedly.ledger.corrections.said import Correction, standing
from allegedly.ledger.store import Ledger
from allegedly.records import Claim, Event, Span

Record = TypeVar("Record", Claim, Event)


def gold(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield what people made sure of, one JSON object a document: its text, and the corrections that hold.

    Each has the `span` at which its record stands, the record as `machine` read it and as `gold` has it (null where it
    was rejected), and who says so, when and why. Offsets are code points of `text`, end exclusive.
    """
    by_document: dict[str, list[Correction]] = {}
    for correction in standing(corrections(ledger)):
        by_document.setdefault(correction.document, []).append(correction)
    for document, held in by_document.items():
        query = "SELECT id, text, title, outlet, url, published FROM documents WHERE id = ?"
        for row in ledger.select(query, document):
            yield {**dict(row), "corrections": [_line(correction) for correction in held]}


def from_gold(line: Mapping[str, Any]) -> Iterator[Correction]:
    """Yield the corrections of an object of `gold`, to be kept in a ledger that has the same document.

    KeyError, TypeError or ValueError where the object is none.
    """
    for made in line["corrections"]:
        other = dict(made.get("other") or {})
        read, wanted = made["machine"], made["gold"] or {}
        yield Correction(
            document=line["id"],
            kind=made["kind"],
            span=Span(**made["span"]),
            verdict=made["verdict"],
            machine=read,
            person=made["person"],
            reason=made["reason"],
            amended={name: value for name, value in wanted.items() if value != read.get(name)},
            other=(other.pop("document"), Span(**other)) if other else None,
            link=made["link"],
            at=made["at"],
        )


def as_amended(record: Record, fields: Mapping[str, Any]) -> Record:
    """Return the record with these fields (as JSON has them) as a person gives them."""
    values = {name: _value(value) for name, value in fields.items() if hasattr(record, name)}
    return replace(record, **values)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(Span(**one) for one in value)
    return Span(**value) if isinstance(value, dict) else value


def attributions(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield documents as a benchmark of attribution reads them: those of which every claim was judged.

    Each has `id`, `publisher`, `published`, `title`, `text` and `attributions`: of each claim that stands in no other
    and was not rejected the pieces of `source`, `cue` and `content` as pairs of offsets. What the reading missed is not
    among them: people judge what was read.
    """
    for line in gold(ledger):
        reading, held = ledger.reading(line["id"]), of_records(ledger, line["id"])
        if reading.claims and all(claim.id in held for claim in reading.claims):
            judged = (
                as_amended(claim, held[claim.id].amended)
                for claim in reading.claims
                if held[claim.id].verdict != "reject" and claim.parent is None
            )
            names = {"id": "id", "publisher": "outlet", "published": "published", "title": "title", "text": "text"}
            head = {name: line[field] for name, field in names.items()}
            yield {**head, "attributions": [{part: _pairs(claim, part) for part in _PARTS} for claim in judged]}


_PARTS = ("source", "cue", "content")


def _pairs(claim: Claim, part: str) -> list[list[int]]:
    return [[span.start, span.end] for span in getattr(claim, part)]


def _line(correction: Correction) -> dict[str, Any]:
    names = ("kind", "link", "verdict", "machine", "gold", "person", "reason", "at")
    line = {name: getattr(correction, name) for name in names}
    line["span"] = asdict(correction.span)
    if correction.other:
        line["other"] = {"document": correction.other[0], **asdict(correction.other[1])}
    return line
