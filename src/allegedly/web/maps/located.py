"""Places that a map shows, or that stand beside it: which has a point, and what the map is framed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.web.maps.outlines import Box, extent

_WIDE = ("PCL", "CONT", "RGN", "OCN", "SEA", "ZN", "TERR")
"""GeoNames features that have coordinates, but are too wide to be a point of any map."""
_AREAS = ("ADM", "PEN", "ISL", "GULF", "BAY", "STRT", "STM", "LK", "MTS", "DSRT", "VAL", "PRK", "FRST", "RSV")
"""GeoNames features that have an extent of their own, and a point in the middle of it."""
LEAST = 4.0
"""Degrees from south to north that a map shows at least."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A report that names the place: its document, the place's id in it, and what the page calls the report."""

    document: str
    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a story, and the reports that name it, copies counted once."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    feature: str | None
    namings: tuple[Naming, ...]

    @property
    def reports(self) -> int:
        """How many reports name it."""
        return len(self.namings)

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, None for what has none or is too wide to be a point."""
        if self.lat is None or self.lon is None or (self.feature or "").startswith(_WIDE):
            return None
        return (self.lon, self.lat) if abs(self.lat) <= 90 and abs(self.lon) <= 180 else None

    @property
    def area(self) -> bool:
        """Say whether the point is the middle of an area."""
        return (self.feature or "").startswith(_AREAS)


def framed(places: Sequence[Located]) -> Box | None:
    """Return the box in which the story takes place; None where no place is known at all.

    It holds the places that many of the reports name, and of the others those not too far from these: a name read
    wrongly, or told of in passing, does not make a map of the world.
    """
    points = sorted((place for place in places if place.point), key=lambda place: -place.reports)
    if not points:
        return _around([found for place in places if place.country and (found := extent(place.country))][:3])
    most = points[0].reports
    core = [place for place in points if 3 * place.reports >= most]
    held = _around([(*place.point, *place.point) for place in core if place.point])
    assert held is not None  # noqa: S101 (there is a point)
    wide, high = max(held[2] - held[0], 2 * LEAST), max(held[3] - held[1], LEAST)
    reach = (held[0] - wide, held[1] - high, held[2] + wide, held[3] + high)
    near = [place.point for place in points if place.point and within(place.point, reach)]
    return _around([(*point, *point) for point in near])


def within(point: tuple[float, float], box: Box) -> bool:
    """Say whether a point is in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
