"""A report: its text with the claims marked, notes beside it, and what was read out of it below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import RedirectResponse, Response

from allegedly.errors import LedgerError
from allegedly.ledger.corrections import Correction, of_records
from allegedly.records import Block, Place, Reading
from allegedly.web.elsewhere import MOST, Elsewhere, elsewhere
from allegedly.web.marking import Piece, anchor, by_block, marks, pieces
from allegedly.web.notes import Note, deeds, notes, ordered
from allegedly.web.pages.stories import story_of
from allegedly.web.room import NotThere, Page, Visit


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown, with the notes of the claims whose numbers stand in it.

    `level` says that it begins below all notes before it, because they have fallen too far behind the text.
    """

    block: Block
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    level: bool = False


def report(visit: Visit) -> Response:
    """Show a report."""
    document = document_id(visit)
    if document != visit.part("document"):
        return RedirectResponse(f"/reports/{document}", 301)
    reading = visit.ledger.reading(document)
    made = notes(reading)
    others = elsewhere(visit.ledger, document)
    held = of_records(visit.ledger, document)
    return visit.show(
        "report.html",
        home="",
        most=MOST,
        document=reading.document,
        title=title(reading),
        paragraphs=levelled(paragraphs(reading, made, held), others),
        held=held,
        story=story_of(visit.ledger, document),
        elsewhere=others,
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


LINE, NOTE_LINE = 28, 18
"""Height of a line of the text and of a note, in pixels at the size of type that most readers have."""
LAG = 9 * LINE
"""How far notes may fall behind their paragraph."""
_LETTERS = 66


def levelled(made: Iterable[Paragraph], others: Mapping[str, Sequence[Elsewhere]]) -> list[Paragraph]:
    """Return the paragraphs, so levelled that notes stay near what they are about.

    Text and notes run down the page each in its own column, so that long notes tear no holes into the text. Heights are
    estimated; where the estimate is wrong, notes stand a little lower or the text has a gap, and nothing overlaps.
    """
    text = margin = 0.0
    found = []
    for paragraph in made:
        level = bool(paragraph.notes) and margin - text > LAG
        if level:
            text = margin
            paragraph = replace(paragraph, level=True)
        margin = max(text, margin) + sum(_height(note, others.get(note.claim.id, ())) for note in paragraph.notes)
        text += LINE * (2 + len(paragraph.block.span.quote) // _LETTERS)
        found.append(paragraph)
    return found


def _height(note: Note, others: Sequence[Elsewhere]) -> float:
    lines = 2 + 1.3 * len(note.deeds) + sum(1 + min(len(told.sayings), MOST) // 2 for told in others)
    return NOTE_LINE * (lines + 0.6)


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
