"""Quotations: what stands between quotation marks of any style, also over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly.lexicon import words
from allegedly.reading.attribution.turns import turns_of
from allegedly.records import Block, Reading

_CLOSED_BY = {
    "“": "”»“",
    "„": "”“",
    "‟": "”“",
    "«": "»”",
    "»": "«",
    '"': "”»",
}
"""What closes a mark, besides a straight one; a mark that could open too must stand right behind a word."""
_MARKS = re.compile(r"[“”„‟«»\"]|''|``|(?<!\w)[‘‚](?=\S)|(?<!['\w])'(?=[^\W\d])")
_OPENING_SINGLE = re.compile(r"(?<!\w)[‘‚](?=\S)|(?<!['\w])'(?=[^\W\d])")
_CLOSING_SINGLE = {
    "‘": re.compile(r"’(?!\w)"),
    "‚": re.compile(r"(?<=\S)[‘’](?!\w)"),
    "'": re.compile(r"(?<=[^\s'])['’](?![\w'])"),
}
_OWNERS = re.compile(r"(?<=s)[’'] [a-z]")
"""The apostrophe of "the workers’ rights"."""
_ELISION = re.compile(r"[‘']\s?(?:bout|cause|em|n|round|til|tis|twas|\d\ds?)\b", re.IGNORECASE)
_INNER = re.compile(r"‘[^‘”]*?’(?!\w)|(?<!\w)'(?=\w)[^\"”]*?[,.!?…]'(?!\w)")
"""A quotation within a quotation; with straight marks it must end in punctuation, or it might be an apostrophe."""
_SENTENCE_END = re.compile(r"[.!?…][”\"’')]?\s")
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
    (the convention of English-language newspapers): two quotations, of which the first is `open`. Elsewhere a closing
    mark is missing, and the quotation ends before the words that say whose it is, if there are any. What is said in a
    turn of a transcript is a quotation too.
    """
    return _quotations(reading.text, reading.blocks, kinds or ("title", "deck", "body"))


@lru_cache(maxsize=2)
def _quotations(text: str, blocks: tuple[Block, ...], kinds: tuple[str, ...]) -> tuple[Quotation, ...]:
    """Return the quotations; three layers ask for those of one text."""
    spoken = [piece for turn in turns_of(text, blocks) for piece in turn.said]
    spans = [block.span for block in blocks if block.kind in kinds]
    starts = [_opens(text, _MARKS.match(text, span.start)) for span in spans]
    marked = (
        quotation
        for span, more in zip(spans, [*starts[1:], False], strict=False)
        for quotation in _in_paragraph(text, span.start, span.end, more)
    )
    return tuple(_with_turns(marked, [Quotation(start, end) for start, end in spoken])) if spoken else tuple(marked)


def _with_turns(marked: Iterable[Quotation], spoken: list[Quotation]) -> Iterator[Quotation]:
    """Yield both in the order of the text; marks inside what is said in a turn mark no quotation of its own."""
    starts = [quotation.start for quotation in spoken]
    apart = []
    for quotation in marked:
        at = bisect_right(starts, quotation.end - 1) - 1
        if at < 0 or spoken[at].end <= quotation.start:
            apart.append(quotation)
    yield from sorted([*apart, *spoken], key=lambda quotation: quotation.start)


def _in_paragraph(text: str, start: int, end: int, goes_on: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    done = start
    for match in _MARKS.finditer(text, start, end):
        if match.start() < done:
            continue
        if opened is None:
            whole = _whole(text, match, done, end)
            if whole is not None:
                yield whole
                done = whole.end
            elif match[0] not in _CLOSING_SINGLE and _opens(text, match) and match.end() < end:
                opened = match
        elif _closes(text, match, opened[0]):
            if match.start() > opened.end() and match.end() - opened.start() < _LONGEST:
                yield Quotation(opened.start(), match.end())
            opened, done = None, match.end()
        elif match[0] == opened[0] and (cut := _speech_end(text, opened.end(), match.start())):
            yield Quotation(opened.start(), cut)
            opened, done = match, cut
    if opened is not None and end - opened.start() < _LONGEST:
        yield from _unclosed(text, opened, end, goes_on)


def _whole(text: str, match: re.Match[str], start: int, end: int) -> Quotation | None:
    """Return the quotation in single marks that a mark opens, or the one that it closes without an opening mark."""
    if match[0] in _CLOSING_SINGLE:
        until = _end_of_single(text, match, end)
        return Quotation(match.start(), until) if until is not None else None
    begun = _speech_start(text, match, start)
    return Quotation(begun, match.end()) if begun is not None else None


def _opens(text: str, match: re.Match[str] | None) -> bool:
    """Say whether a mark can open: it is an opening one, or it stands before a word and behind none."""
    if match is None or match[0] == "”":
        return False
    if match[0] in {"“", "„", "‟", "«", "``"}:
        return True
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(after) and not after.isspace() and not before.isalnum() and (match[0] != "»" or not before.strip())


def _closes(text: str, match: re.Match[str], opening: str) -> bool:
    mark = match[0]
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    if mark in _CLOSED_BY.get(opening, "”»"):
        return mark in "”»" or (not before.isspace() and not after.isalnum())
    if mark in {"``", "„", "‟", "«", "»", "“"} or mark in _CLOSING_SINGLE:
        return False
    straight = mark == opening or opening not in {'"', "''"}
    return straight and not (before.isspace() and after.isalnum())


def _end_of_single(text: str, match: re.Match[str], end: int) -> int | None:
    """Return where a quotation in single marks ends, None if the mark is an apostrophe.

    The apostrophe of a plural's owner ("the workers’ rights") is passed over if a mark behind punctuation follows.
    """
    start = match.end()
    if _ELISION.match(text, match.start()):
        return None
    following = _OPENING_SINGLE.search(text, start, min(end, start + _LONGEST))
    limit = following.start() if following else min(end, start + _LONGEST)
    best: int | None = None
    for closing in _CLOSING_SINGLE[match[0]].finditer(text, start + 1, limit):
        sure = text[closing.start() - 1] in ".,!?…"
        if best is None or sure:
            best = closing.end()
        if sure or not _OWNERS.match(text, closing.start()):
            break
    return best if best is not None and _is_balanced(text[start:best]) else None


def _is_balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("«") == text.count("»")


def _unclosed(text: str, opened: re.Match[str], end: int, goes_on: bool) -> Iterator[Quotation]:
    """Yield the quotation whose closing mark is missing: to where its speaker is named, or to the paragraph's end."""
    cut = None if goes_on else _speech_end(text, opened.end(), end)
    if cut is not None:
        yield Quotation(opened.start(), cut)
    elif end - opened.start() > 1 and (goes_on or not text[opened.end() : opened.end() + 1].islower()):
        yield Quotation(opened.start(), end, open=True)


def _speech_end(text: str, start: int, end: int) -> int | None:
    """Return the end of the speech that "…, he said" or "…, said the guild" follows, None if nothing such does."""
    match = _speaker().search(text, start, end)
    return match.end() if match else None


def _speech_start(text: str, match: re.Match[str], start: int) -> int | None:
    """Return where the speech begins that a closing mark ends whose opening mark is missing, None for a mere mark.

    It must end in punctuation; it begins behind the sentence before it that names a speaker, or else at `start`.
    """
    if match[0] not in "”»" or text[match.start() - 1] not in ",.!?…" or match.start() - start > _LONGEST:
        return None
    begun = start
    for said in _said().finditer(text, start, match.start()):
        stop = _SENTENCE_END.search(text, said.end(), match.start())
        begun = stop.end() if stop else match.start()
    while begun < match.start() and text[begun].isspace():
        begun += 1
    return begun if match.start() - begun > 1 else None


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('quote_cues', 'form')))})\b")


@cache
def _speaker() -> re.Pattern[str]:
    verb = f"(?:{'|'.join(sorted(words('quote_cues', 'form')))})"
    who = r"(?:he|she|they|we|I|it|(?:[Tt]he|an?|his|her|their|one|[A-Z][\w’'.-]*)(?:,?\s[\w’'.-]+){0,7}?,?)"
    return re.compile(rf"[,!?…](?=\s+(?:{who}\s{verb}\b|{verb}\s(?:he|she|the|an?|[A-Z])))")


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
