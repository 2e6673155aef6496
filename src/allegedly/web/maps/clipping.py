"""Lines and land cut off at the edge of a map (Sutherland and Hodgman, "Reentrant polygon clipping", 1974)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from allegedly.web.maps.outlines import Box, Point

_Edge = tuple[int, float, bool]
"""Which coordinate (0 or 1) is bounded, by what, and whether from below."""


def _edges(box: Box) -> tuple[_Edge, ...]:
    west, south, east, north = box
    return (0, west, True), (1, south, True), (0, east, False), (1, north, False)


def _within(point: Point, edge: _Edge) -> bool:
    axis, bound, least = edge
    return point[axis] >= bound if least else point[axis] <= bound


def _crossing(a: Point, b: Point, edge: _Edge) -> Point:
    axis, bound, _ = edge
    part = (bound - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + part * (b[1 - axis] - a[1 - axis])
    return (bound, other) if axis == 0 else (other, bound)


def land(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a closed ring that is in the box, closed along its edges; empty where there is none."""
    points = list(ring)
    for edge in _edges(box):
        kept: list[Point] = []
        for a, b in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
            if _within(a, edge) != _within(b, edge):
                kept.append(_crossing(a, b, edge))
            if _within(b, edge):
                kept.append(b)
        points = kept
    return points


def line(points: Sequence[Point], box: Box) -> Iterator[list[Point]]:
    """Yield the pieces of an open line that are in the box."""
    pieces = [list(points)]
    for edge in _edges(box):
        pieces = [piece for whole in pieces for piece in _pieces(whole, edge)]
    yield from pieces


def _pieces(points: Sequence[Point], edge: _Edge) -> Iterator[list[Point]]:
    piece: list[Point] = []
    for a, b in pairwise(points):
        here, there = _within(a, edge), _within(b, edge)
        if here and not piece:
            piece.append(a)
        if here != there:
            piece.append(_crossing(a, b, edge))
        if there:
            piece.append(b)
        elif piece:
            yield piece
            piece = []
    if len(piece) > 1:
        yield piece


def meet(one: Box, other: Box) -> bool:
    """Say whether two boxes have something in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
