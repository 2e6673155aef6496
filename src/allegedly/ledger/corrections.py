"""What people say of records: confirmed, rejected, amended; kept beside the machine's record, and never gone with it.

A correction hangs on the words at which the record stands, not on its id, which may be another after the next reading:
a claim's first cue (else its first words), an event's trigger, both sides of a link. Of several about one record the
last holds; "withdraw" takes back what was said before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from allegedly.errors import UsageError
from allegedly.ledger.file import explained, transaction
from allegedly.ledger.soundness import storable
from allegedly.ledger.store import Ledger, now
from allegedly.records import Claim, Event, Reading, Span

Kind = Literal["claim", "event", "link"]
Verdict = Literal["confirm", "reject", "amend", "withdraw"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LONGEST = 2000
"""Characters of a reason, and of a name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one record, at one time (UTC).

    `span` is where the record stands, `other` (a document and a span of it) the second side of a link. `machine` is the
    record as it was read then; `amended` has the fields that the person gives otherwise.
    """

    document: str
    kind: Kind
    span: Span
    verdict: Verdict
    machine: Mapping[str, Any]
    person: str
    reason: str = ""
    amended: Mapping[str, Any] = field(default_factory=dict)
    other: tuple[str, Span] | None = None
    at: str = ""
    number: int = 0

    @property
    def gold(self) -> dict[str, Any] | None:
        """The record as this person has it, None where it is rejected."""
        return None if self.verdict in {"reject", "withdraw"} else {**self.machine, **self.amended}


def stands_at(record: Claim | Event) -> Span:
    """Return the words on which corrections of a record hang."""
    if isinstance(record, Event):
        return record.trigger
    return (*record.cue, *record.source, *record.content)[0]


def as_read(record: Claim | Event) -> dict[str, Any]:
    """Return the fields of a record as JSON has them."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(record)))
    return found


def correct(ledger: Ledger, correction: Correction) -> None:
    """Keep a correction, with the present time; UsageError for one that says nothing."""
    if correction.verdict not in VERDICTS:
        raise UsageError(f"the verdict is {correction.verdict!r}; give one of {', '.join(VERDICTS)}")
    if not correction.person.strip():
        raise UsageError("nobody says so; give a name")
    if correction.verdict == "amend" and not correction.amended:
        raise UsageError("nothing is amended; change a field, or confirm")
    other, span = correction.other, correction.span
    values = (
        correction.document, correction.kind, span.start, span.end, span.quote,
        *((other[0], other[1].start, other[1].end, other[1].quote) if other else (None,) * 4),
        correction.verdict, _json(correction.machine), _json(correction.amended),
        storable(correction.person.strip()[:LONGEST]), storable(correction.reason.strip()[:LONGEST]), now(),
    )  # fmt: skip
    with explained(ledger.path), transaction(ledger._connection):
        ledger._connection.execute(_INSERT, values)


_INSERT = """
INSERT INTO corrections (document, kind, start, "end", quote, other_document, other_start, other_end, other_quote,
    verdict, machine, amended, person, reason, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _json(fields: Mapping[str, Any]) -> str:
    return storable(json.dumps(fields, ensure_ascii=False))


def corrections(ledger: Ledger, document: str | None = None) -> Iterator[Correction]:
    """Yield all corrections, of one document if its id is given, in the order in which they were made."""
    where = "WHERE ? IN (document, other_document)" if document else ""
    query = f"SELECT * FROM corrections {where} ORDER BY number"  # noqa: S608 (own words)
    for row in ledger.select(query, *([document] if document else [])):
        second = Span(row["other_start"], row["other_end"], row["other_quote"]) if row["other_document"] else None
        yield Correction(
            document=row["document"],
            kind=row["kind"],
            span=Span(row["start"], row["end"], row["quote"]),
            verdict=row["verdict"],
            machine=json.loads(row["machine"]),
            person=row["person"],
            reason=row["reason"],
            amended=json.loads(row["amended"]),
            other=(row["other_document"], second) if second else None,
            at=row["at"],
            number=row["number"],
        )


def standing(made: Iterable[Correction]) -> list[Correction]:
    """Return the corrections that hold: of each record the last, unless it was withdrawn."""
    last: dict[tuple[Any, ...], Correction] = {}
    for correction in made:
        key = (correction.document, correction.kind, correction.span, correction.other)
        last.pop(key, None)
        last[key] = correction
    return [correction for correction in last.values() if correction.verdict != "withdraw"]


def of_records(reading: Reading, made: Iterable[Correction]) -> dict[str, Correction]:
    """Return what holds of the claims and events of a reading, by their present ids.

    Where no record of the kind stands at the very words any more, the first one that overlaps them has it.
    """
    found: dict[str, Correction] = {}
    for correction in standing(made):
        if correction.kind == "link" or correction.document != reading.document.id:
            continue
        records: Iterable[Claim | Event] = reading.claims if correction.kind == "claim" else reading.events
        places = [(record.id, stands_at(record)) for record in records if not _empty(record)]
        there = [key for key, span in places if span == correction.span]
        near = [key for key, span in places if span.overlaps(correction.span)]
        if there or near:
            found[(there or near)[0]] = correction
    return found


def _empty(record: Claim | Event) -> bool:
    return isinstance(record, Claim) and not (record.cue or record.source or record.content)


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


def _line(correction: Correction) -> dict[str, Any]:
    names = ("kind", "verdict", "machine", "gold", "person", "reason", "at")
    line = {name: getattr(correction, name) for name in names}
    line["span"] = asdict(correction.span)
    if correction.other:
        line["other"] = {"document": correction.other[0], **asdict(correction.other[1])}
    return line
