"""Moments of single sentences."""

from __future__ import annotations

from allegedly.reading import language, moments
from allegedly.records import Block, BlockKind, Moment, Reading, Span
from allegedly.sources.document import make_document


def read(
    text: str, published: str | None = "2021-05-19", kind: BlockKind = "body", parsed: bool = True
) -> list[Moment]:
    """Read one block; 19 May 2021 was a Wednesday."""
    document = make_document(text, language="en", published=published)
    reading = Reading(document, blocks=(Block(Span.of(document.text, 0, len(document.text)), kind),))
    if parsed:
        reading = language.read(reading)
    return list(moments.read(reading).moments)


def only(text: str, published: str | None = "2021-05-19") -> Moment:
    found = read(text, published)
    assert len(found) == 1, found
    return found[0]
