"""The outlines of countries: lines, some of which two neighbours share, and the land that they enclose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allegedly.lexicon import table

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""West, south, east, north."""
_UNIT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A coast or a border; `matter` is what is disputed about a border, "" where nothing is."""

    points: tuple[Point, ...]
    border: bool
    matter: str
    box: Box


@dataclass(frozen=True, slots=True)
class Ring:
    """Land inside one closed line, of a country ("BLR"), or of nobody ("") where more than one claims it."""

    country: str
    points: tuple[Point, ...]
    box: Box


@cache
def lines() -> tuple[Line, ...]:
    """Return all lines."""
    made = []
    for row in table("map_lines"):
        points = _points(row["points"])
        made.append(Line(points, bool(row["border"]), row["matter"], box(points)))
    return tuple(made)


@cache
def rings() -> tuple[Ring, ...]:
    """Return all land; a lake or an enclave is a ring of its own, inside another."""
    found = lines()
    made = []
    for row in table("map_lands"):
        for numbers in row["rings"].split("|"):
            points: list[Point] = []
            for number in map(int, numbers.split()):
                # ~n is line n backwards; each line begins where the one before it ends.
                points += found[number].points if number >= 0 else found[~number].points[::-1]
            made.append(Ring(row["country"], tuple(points), box(points)))
    return tuple(made)


@cache
def extent(country: str) -> Box | None:
    """Return where the largest piece of a country lies, None for one that is too small to have an outline."""
    boxes = [ring.box for ring in rings() if ring.country == country]
    return max(boxes, key=lambda one: (one[2] - one[0]) * (one[3] - one[1]), default=None)


def box(points: tuple[Point, ...] | list[Point]) -> Box:
    """Return the smallest box that holds the points."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def _points(written: str) -> tuple[Point, ...]:
    """Return the points of a line from where it begins and the way from each to the next, in hundredths of a degree."""
    numbers = list(map(int, written.split()))
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / _UNIT, y / _UNIT))
    return tuple(points)
