"""A paragraph of a report with its claims marked, as a flat run of pieces that nest properly.

Marks may overlap in any way; where two cross, the inner one is closed and opened again, so that the pieces are always a
tree. Text pieces joined are the paragraph, to the character (a test says so).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from allegedly.records import Block, Claim, Span

Role = Literal["content", "source", "cue"]
_ORDER: dict[Role, int] = {"content": 0, "source": 1, "cue": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that play a role in a claim."""

    start: int
    end: int
    role: Role
    claim: Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or the beginning ("open") or end ("close") of a mark, or the number of a claim ("ref")."""

    kind: Literal["text", "open", "close", "ref"]
    text: str = ""
    mark: Mark | None = None
    claim: Claim | None = None


def anchor(claim: Claim) -> int:
    """Return the offset at which the claim's number stands: the end of its first cue, else where it begins."""
    if claim.cue:
        return claim.cue[0].end
    return min((span.start for span in (*claim.source, *claim.content)), default=0)


def marks(claims: Iterable[Claim]) -> list[Mark]:
    """Return the marks of all claims in the order of the text, the longer before the shorter."""
    found = [
        Mark(span.start, span.end, role, claim)
        for claim in claims
        for role, spans in (("content", claim.content), ("source", claim.source), ("cue", claim.cue))
        for span in spans
        if role in _ORDER  # tells the type checker which roles there are
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end, _ORDER[mark.role]))


def by_block(blocks: Sequence[Block], found: Iterable[Mark]) -> list[list[Mark]]:
    """Return for each block the marks that overlap it, in the order of `found`; blocks are in the order of the text."""
    inside: defaultdict[int, list[Mark]] = defaultdict(list)
    starts = [block.span.start for block in blocks]
    for mark in found:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for index in range(first, bisect_right(starts, mark.end - 1)):
            if mark.start < blocks[index].span.end and blocks[index].span.start < mark.end:
                inside[index].append(mark)
    return [inside[index] for index in range(len(blocks))]


def pieces(text: str, span: Span, inside: Sequence[Mark], numbered: Iterable[Claim] = ()) -> Iterator[Piece]:
    """Yield the characters of a span of the text with the marks that overlap it, and the numbers of these claims."""
    refs: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in numbered:
        refs[min(max(anchor(claim), span.start), span.end)].append(claim)
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        opening[max(mark.start, span.start)].append(mark)
    ends = {min(mark.end, span.end) for mark in inside}
    points = sorted({span.start, span.end, *refs, *opening, *ends})
    stack: list[Mark] = []
    for point, following in zip(points, [*points[1:], span.end], strict=True):
        yield from _closed(stack, point, last=point == span.end)
        yield from (Piece("ref", claim=claim) for claim in refs.get(point, ()))
        if point == span.end:
            return
        for mark in opening.get(point, ()):
            stack.append(mark)
            yield Piece("open", mark=mark)
        yield Piece("text", text[point:following])


def _closed(stack: list[Mark], point: int, *, last: bool) -> Iterator[Piece]:
    """Close the marks that end at the point, and open again those above them that do not."""
    ended = [index for index, mark in enumerate(stack) if last or mark.end <= point]
    if not ended:
        return
    above = stack[ended[0] :]
    del stack[ended[0] :]
    yield from (Piece("close", mark=mark) for mark in reversed(above))
    for mark in above:
        if not last and mark.end > point:
            stack.append(mark)
            yield Piece("open", mark=mark)
