"""The head of a report: title, deck, date line, byline, and the furniture between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from allegedly.records import BlockKind
from allegedly.sources import dates, phrases
from allegedly.sources.paragraphs import paragraphs

DEEPEST = 14
"""So many paragraphs are looked at for the head."""
_NAME = r"[A-Z][\w.'’-]+|[A-Z]\.|de|van|von|der|al|bin|el|la|du|di"
_NAMES = rf"(?:{_NAME})(?:\s(?:{_NAME})){{0,5}}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)(?:\s?:)?\s(?P<author>{_NAMES}(?:(?:,|,?\sand|,?\s&)\s{_NAMES}){{0,5}})\s*(?P<rest>(?:[,|•·–—(/-]|\s).*)?"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a text says, and the offsets and kinds of its paragraphs, up to the first of the body."""

    title: str | None = None
    deck: str | None = None
    published: str | None = None
    author: str | None = None
    parts: tuple[tuple[int, int, BlockKind], ...] = ()


@dataclass(slots=True)
class _Head:
    """The head as far as it has been read."""

    title: str | None
    seen: bool = False
    deck: str | None = None
    published: str | None = None
    author: str | None = None
    parts: list[tuple[int, int, BlockKind]] = field(default_factory=list)


def read(text: str, title: str | None = None) -> Masthead:
    """Return the masthead of a canonical text whose title may be known already."""
    spans = list(islice(paragraphs(text), DEEPEST))
    lines = [text[start : min(end, start + 1000)] for start, end in spans]
    head = _Head(title)
    for at, (start, end) in enumerate(spans):
        kind = _kind(head, lines, at)
        if kind is None:
            break
        head.parts.append((start, end, kind))
    _close(head, len(spans))
    if head.published is None and len(head.parts) < len(lines):
        head.published = dates.dateline(lines[len(head.parts)])
    return Masthead(head.title, head.deck, head.published, head.author, tuple(head.parts))


def _kind(head: _Head, lines: list[str], at: int) -> BlockKind | None:
    """Return what the paragraph is, None for the first of the body; note in `head` what it says."""
    line = lines[at]
    if head.title and phrases.same_words(line) == phrases.same_words(head.title):
        head.seen, kind = True, "repeated_title" if head.seen else "title"
        return kind  # type: ignore[return-value]
    found = byline(line) or date_line(line)
    if found:
        return _note(head, line, found)
    phrase = phrases.match(line)
    if phrase and not (phrase.beside and (head.title or at + 1 == len(lines))):
        return phrase.kind
    if head.title is None and _is_title(lines, at):
        head.title, head.seen = line, True
        return "title"
    if head.title and head.deck is None and _is_deck(head, lines, at):
        head.deck = line
        return "deck"
    return None


def _note(head: _Head, line: str, kind: BlockKind) -> BlockKind:
    found = dates.published(line)
    head.published = head.published or (found.value if found else None)
    signed = _BYLINE.match(line)
    if signed and not head.author:
        head.author = signed["author"]
    return kind


def _close(head: _Head, count: int) -> None:
    """Give back what can be no head: furniture at its end is for the body's rules; a text that is all head has none."""
    kept = max(
        (
            at
            for at, part in enumerate(head.parts)
            if part[2] in {"title", "deck", "dateline", "byline", "repeated_title"}
        ),
        default=-1,
    )
    del head.parts[kept + 1 :]
    if count == 1:
        head.parts.clear()
        head.title = head.title if not head.seen else None


def date_line(line: str) -> BlockKind | None:
    """Return "dateline" for a paragraph that is a date and what stands beside one on a news page, else None."""
    if len(line) > dates.LONGEST:
        return None
    found = dates.find(line)
    if not found:
        return None
    rest = line
    for one in reversed(found):
        rest = rest[: one.start] + " | " + rest[one.end :]
    rest = re.sub(
        r"\([^()]{0,30}\)|\b\d{1,2}[:.]\d\d\b|\b\d+ min(ute)?s? read\b|\b(?:on|at|by|in|and|from|the|of|GMT|UTC)\b",
        " ",
        rest,
    )
    words = re.findall(r"\w[\w.'’-]*", rest)
    if any(word[0].islower() and word.lower() not in dates.words("beside") for word in words):
        return None
    return "dateline" if len(words) <= 8 and not (len(words) > 3 and phrases.is_closed(line)) else None


def byline(line: str) -> BlockKind | None:
    """Return "byline" for a paragraph that names who wrote the report and does no more, else None."""
    match = _BYLINE.fullmatch(line) if len(line) <= dates.LONGEST else None
    if (
        match is None
        or phrases.is_closed(line)
        or match["author"].lower().split()[0] in dates.words("month", "weekday")
    ):
        return None
    rest = re.findall(r"\w[\w.'’-]*", match["rest"] or "")
    return "byline" if len(rest) <= 10 and sum(word[0].islower() for word in rest) <= 3 else None


def _is_title(lines: list[str], at: int) -> bool:
    """Say whether a paragraph is the title: a headline, or a sentence that is set or repeated as one."""
    line = lines[at]
    if at + 1 == len(lines) or len(line) > 240 or len(line.split()) < 2:
        return False
    if not phrases.is_closed(line):
        return True
    key = phrases.same_words(line)
    return any(phrases.same_words(later) == key for later in lines[at + 1 :]) or _is_title_case(line)


def _is_title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]{4,}", line)  # shorter ones may be articles and prepositions
    return len(words) >= 3 and all(word[0].isupper() for word in words)


def _is_deck(head: _Head, lines: list[str], at: int) -> bool:
    """Say whether a paragraph is the deck: no full stop, or more of the head (date, byline, title again) to come."""
    line = lines[at]
    if at + 1 == len(lines) or len(line) > 400:
        return False
    if not phrases.is_closed(line):
        return phrases.is_headline(line) and not line.endswith(("?", "!", '"', "”"))
    key = phrases.same_words(head.title or "")
    return any(
        phrases.same_words(later) == key or date_line(later) or byline(later) for later in lines[at + 1 : at + 3]
    )
