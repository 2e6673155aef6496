"""The paragraphs of a canonical text: its lines, or, where they are broken at a fixed width, what blank lines part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, pairwise

WIDEST = 140
"""No text is broken at a greater width (characters)."""
NARROWEST = 40
"""Lines that are all shorter are lines of their own: a list, an address, verse."""
SEVERAL = 2
"""So many paragraphs that are clearly broken at a fixed width tell that the text is."""
_LINE = re.compile(r"\S[^\n]*")
_ENDS = tuple(".!?:;\"”’')…")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets [start, end) of the paragraphs, without white space at the edges.

    Every line is one, but for the lines of a text that is broken at a fixed width (e-mail, wire copy): these belong
    together until a blank line comes. Where the text is broken so in several places, lines too few to tell by
    themselves are taken together if every break was forced by that width.
    """
    groups = list(_groups(text))
    wrapped = [len(lines) > 1 and _is_wrapped(text, lines) for lines in groups]
    width = 0
    if sum(wrapped) >= SEVERAL:
        width = max(end - start for lines in compress(groups, wrapped) for start, end in lines)
    for lines, joined in zip(groups, wrapped, strict=True):
        if joined or (len(lines) > 1 and width and _is_forced(text, lines, width)):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines between blank lines, each without white space at its edges."""
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = (match.start(), match.start() + len(match[0].rstrip()))
        if group and text.count("\n", group[-1][1], line[0]) > 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_forced(text: str, lines: list[tuple[int, int]], width: int) -> bool:
    """Say whether no line is wider, and none had room for the first word of the next."""
    return all(end - start <= width for start, end in lines) and all(
        end - start + 1 + len(text[after : after + width].split(maxsplit=1)[0]) > width
        for (start, end), (after, _) in pairwise(lines)
    )


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether the lines are one paragraph: of even width, and mostly broken within a sentence."""
    widths = [end - start for start, end in lines]
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST or any(width < 0.6 * widest for width in widths[:-1]):
        return False
    inside = [text[after].islower() and not text.endswith(_ENDS, 0, end) for (_, end), (after, _) in pairwise(lines)]
    return sum(inside) >= 0.4 * len(inside)
