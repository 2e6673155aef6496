"""A map as shapes: land, coasts and borders as paths, places as dots sized by reports, names where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, floor, log10, radians, sqrt

from allegedly.lexicon import table
from allegedly.web.maps import clipping, outlines
from allegedly.web.maps.located import LEAST, Located, framed, within
from allegedly.web.maps.names import Name, Names
from allegedly.web.maps.outlines import Box, Point

WIDTH = 720
HIGHEST, LOWEST = 440, 260
_MARGIN = 0.18
"""What is left free around the places, as a part of their extent."""
_FINE = 0.8
"""Units of the picture between two points of a line at least, on a map of a village."""
_HEAVY = 60_000
"""Characters of outlines at which a map is drawn with coarser ones: part of what a page may weigh."""
_COARSER = 1.4
"""How many times as far apart points are then."""
_LOCAL = 14.0
"""Degrees from south to north below which a map has a smaller one in its corner."""
_INSET = (132, 92)
"""Width and height of that."""
_SPECK = 12.0
"""Square units of an island that the map in the corner shows at least."""
_KM = 111.2
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map; `area` if the dot is the middle of something wide."""

    place: Located
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Map:
    """A map of places. `lands` are (class, path), `beside` places without a point, `away` those outside the frame.

    `matters` are the disputes about the borders in it, `scale` the length of a bar and what it stands for.
    """

    height: int
    lands: tuple[tuple[str, str], ...]
    coasts: str
    borders: str
    disputed: str
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    beside: tuple[Located, ...]
    away: tuple[Located, ...]
    matters: tuple[str, ...]
    scale: tuple[float, str]
    inset: Inset | None
    width: int = WIDTH

    @property
    def weight(self) -> int:
        """How many characters its outlines are."""
        return sum(len(path) for _, path in self.lands) + len(self.coasts + self.borders + self.disputed)


@dataclass(frozen=True, slots=True)
class Inset:
    """A small map in the corner, which shows where in the world the map is; `here` is its box (x, y, width, height)."""

    x: float
    width: int
    height: int
    lands: str
    here: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What part of the world is shown, by an equirectangular projection true to scale at its middle latitude.

    `across` and `along` are units of the picture for a degree of longitude and of latitude.
    """

    box: Box
    across: float
    along: float
    width: int
    height: int
    coarse: float = 1.0

    @property
    def fine(self) -> float:
        """Units between two points of a line at least: more on a map of the world, which has more lines."""
        return self.coarse * (_FINE + (self.box[3] - self.box[1]) / 70)

    @property
    def speck(self) -> float:
        """Square units that an island has at least."""
        return self.fine**2

    def at(self, point: Point) -> Point:
        """Return where a point of the world is in the picture."""
        return (point[0] - self.box[0]) * self.across, (self.box[3] - point[1]) * self.along


def drawn(places: Sequence[Located]) -> Map | None:
    """Return the map of these places, None where none of them is known."""
    held = framed(places)
    if held is None:
        return None
    frame = _frame(held)
    while (made := _drawn(places, frame)).weight > _HEAVY:
        frame = replace(frame, coarse=frame.coarse * _COARSER)
    return made


def _drawn(places: Sequence[Located], frame: _Frame) -> Map:
    shown = [place for place in places if place.point and within(place.point, frame.box)]
    dots = tuple(
        Dot(place, *frame.at(place.point), min(2 + 2.2 * sqrt(place.reports), 18))
        for place in sorted(shown, key=lambda place: -place.reports)
        if place.point
    )
    near = [line for line in outlines.lines() if clipping.meet(line.box, frame.box)]
    names = Names(WIDTH, frame.height)
    inset = _inset(frame)
    if inset:
        names.keep_clear((inset.x, 0, WIDTH, inset.height))
    for dot in dots:
        names.keep_free(dot.x, dot.y, dot.radius)
    for dot in dots:
        names.beside(dot.place.name, dot.x, dot.y, dot.radius)
    lands = tuple(_lands(frame, {place.country for place in places if place.country}, names))
    scale = _scale(frame)
    return Map(
        height=frame.height,
        lands=lands,
        coasts=_paths(frame, (line for line in near if not line.border)),
        borders=_paths(frame, (line for line in near if line.border and not line.matter)),
        disputed=_paths(frame, (line for line in near if line.matter)),
        dots=dots,
        names=tuple(names.placed),
        beside=tuple(place for place in places if place.point is None),
        away=tuple(place for place in places if place.point and not within(place.point, frame.box)),
        matters=tuple(sorted({line.matter for line in near if line.matter and _seen(frame, line)})),
        scale=scale,
        inset=inset,
    )


def _frame(held: Box) -> _Frame:
    """Return the frame that shows a box with something around it."""
    high = max((held[3] - held[1]) * (1 + 2 * _MARGIN), LEAST)
    wide = max((held[2] - held[0]) * (1 + 2 * _MARGIN), LEAST)
    middle = ((held[0] + held[2]) / 2, (held[1] + held[3]) / 2)
    narrow = _narrow(middle[1])
    height = round(min(max(WIDTH * high / (wide * narrow), LOWEST), HIGHEST))
    return _around(middle, max(high, wide * narrow * height / WIDTH), WIDTH, height)


def _around(middle: Point, high: float, width: int, height: int) -> _Frame:
    """Return the frame of so many degrees of latitude around a point, moved and narrowed where the world ends."""
    narrow = _narrow(middle[1])
    along = max(height / high, width / (360 * narrow), height / 176)
    wide, high = width / along / narrow, height / along
    left = min(max(middle[0] - wide / 2, -180.0), 180.0 - wide)
    bottom = min(max(middle[1] - high / 2, -88.0), 88.0 - high)
    return _Frame((left, bottom, left + wide, bottom + high), along * narrow, along, width, height)


def _narrow(latitude: float) -> float:
    """Return how wide a degree of longitude is there, beside one of latitude."""
    return cos(radians(min(max(latitude, -60.0), 70.0)))


def _inset(frame: _Frame) -> Inset | None:
    """Return the map in the corner, None where the map itself shows enough of the world to know it by."""
    west, south, east, north = frame.box
    if north - south > _LOCAL:
        return None
    small = _around(((west + east) / 2, (south + north) / 2), max(6 * (north - south), 30), *_INSET)
    paths = []
    for ring in outlines.rings():
        if clipping.meet(ring.box, small.box):
            points = _fine([small.at(point) for point in clipping.land(ring.points, small.box)], 2.0)
            if len(points) > 2 and _extent(points) > _SPECK:
                paths.append(_path(points) + "z")
    (left, top), (right, bottom) = small.at((west, north)), small.at((east, south))
    return Inset(WIDTH - _INSET[0], *_INSET, "".join(paths), (left, top, right - left, bottom - top))


def _lands(frame: _Frame, named: set[str], names: Names) -> Iterable[tuple[str, str]]:
    """Yield the land of each country as a path, those that the story names apart, and write the countries' names."""
    paths: dict[str, str] = {}
    largest: dict[str, list[Point]] = {}
    for ring in outlines.rings():
        if not clipping.meet(ring.box, frame.box):
            continue
        points = _fine([frame.at(point) for point in clipping.land(ring.points, frame.box)], frame.fine)
        if len(points) < 3 or _extent(points) < frame.speck:
            continue
        kind = "claimed" if not ring.country else "named" if ring.country in named else "other"
        paths[kind] = paths.get(kind, "") + _path(points) + "z"
        if ring.country and _extent(points) > _extent(largest.get(ring.country, [])):
            largest[ring.country] = points
    called = {row["country"]: row["name"] for row in table("countries")}
    for country in sorted(largest, key=lambda country: (country not in named, -_extent(largest[country]))):
        names.inside(called.get(country, ""), largest[country])
    return sorted(paths.items())


def _extent(points: list[Point]) -> float:
    if not points:
        return 0.0
    west, south, east, north = outlines.box(points)
    return (east - west) * (north - south)


def _seen(frame: _Frame, line: outlines.Line) -> bool:
    return any(len(piece) > 1 for piece in clipping.line(line.points, frame.box))


def _paths(frame: _Frame, lines: Iterable[outlines.Line]) -> str:
    made = []
    for line in lines:
        for piece in clipping.line(line.points, frame.box):
            points = _fine([frame.at(point) for point in piece], frame.fine)
            if len(points) > 1 and (piece[0] != piece[-1] or _extent(points) >= frame.speck):
                made.append(_path(points))
    return "".join(made)


def _fine(points: list[Point], least: float) -> list[Point]:
    """Return the points that a reader could tell apart, the first and the last among them."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    if len(kept) > 1 and points[-1] != kept[-1]:
        kept[-1] = points[-1]
    return kept


def _path(points: Sequence[Point]) -> str:
    """Return the points as SVG has them: where the path begins, then relative steps, in tenths."""
    x, y = round(points[0][0] * 10), round(points[0][1] * 10)
    made = [f"M{x / 10:g} {y / 10:g}l"]
    for across, down in points[1:]:
        to = (round(across * 10), round(down * 10))
        made.append(f"{(to[0] - x) / 10:g} {(to[1] - y) / 10:g} ")
        x, y = to
    return "".join(made).rstrip()


def _scale(frame: _Frame) -> tuple[float, str]:
    """Return the length of a bar of a round number of kilometres, about a sixth of the map, and that number."""
    about = WIDTH / 6 / frame.along * _KM
    power = 10 ** floor(log10(about))
    length = max(step * power for step in (1, 2, 5) if step * power <= about)
    return length / _KM * frame.along, f"{length:,.0f} km"
