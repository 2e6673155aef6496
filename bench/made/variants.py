"""The same texts written otherwise: odd quotation marks, capitals, layout, stray characters; gold spans move along.

Each variant is a function from a text to the edits that make it: pieces of the text and what stands there instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from bench.score.attribution import ROLES
from bench.score.common import Row

Edit = tuple[int, int, str]
"""Characters [start, end) and what replaces them; start == end inserts."""
Variant = Callable[[str], Iterator[Edit]]

WIDTH = 72
"""Where hard-wrapped lines end at the latest (characters)."""
_QUOTATION = re.compile(r"“([^“”\n]+)”")


def rewritten(row: Row, variant: Variant) -> Row:
    """Return an attribution row with its text rewritten and its spans where their words stand now.

    Raises ValueError if two edits overlap. A span whose characters are all gone is left out.
    """
    text, begins, ends = apply(row["text"], variant)
    attributions = [
        {
            role: [span for s, e in given[role] if (span := [begins[s], ends[e - 1]]) and span[0] < span[1]]
            for role in ROLES
        }
        for given in row["attributions"]
    ]
    title = row.get("title")
    return {**row, "text": text, "title": title and apply(title, variant)[0], "attributions": attributions}


def apply(text: str, variant: Variant) -> tuple[str, list[int], list[int]]:
    """Return the rewritten text, and for each old character where what stands for it begins and ends."""
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = length = 0
    for start, end, new in [*sorted(variant(text)), (len(text), len(text), "")]:
        if start < at:
            raise ValueError(f"the edit at {start} begins inside the one before it")
        begins += range(length, length + start - at)
        ends += range(length + 1, length + start - at + 1)
        pieces += [text[at:start], new]
        length += start - at
        begins += [length] * (end - start)
        length += len(new)
        ends += [length] * (end - start)
        at = end
    return "".join(pieces), begins, ends


def _nothing(text: str) -> Iterator[Edit]:
    yield from ()


def _marks(opening: str, closing: str, text: str) -> Iterator[Edit]:
    for match in re.finditer("[“”]", text):
        yield match.start(), match.end(), opening if match[0] == "“" else closing


def _nested(opening: str, closing: str, inner_opening: str, inner_closing: str, text: str) -> Iterator[Edit]:
    """Put marks within the marks, around the middle word of each quotation."""
    yield from _marks(opening, closing, text)
    for quotation in _QUOTATION.finditer(text):
        words = list(re.finditer(r"\w+", quotation[1]))
        if len(words) > 2 and not re.search("[‘’'\"]", quotation[1]):
            start, end = words[len(words) // 2].span()
            yield quotation.start(1) + start, quotation.start(1) + start, inner_opening
            yield quotation.start(1) + end, quotation.start(1) + end, inner_closing


def _letters(change: Callable[[str], str], text: str) -> Iterator[Edit]:
    for at, character in enumerate(text):
        if change(character) != character:
            yield at, at + 1, change(character)


def _title_case(text: str) -> Iterator[Edit]:
    for match in re.finditer(r"(?<![\w'’])[a-z]", text):
        yield match.start(), match.end(), match[0].upper()


def _without(pattern: str, text: str) -> Iterator[Edit]:
    for match in re.finditer(pattern, text):
        yield match.start(), match.end(), ""


def _bare(text: str) -> Iterator[Edit]:
    yield from _letters(str.lower, text)
    yield from _without(_PUNCTUATION, text)


def _paragraph_starts(new: str, text: str) -> Iterator[Edit]:
    for match in re.finditer(r"(?m)^(?=\S)", text):
        yield match.start(), match.start(), new


def _blanks(new: str, every: int, text: str) -> Iterator[Edit]:
    for number, match in enumerate(re.finditer(" ", text)):
        if number % every == 0:
            yield match.start(), match.end(), new


def _wrapped(indent: str, text: str) -> Iterator[Edit]:
    start = 0
    for match in re.finditer(r"\n| (?=(\S+))", text):
        if match[0] == "\n":
            start = match.end()
        elif match.end(1) - start > WIDTH:
            yield match.start(), match.end(), "\n" + indent
            start = match.end()


def _invisible(text: str) -> Iterator[Edit]:
    yield from _blanks(" \u200b", 3, text)
    yield from _paragraph_starts("\ufeff", text)


def _soft_hyphens(text: str) -> Iterator[Edit]:
    for match in re.finditer(r"[^\W\d_]{8,}", text):
        middle = (match.start() + match.end()) // 2
        yield middle, middle, "\u00ad"


def _emoji(text: str) -> Iterator[Edit]:
    yield from _paragraph_starts("🇧🇾 ", text)
    for match in re.finditer(r"[.!?]”? (?=[A-Z“])", text):
        yield match.end(), match.end(), "😀 "


def _tabs(text: str) -> Iterator[Edit]:
    yield from _blanks("\t", 5, text)
    yield from _paragraph_starts("\t", text)


_PUNCTUATION = r"[“”‘\"]|(?<!\w)['’]|['’](?!\w)|[.,;:!?](?!\w)"

VARIANTS: Mapping[str, Variant] = {
    "as it is": _nothing,
    "straight marks": partial(_marks, '"', '"'),
    "single marks": partial(_marks, "‘", "’"),
    "straight single marks": partial(_marks, "'", "'"),
    "guillemets": partial(_marks, "«", "»"),
    "guillemets set apart": partial(_marks, "«\u00a0", "\u00a0»"),
    "German marks": partial(_marks, "„", "“"),
    "double apostrophes": partial(_marks, "''", "''"),
    "grave accents and apostrophes": partial(_marks, "``", "''"),
    "mixed pairs": partial(_marks, "“", '"'),
    "no closing marks": partial(_without, "”"),
    "no opening marks": partial(_without, "“"),
    "no marks": partial(_without, "[“”]"),
    "quotes within quotes": partial(_nested, "“", "”", "‘", "’"),
    "straight quotes within quotes": partial(_nested, '"', '"', "'", "'"),
    "double quotes within single": partial(_nested, "‘", "’", "“", "”"),
    "all capitals": partial(_letters, str.upper),
    "no capitals": partial(_letters, str.lower),
    "title case": _title_case,
    "no punctuation": partial(_without, _PUNCTUATION),
    "no punctuation, no capitals": _bare,
    "wrapped lines": partial(_wrapped, ""),
    "wrapped and indented lines": partial(_wrapped, "    "),
    "bullets": partial(_paragraph_starts, "• "),
    "dashes for bullets": partial(_paragraph_starts, "- "),
    "numbered paragraphs": partial(_paragraph_starts, "1. "),
    "mail quoting": partial(_paragraph_starts, "> "),
    "tabs": _tabs,
    "double blanks": partial(_blanks, "  ", 2),
    "non-breaking spaces": partial(_blanks, "\u00a0", 1),
    "zero-width characters": _invisible,
    "soft hyphens": _soft_hyphens,
    "emoji": _emoji,
}
"""By name, the text as it is first."""
