"""The paragraphs of a canonical text: its lines, or, where they are broken at a fixed width, what blank lines part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

WIDEST = 140
"""No text is broken at a greater width (characters)."""
NARROWEST = 40
"""Lines that are all shorter are lines of their own: a list, an address, verse."""
_LINE = re.compile(r"\S[^\n]*")
_ENDS = tuple(".!?:;\"”’')…")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets [start, end) of the paragraphs, without white space at the edges.

    Every line is one, but for the lines of a text that is broken at a fixed width (e-mail, wire copy): these belong
    together until a blank line comes.
    """
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = (match.start(), match.start() + len(match[0].rstrip()))
        if group and text.count("\n", group[-1][1], line[0]) > 1:
            yield from _joined(text, group)
            group = []
        group.append(line)
    yield from _joined(text, group)


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(lines) < 2 or not _is_wrapped(text, lines):
        return lines
    return [(lines[0][0], lines[-1][1])]


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether the lines are one paragraph: of even width, and mostly broken within a sentence."""
    widths = [end - start for start, end in lines]
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST or any(width < 0.6 * widest for width in widths[:-1]):
        return False
    inside = [text[after].islower() and not text.endswith(_ENDS, 0, end) for (_, end), (after, _) in pairwise(lines)]
    return sum(inside) >= 0.4 * len(inside)
