"""One claim or event, at a path of its own: its words, its note, and what people say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from starlette.responses import Response

from allegedly.ledger import Filter, Ledger, LinkRow, UndertakingRow, queries
from allegedly.ledger.corrections import (
    Correction,
    Field,
    as_read,
    corrections,
    fields,
    of_records,
    stands_at,
    typed,
)
from allegedly.records import Block, Claim, Event, Reading
from allegedly.web.elsewhere import elsewhere
from allegedly.web.marking import by_block, marks, pieces
from allegedly.web.notes import deeds, notes
from allegedly.web.pages.report import Paragraph, document_id, title
from allegedly.web.room import NotThere, Page, Visit
from allegedly.web.safe import segment

PERSON = "allegedly-person"
"""The cookie that keeps the name of who corrects."""


def record(visit: Visit) -> Response:
    """Show a claim or an event."""
    document = document_id(visit)
    reading = visit.ledger.reading(document)
    found = of_kind(reading, visit.part("kind"), visit.part("record"))
    kind = "event" if isinstance(found, Event) else "claim"
    made = list(corrections(visit.ledger, document))
    held = of_records(visit.ledger, document).get(found.id)
    claims = [found] if isinstance(found, Claim) else [claim for claim in reading.claims if claim.id == found.claim]
    return visit.show(
        "record.html",
        home=f"/reports/{segment(document)}",
        most=1000,
        document=reading.document,
        title=title(reading),
        kind=kind,
        record=found,
        anchor=stands_at(found),
        paragraph=_paragraph(reading, found, claims),
        notes=notes(reading),
        deed=next((deed for deed in deeds(reading) if deed.event.id == found.id), None),
        held=held,
        elsewhere=elsewhere(visit.ledger, document),
        joined=list(_joined(visit.ledger, document, found)) if isinstance(found, Claim) else [],
        called={},
        history=[one for one in made if held and one.kind == kind and one.span == held.span],
        fields=_shown(found, held),
        action=f"/reports/{segment(document)}/{kind}s/{segment(found.id)}/correct",
        person=visit.request.cookies.get(PERSON, ""),
    )


def _joined(ledger: Ledger, document: str, claim: Claim) -> Iterator[LinkRow | UndertakingRow]:
    """Yield what joins a claim to those of other reports, what people rejected among it."""
    its = Filter(document=document)
    for query in (queries.disputes, queries.agreements, queries.undertakings):
        rows: Iterable[LinkRow | UndertakingRow] = query(ledger, its)
        for row in rows:
            if row.other and any((side.document, side.claim) == (document, claim.id) for side in (row.one, row.other)):
                yield row


def of_kind(reading: Reading, kind: str, key: str) -> Claim | Event:
    """Return the record of that kind and id; NotThere if the report has none."""
    records: dict[str, Sequence[Claim | Event]] = {"claims": reading.claims, "events": reading.events}
    for found in records.get(kind, ()):
        if found.id == key:
            return found
    raise NotThere("The report has no such record; it may have been read anew, and numbered otherwise.")


def _shown(found: Claim | Event, held: Correction | None) -> list[tuple[Field, str]]:
    """Return what can be amended, each with what stands in its field of the form."""
    now = {**as_read(found), **(held.amended if held else {})}
    return [(field, typed(now[field.name])) for field in fields(found)]


def _paragraph(reading: Reading, found: Claim | Event, claims: list[Claim]) -> Paragraph:
    """Return the paragraph where the record stands, with only its own claim marked."""
    at = stands_at(found)
    whole = Block(reading.span(0, len(reading.text)), "body")
    block = next((block for block in reading.blocks if block.span.contains(at)), whole)
    (inside,) = by_block([block], marks(claims))
    return Paragraph(block, tuple(pieces(reading.text, block.span, inside, claims)), ())


PAGES = (Page("/reports/{document}/{kind}/{record}", record),)
