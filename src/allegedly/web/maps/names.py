"""Names on a map, each written only where it covers neither a dot nor another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from allegedly.web.maps.outlines import Box, Point, box

_LETTER, _LINE = 6.1, 13
"""Width of a letter and height of a line, in units of the picture."""
_WIDE_LETTER = 7.6
"""Width of a letter of a country's name, which is written spaced."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands: `anchor` as in SVG, `y` is the line that the letters stand on."""

    text: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    kind: Literal["place", "country"]


class Names:
    """The names written so far, and what is covered."""

    def __init__(self, width: int, height: int) -> None:
        self.placed: list[Name] = []
        self._edge: Box = (0, 0, width, height)
        self._taken: list[Box] = []

    def keep_free(self, x: float, y: float, radius: float) -> None:
        """Let no name cover a dot."""
        self.keep_clear((x - radius, y - radius, x + radius, y + radius))

    def keep_clear(self, covered: Box) -> None:
        """Let no name be written there."""
        self._taken.append(covered)

    def beside(self, text: str, x: float, y: float, radius: float) -> None:
        """Write a place's name at the right of its dot, or else left, below, above, or not at all."""
        away = radius + 4
        wide = len(text) * _LETTER
        tries = (
            (Name(text, x + away, y + 4, "start", "place"), x + away),
            (Name(text, x - away, y + 4, "end", "place"), x - away - wide),
            (Name(text, x, y + away + 9, "middle", "place"), x - wide / 2),
            (Name(text, x, y - away, "middle", "place"), x - wide / 2),
        )
        for name, left in tries:
            if self._write(name, (left, name.y - 10, left + wide, name.y + 3)):
                return

    def inside(self, text: str, land: list[Point]) -> None:
        """Write a country's name into its land where that is wide enough, near its middle."""
        text = text.upper()
        west, north, east, south = box(land)
        wide = len(text) * _WIDE_LETTER
        if not text or east - west < wide * 1.15 or south - north < 2 * _LINE:
            return
        x, middle = sum(point[0] for point in land) / len(land), (north + south) / 2
        for across in ((west + east) / 2, x):
            for down in (0, 1.5, -1.5, 3, -3, 5, -5, 7, -7):
                y = middle + down * _LINE
                sides = ((across - wide / 2, y - 4), (across, y - 4), (across + wide / 2, y - 4))
                taken = (across - wide / 2, y - 10, across + wide / 2, y + 3)
                if all(_holds(land, side) for side in sides) and self._write(
                    Name(text, across, y, "middle", "country"), taken
                ):
                    return

    def _write(self, name: Name, covers: Box) -> bool:
        west, north, east, south = self._edge
        if covers[0] < west or covers[1] < north or covers[2] > east or covers[3] > south:
            return False
        if any(covers[0] < b[2] and b[0] < covers[2] and covers[1] < b[3] and b[1] < covers[3] for b in self._taken):
            return False
        self._taken.append(covers)
        self.placed.append(name)
        return True


def _holds(ring: list[Point], point: Point) -> bool:
    """Say whether a point is inside a ring, by the crossings of a ray."""
    inside = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > point[1]) != (b[1] > point[1]):
            inside ^= point[0] < a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    return inside
