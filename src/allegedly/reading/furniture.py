"""The furniture layer: every paragraph of the document, and what it is.

A paragraph is furniture where its own words say so (`lexicon/furniture.tsv`), where it repeats the title, or where it
is a headline that stands beside a link to another report, follows a heading such as "Related stories", or stands in
the text twice. Whatever is in doubt is body: a lost sentence costs more than a line too many.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from allegedly.records import REPORT_KINDS, Block, BlockKind, Reading, Span
from allegedly.sources import masthead, phrases
from allegedly.sources.paragraphs import paragraphs

HEADED = 12
"""So many headlines after "Related stories" belong to it."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is being told what it is; `heads` and `beside` are those of `phrases.Phrase`."""

    start: int
    end: int
    words: str
    kind: BlockKind | None = None
    beside: BlockKind | None = None
    heads: bool = False
    bare: bool = False

    @property
    def is_furniture(self) -> bool:
        return self.kind is not None and self.kind not in REPORT_KINDS

    @property
    def is_headline(self) -> bool:
        return self.kind is None and self.beside is None and phrases.is_headline(self.words)


def read(reading: Reading) -> Reading:
    """Add the blocks: one for each paragraph, in the order of the text, together all that is not white space."""
    text, title = reading.text, reading.document.title
    head = {start: kind for start, _, kind in masthead.read(text, title).parts}
    found = [_Paragraph(start, end, text[start:end]) for start, end in paragraphs(text)]
    for paragraph in found:
        paragraph.kind = head.get(paragraph.start)
        if paragraph.kind is None:
            _by_its_words(paragraph, title)
    _headed(found)
    _twice(found)
    _beside(found)
    return replace(reading, blocks=tuple(Block(Span(p.start, p.end, p.words), p.kind or "body") for p in found))


def _by_its_words(paragraph: _Paragraph, title: str | None) -> None:
    if not any(map(str.isalnum, paragraph.words[:1000])) and len(paragraph.words) <= 1000:
        paragraph.kind = "navigation"
    elif title and phrases.repeats(paragraph.words, title):
        paragraph.kind = "repeated_title"
    elif phrase := phrases.match(paragraph.words):
        paragraph.heads = phrase.heads
        paragraph.bare = phrase.kind == "read_more" and len(paragraph.words.split()) <= 3
        if phrase.beside:
            paragraph.beside = phrase.kind
        else:
            paragraph.kind = phrase.kind
    elif masthead.byline(paragraph.words):
        paragraph.kind = "byline"


def _headed(found: list[_Paragraph]) -> None:
    """Mark the headlines after "Related stories:", and the one before a bare "Read more", or else after it."""
    for at, paragraph in enumerate(found):
        if not paragraph.heads and not paragraph.bare:
            continue
        before = found[at - 1] if at else None
        linked = before is not None and before.is_headline
        if paragraph.bare and before is not None and linked:
            before.kind = "related"
        most = HEADED if paragraph.heads else 0 if linked else 1
        for after in found[at + 1 : at + 1 + most]:
            if not after.is_headline:
                break
            after.kind = "related"


def _twice(found: list[_Paragraph]) -> None:
    """Mark headlines that stand in the text more than once, or are one that is marked already."""
    counts = Counter(phrases.same_words(p.words) for p in found if p.is_headline)
    marked = {phrases.same_words(p.words) for p in found if p.kind == "related"}
    for paragraph in found:
        if paragraph.is_headline:
            key = phrases.same_words(paragraph.words)
            if counts[key] > 1 or key in marked:
                paragraph.kind = "related"


def _beside(found: list[_Paragraph]) -> None:
    """Settle what is furniture only beside other furniture or at an edge: forwards, then backwards."""
    for row in (found, found[::-1]):
        previous: _Paragraph | None = None
        for paragraph in row:
            if paragraph.kind is None and paragraph.beside and (previous is None or previous.is_furniture):
                paragraph.kind = paragraph.beside
            previous = paragraph
