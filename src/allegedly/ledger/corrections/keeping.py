"""Corrections in the ledger: written, found again, and brought to the records as they are read now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from allegedly.errors import UsageError
from allegedly.ledger.corrections.said import VERDICTS, WHOLE, Correction
from allegedly.ledger.file import explained, transaction
from allegedly.ledger.settling import settle
from allegedly.ledger.soundness import storable
from allegedly.ledger.store import Ledger, now
from allegedly.records import Span

LONGEST = 2000
"""Characters of a reason, and of a name."""

_INSERT = """
INSERT INTO corrections (document, kind, link, start, "end", quote, other_document, other_start, other_end, other_quote,
    verdict, machine, amended, person, reason, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LOOSEN = "INSERT OR IGNORE INTO loose SELECT document, 0 FROM linked WHERE document IN (?, ?)"


def correct(ledger: Ledger, correction: Correction) -> None:
    """Keep a correction, with the present time if it has none; UsageError for one that says nothing.

    One of whole documents (a copy, a story) takes effect when the ledger is linked next.
    """
    if correction.verdict not in VERDICTS:
        raise UsageError(f"the verdict is {correction.verdict!r}; give one of {', '.join(VERDICTS)}")
    if not correction.person.strip():
        raise UsageError("nobody says so; give a name")
    if correction.verdict == "amend" and not correction.amended:
        raise UsageError("nothing is amended; change a field, or confirm")
    if (correction.kind == "link") != (correction.link is not None and correction.other is not None):
        raise UsageError("a link has two sides and a kind, and nothing else has")
    other, span = correction.other, correction.span
    values = (
        correction.document, correction.kind, correction.link, span.start, span.end, span.quote,
        *((other[0], other[1].start, other[1].end, other[1].quote) if other else (None,) * 4),
        correction.verdict, _json(correction.machine), _json(correction.amended),
        storable(correction.person.strip()[:LONGEST]), storable(correction.reason.strip()[:LONGEST]),
        correction.at or now(),
    )  # fmt: skip
    with explained(ledger.path), transaction(ledger._connection):
        ledger._connection.execute(_INSERT, values)
        settle(ledger._connection, correction.document)
        if other and correction.link in WHOLE:
            ledger._connection.execute(_LOOSEN, (correction.document, other[0]))


def _json(fields: Mapping[str, Any]) -> str:
    return storable(json.dumps(fields, ensure_ascii=False))


def corrections(ledger: Ledger, document: str | None = None) -> Iterator[Correction]:
    """Yield all corrections, of one document if its id is given, in the order in which they were made."""
    where = "WHERE ? IN (document, other_document)" if document else ""
    query = f"SELECT * FROM corrections {where} ORDER BY number"  # noqa: S608 (own words)
    return map(correction_of, ledger.select(query, *([document] if document else [])))


def of_records(ledger: Ledger, document: str) -> dict[str, Correction]:
    """Return what holds of the claims and events of a document, by their present ids.

    Where no record of the kind stands at the very words any more, the first one that overlaps them has it.
    """
    query = """
        SELECT k.*, v.record FROM verdicts v JOIN corrections k ON k.number = v.correction
        WHERE v.document = ? ORDER BY k.number
    """
    return {row["record"]: correction_of(row) for row in ledger.select(query, document)}


def correction_of(row: sqlite3.Row) -> Correction:
    """Return the correction of a row of the table."""
    second = Span(row["other_start"], row["other_end"], row["other_quote"]) if row["other_document"] else None
    return Correction(
        document=row["document"],
        kind=row["kind"],
        span=Span(row["start"], row["end"], row["quote"]),
        verdict=row["verdict"],
        machine=json.loads(row["machine"]),
        person=row["person"],
        reason=row["reason"],
        amended=json.loads(row["amended"]),
        other=(row["other_document"], second) if second else None,
        link=row["link"],
        at=row["at"],
        number=row["number"],
    )
