"""A report: its text with the claims marked, notes beside it, and what was read out of it below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from allegedly.errors import LedgerError
from allegedly.ledger.corrections import Correction, of_records
from allegedly.records import Block, Place, Reading
from allegedly.web.marking import Piece, anchor, by_block, marks, pieces
from allegedly.web.notes import Note, deeds, notes, ordered
from allegedly.web.pages.stories import links_of, story_of, undertaken
from allegedly.web.room import NotThere, Page, Visit


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown, with the notes of the claims whose numbers stand in it."""

    block: Block
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def report(visit: Visit) -> Response:
    """Show a report."""
    document = document_id(visit)
    if document != visit.part("document"):
        return RedirectResponse(f"/reports/{document}", 301)
    reading = visit.ledger.reading(document)
    made = notes(reading)
    held = of_records(visit.ledger, document)
    return visit.show(
        "report.html",
        home="",
        document=reading.document,
        title=title(reading),
        paragraphs=list(paragraphs(reading, made, held)),
        held=held,
        story=story_of(visit.ledger, document),
        links=links_of(visit.ledger, document),
        undertaken=undertaken(visit.ledger, document),
        notes=made,
        deeds=deeds(reading),
        reading=reading,
        places=places(reading),
        actors={actor.id: actor for actor in reading.actors},
        later=_version(visit, "SELECT id FROM documents WHERE supersedes = ?", document),
        earlier=_version(visit, "SELECT supersedes AS id FROM documents WHERE id = ?", document),
    )


def document_id(visit: Visit) -> str:
    """Return the whole id of the document that the path names; NotThere if there is none."""
    try:
        return visit.ledger.document_id(visit.part("document"))
    except LedgerError as error:
        raise NotThere("There is no such report in this ledger.") from error


def title(reading: Reading) -> str:
    """Return what a page calls the report."""
    titles = (block.span.quote for block in reading.blocks if block.kind == "title")
    return reading.document.title or next(titles, None) or reading.text.strip().partition("\n")[0][:120] or "untitled"


def paragraphs(reading: Reading, made: dict[str, Note], held: dict[str, Correction]) -> Iterator[Paragraph]:
    """Yield the blocks in the order of the text, each claim's number and note in the block where its cue ends.

    Claims that somebody rejected keep their number and note, but are not marked.
    """
    there = list(blocks(reading))
    waiting = ordered(made.values())
    marked = [claim for claim in reading.claims if claim.id not in held or held[claim.id].verdict != "reject"]
    for block, inside in zip(there, by_block(there, marks(marked)), strict=True):
        here = []
        while waiting and (anchor(waiting[0].claim) <= block.span.end or block is there[-1]):
            here.append(waiting.pop(0))
        numbered = [note.claim for note in here]
        yield Paragraph(block, tuple(pieces(reading.text, block.span, inside, numbered)), tuple(here))


def blocks(reading: Reading) -> Iterator[Block]:
    """Yield the blocks in the order of the text, and what stands between them as blocks of the body."""
    position = 0
    for block in (*sorted(reading.blocks, key=lambda block: block.span), None):
        end = len(reading.text) if block is None else block.span.start
        if reading.text[position:end].strip():
            between = reading.text[position:end]
            start = position + len(between) - len(between.lstrip())
            yield Block(reading.span(start, position + len(between.rstrip())), "body")
        if block is not None:
            yield block
            position = max(position, block.span.end)


def places(reading: Reading) -> list[tuple[Place, str, int]]:
    """Return each place once, with all words for it and how often it is named."""
    found: dict[tuple[object, ...], list[Place]] = {}
    for place in reading.places:
        key = (place.geonameid or place.name or place.span.quote, place.kind)
        found.setdefault(key, []).append(place)
    return [
        (same[0], ", ".join(dict.fromkeys(place.span.quote for place in same)), len(same)) for same in found.values()
    ]


def _version(visit: Visit, query: str, document: str) -> str | None:
    return next((row["id"] for row in visit.ledger.select(query, document)), None)


PAGES = (Page("/reports/{document}", report),)
