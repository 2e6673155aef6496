"""Two documents side by side: what one has that the other has not, and who had it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from allegedly.errors import LedgerError
from allegedly.ledger import queries
from allegedly.linking.copies import Passage, passages
from allegedly.records import Document, Reading, Span
from allegedly.web.pages.report import blocks, title
from allegedly.web.room import NotThere, Page, Visit

LONGEST = 200_000
"""Characters of a text that is shown as a whole; of a longer one, only what differs is."""


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two: its paragraphs in pieces (text, whether the other lacks it), and how many words it has alone."""

    document: Document
    title: str
    paragraphs: tuple[tuple[bool, tuple[tuple[str, bool], ...]], ...]
    alone: int


def side_by_side(visit: Visit) -> Response:
    """Show two documents side by side, the one that had the text first on the left."""
    try:
        one, other = (visit.ledger.document_id(visit.part(name)) for name in ("one", "other"))
    except LedgerError as error:
        raise NotThere("There is no such report in this ledger.") from error
    found = queries.pair(visit.ledger, one, other)
    first, second = (found.first, found.copy) if found else _by_day(visit, one, other)
    if (first, second) != (visit.part("one"), visit.part("other")):
        return RedirectResponse(f"/copies/{first}/{second}", 301)
    readings = visit.ledger.reading(first), visit.ledger.reading(second)
    differing = passages(readings[0].text, readings[1].text)
    return visit.show(
        "copies.html",
        pair=found,
        left=_column(readings[0], (passage.a for passage in differing)),
        right=_column(readings[1], (passage.b for passage in differing)),
        differing=[_kind(passage) for passage in differing],
    )


def _by_day(visit: Visit, one: str, other: str) -> tuple[str, str]:
    query = "SELECT id FROM documents WHERE id IN (?, ?) ORDER BY coalesce(published, '9999'), id"
    found = [row["id"] for row in visit.ledger.select(query, one, other)]
    return (found[0], found[-1])


def _kind(passage: Passage) -> tuple[str, Span | None, Span | None]:
    kind = "cut" if passage.b is None else "added" if passage.a is None else "changed"
    return kind, passage.a, passage.b


def _column(reading: Reading, alone: Iterable[Span | None]) -> Column:
    spans = sorted(span for span in alone if span)
    shown = list(_paragraphs(reading, spans)) if len(reading.text) <= LONGEST else []
    words = sum(len(span.quote.split()) for span in spans)
    return Column(reading.document, title(reading), tuple(shown), words)


def _paragraphs(reading: Reading, spans: list[Span]) -> Iterator[tuple[bool, tuple[tuple[str, bool], ...]]]:
    """Yield the blocks (whether each is furniture) cut into pieces where the spans begin and end."""
    waiting = list(reversed(spans))
    for block in blocks(reading):
        while waiting and waiting[-1].end <= block.span.start:
            waiting.pop()
        position, pieces = block.span.start, []
        for span in reversed(waiting):
            start, end = max(span.start, position), min(span.end, block.span.end)
            if span.start >= block.span.end:
                break
            pieces += [(reading.text[position:start], False), (reading.text[start:end], True)]
            position = max(position, end)
        pieces.append((reading.text[position : block.span.end], False))
        yield block.is_furniture, tuple(piece for piece in pieces if piece[0])


PAGES = (Page("/copies/{one}/{other}", side_by_side),)
