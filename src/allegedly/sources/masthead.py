"""The head of a report: title, deck, date line, byline, and the furniture between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from allegedly import lexicon
from allegedly.records import BlockKind
from allegedly.sources import dates, phrases
from allegedly.sources.paragraphs import paragraphs

DEEPEST = 14
"""So many paragraphs are looked at for the head."""
_OWN = frozenset({"title", "deck", "dateline", "byline", "repeated_title"})
_NAME = rf"[A-Z][\w.'’-]+|[A-Z]\.|{'|'.join(sorted(lexicon.words('name_particles')))}"
_NAMES = rf"(?:{_NAME})(?:\s(?:{_NAME})){{0,5}}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)(?:\s?:)?\s(?P<author>{_NAMES}(?:(?:,|,?\sand|,?\s&)\s(?!The\b){_NAMES}){{0,5}})\s*(?P<rest>(?:[,|•·–—(/-]|\s).*)?"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a text says, and the offsets and kinds of its paragraphs, up to the first of the body."""

    title: str | None = None
    deck: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    parts: tuple[tuple[int, int, BlockKind], ...] = ()


@dataclass(slots=True)
class _Head:
    """The head as far as it has been read."""

    title: str | None
    seen: bool = False
    deck: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
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
    _close(head)
    head.published = head.published or _labelled(lines) or _dateline(lines[len(head.parts) :])
    return Masthead(head.title, head.deck, head.published, head.author, head.outlet, tuple(head.parts))


def _kind(head: _Head, lines: list[str], at: int) -> BlockKind | None:
    """Return what the paragraph is, None for the first of the body; note in `head` what it says."""
    line = lines[at]
    if head.title and phrases.repeats(line, head.title):
        kind: BlockKind = "repeated_title" if head.seen else "title"
        head.seen = True
        return kind
    found = byline(line) or date_line(line)
    if found:
        return _note(head, line, found)
    return _above_body(head, lines, at) if head.title else _above_title(head, lines, at)


def _above_title(head: _Head, lines: list[str], at: int) -> BlockKind | None:
    line, title = lines[at], _is_title(lines, at)
    phrase = phrases.match(line)
    labelled = phrase is not None and phrase.kind == "related" and not phrase.heads and title  # "Watch: ..."
    if phrase and not labelled and at + 1 < len(lines):
        return phrase.kind
    if _is_kicker(lines, at):
        return "navigation"
    if _is_outlet_above(lines, at):
        head.outlet = line
        return "byline"
    if title:
        head.title, head.seen = line, True
    return "title" if title else None


def _above_body(head: _Head, lines: list[str], at: int) -> BlockKind | None:
    line = lines[at]
    phrase = phrases.match(line)
    if phrase and not phrase.beside:
        return phrase.kind
    if _is_name(line):
        head.outlet = head.outlet or (line if _is_outlet(line) else None)
        return "byline"
    if head.deck is None and _is_deck(head, lines, at):
        head.deck = line
        return "deck"
    return None


def _note(head: _Head, line: str, kind: BlockKind) -> BlockKind:
    found = dates.published(line)
    head.published = head.published or (found.value if found else None)
    signed = _BYLINE.match(line[: found.start].rstrip(" ,|") if found else line)
    if signed and not head.author:
        head.author = signed["author"]
    return kind


def _close(head: _Head) -> None:
    """Give back the furniture at the end of the head: that is for the body's rules to tell."""
    while head.parts and head.parts[-1][2] not in _OWN:
        head.parts.pop()


def _labelled(lines: list[str]) -> str | None:
    """Return the date of a line near the top that says "Published" or the like before it, among other words."""
    found = (dates.published(line) for line in lines)
    return next((one.value for one in found if one and one.label), None)


def _dateline(body: list[str]) -> str | None:
    return dates.dateline(body[0]) if body else None


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
    rest = re.sub(r"\([^()]{0,30}\)|\b\d{1,2}[:.]\d\d\b|\b\d+ min(ute)?s? read\b", " ", rest)
    words = [word for word in re.findall(r"\w[\w.'’-]*", rest) if word.lower() not in dates.words("beside")]
    if any(word[0].islower() for word in words):
        return None
    return "dateline" if len(words) <= 8 and not (len(words) > 3 and phrases.is_closed(line)) else None


def byline(line: str) -> BlockKind | None:
    """Return "byline" for a paragraph that names who wrote the report and does no more, else None."""
    match = _BYLINE.fullmatch(line) if len(line) <= dates.LONGEST and not phrases.is_closed(line) else None
    if match is None or match["author"].lower().split()[0] in dates.words("month", "weekday"):
        return None
    rest = re.findall(r"\w[\w.'’-]*", match["rest"] or "")
    return "byline" if len(rest) <= 10 and sum(word[0].islower() for word in rest) <= 3 else None


def _is_name(line: str) -> bool:
    """Say whether a paragraph is a name and no more: of the outlet, or of who wrote the report."""
    words = re.sub(r"\([^()]*\)", "", line).split()
    if not 2 <= len(words) <= 7 or not re.fullmatch(r"[\w\s.,'’&()-]+", line) or phrases.is_closed(line):
        return False
    inner = {"of", "and", "for", "the", "&"} | lexicon.words("name_particles")
    return all(word[0].isupper() for word in words if word not in inner)


def _is_outlet(line: str) -> bool:
    return any(word in lexicon.words("outlet_words") for word in re.findall(r"\w+", line.lower()))


def _is_outlet_above(lines: list[str], at: int) -> bool:
    """Say whether a paragraph is the outlet's name above the title: short, ending as such names do."""
    words = re.sub(r"\([^()]*\)", "", lines[at]).lower().split()
    named = _is_name(lines[at]) and len(words) <= 4 and words[-1] in lexicon.words("outlet_words")
    return named and at + 2 < len(lines) and phrases.is_headline(lines[at + 1])


def _is_kicker(lines: list[str], at: int) -> bool:
    """Say whether a paragraph is one word above the title: a section of the site."""
    return len(lines[at].split()) == 1 and at + 2 < len(lines) and phrases.is_headline(lines[at + 1])


def _is_title(lines: list[str], at: int) -> bool:
    """Say whether a paragraph is the title: a headline, or a sentence that is set or repeated as one."""
    line = lines[at]
    if at + 1 == len(lines) or len(line) > 240 or len(line.split()) < 2:
        return False
    if not phrases.is_closed(line):
        return True
    if re.search(r"[.!?]\W*\s+\W*[A-Z]", line) and not _is_title_case(line):
        return False  # two sentences
    return any(phrases.repeats(later, line) for later in lines[at + 1 :]) or _is_title_case(line)


def _is_title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]{4,}", line)  # shorter ones may be articles and prepositions
    return len(words) >= 3 and all(word[0].isupper() for word in words)


def _is_deck(head: _Head, lines: list[str], at: int) -> bool:
    """Say whether a paragraph is the deck: no full stop, or more of the head (date, byline, title again) to come."""
    line = lines[at]
    if at + 1 == len(lines) or len(line) > 400:
        return False
    if head.seen and phrases.is_headline(line) and not re.search(r"[?!][\"'”’]?$", line):
        return True
    return any(
        phrases.repeats(later, head.title or "") or date_line(later) or byline(later)
        for later in lines[at + 1 : at + 3]
    )
