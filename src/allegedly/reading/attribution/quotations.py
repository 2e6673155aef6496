"""Quotations: what stands between quotation marks of any style, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegedly.records import Reading

_OPENING = "“„«‟"
_CLOSING = "”»"
_MARKS = re.compile(r"[“”„‟«»\"]|''|``|(?<!\w)‘(?=\S)|’(?!\w)")
_INNER = re.compile(r"‘[^‘”]*?’(?!\w)|(?<!\w)'(?=\w)[^\"”]*?[,.!?…]'(?!\w)")
"""A quotation within a quotation; with straight marks it must end in punctuation, or it might be an apostrophe."""
_LONGEST = 6000
"""A mark left open further back than so many characters is a slip of the typist, not a quotation."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) with their marks; `open` where the paragraph ends before the closing mark comes."""

    start: int
    end: int
    open: bool = False


def quotations_of(reading: Reading, *kinds: str) -> tuple[Quotation, ...]:
    """Return the quotations of the title, the deck and the body, paragraph by paragraph, in the order of the text.

    Where a paragraph ends inside a quotation and the next begins with an opening mark, the quotation goes on there
    (the convention of English-language newspapers): two quotations, of which the first is `open`.
    """
    wanted = kinds or ("title", "deck", "body")
    return tuple(
        quotation
        for block in reading.blocks
        if block.kind in wanted
        for quotation in _in_paragraph(reading.text, block.span.start, block.span.end)
    )


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if _opens(text, match, start, end):
                opened = (match.start(), mark)
        elif _closes(mark, opened[1]) and not (mark not in _CLOSING and _must_open(text, match, end)):
            if match.start() - opened[0] > len(mark) and match.end() - opened[0] < _LONGEST:
                yield Quotation(opened[0], match.end())
            opened = None
    if opened is not None and end - opened[0] > 1 and opened[1] != "‘" and end - opened[0] < _LONGEST:
        yield Quotation(opened[0], end, open=True)


def _opens(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark = match.group()
    if mark in _CLOSING or mark == "’":
        return False
    if mark in _OPENING or mark in {"‘", "``"}:
        return True
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()] if match.start() > start else " "
    return bool(after) and not after.isspace() and (not before.isalnum()) and match.end() < end


def _must_open(text: str, match: re.Match[str], end: int) -> bool:
    """Say whether a straight mark can only open: a blank before it and none after."""
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    return before.isspace() and after.isalnum() and match.end() < end


def _closes(mark: str, opening: str) -> bool:
    if opening == "‘":
        return mark == "’"
    if opening in _OPENING:
        return mark in _CLOSING or mark in {'"', "''"}
    if opening == "``":
        return mark in {"''", '"'}
    return mark == opening or mark in _CLOSING


def inner_quotations(text: str, marked: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations in single marks that stand within others in double marks."""
    return tuple(
        Quotation(match.start(), match.end())
        for quotation in marked
        if text[quotation.start] not in "‘'" or text.startswith("''", quotation.start)
        for match in _INNER.finditer(text, quotation.start + 1, quotation.end)
        if match.end() - match.start() > len("‘’")
    )


def inside(length: int, marked: Iterable[Quotation]) -> bytearray:
    """Return one byte a character of a text of this length, 1 where it stands in a quotation."""
    marks = bytearray(length)
    for quotation in marked:
        marks[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
    return marks
