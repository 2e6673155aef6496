"""Where a report plays: how much of it lies in each country, each first-order subdivision, and near each point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from allegedly.reading.places import gazetteer
from allegedly.reading.places.gazetteer import Entry

COUNTRY_WEIGHT = 3.0
REGION_WEIGHT = 3.5
NEIGHBOURHOOD_WEIGHT = 3.0
CELL_DEGREES = 1.0
"""A neighbourhood is the square of this side around a place, and the eight around that."""
_PRIOR_WEIGHT = 0.5
"""Added to every total, so that a report of two names proves little."""
Cell = tuple[int, int]


class Focus:
    """The names of a report, each with the place it is taken for at present and the weight of its mentions."""

    def __init__(self, chosen: Mapping[str, tuple[Entry, float]]) -> None:
        """Sum up the weights by country, subdivision and cell."""
        self._chosen = chosen
        self._countries: defaultdict[str | None, float] = defaultdict(float)
        self._regions: defaultdict[int | None, float] = defaultdict(float)
        self._cells: defaultdict[Cell | None, float] = defaultdict(float)
        for entry, weight in chosen.values():
            self._countries[entry.country] += weight
            self._regions[region_of(entry)] += weight
            self._cells[_cell(entry)] += weight
        self._totals = tuple(
            sum(weight for key, weight in sums.items() if key is not None)
            for sums in (self._countries, self._regions, self._cells)
        )

    def nearness(self, name: str, entry: Entry) -> float:
        """Return how near an entry is to what the report's other names mean, from 0 to the sum of the weights."""
        own, weight = self._chosen.get(name, (None, 0.0))
        return (
            COUNTRY_WEIGHT * self._country_share(entry, own, weight)
            + REGION_WEIGHT * self._region_share(entry, own, weight)
            + NEIGHBOURHOOD_WEIGHT * self._cell_share(entry, own, weight)
        )

    def _country_share(self, entry: Entry, own: Entry | None, weight: float) -> float:
        if entry.country is None:
            return 0.0
        here = weight if own and own.country == entry.country else 0.0
        there = weight if own and own.country else 0.0
        return (self._countries[entry.country] - here) / (self._totals[0] - there + _PRIOR_WEIGHT)

    def _region_share(self, entry: Entry, own: Entry | None, weight: float) -> float:
        region = region_of(entry)
        if region is None:
            return 0.0
        here = weight if own and region_of(own) == region else 0.0
        there = weight if own and region_of(own) is not None else 0.0
        return (self._regions[region] - here) / (self._totals[1] - there + _PRIOR_WEIGHT)

    def _cell_share(self, entry: Entry, own: Entry | None, weight: float) -> float:
        cell = _cell(entry)
        if cell is None:
            return 0.0
        around = [(cell[0] + south, cell[1] + west) for south in (-1, 0, 1) for west in (-1, 0, 1)]
        home = _cell(own) if own else None
        here = weight if home in around else 0.0
        there = weight if home is not None else 0.0
        near = sum(self._cells.get(neighbour, 0.0) for neighbour in around)
        return (near - here) / (self._totals[2] - there + _PRIOR_WEIGHT)


def region_of(entry: Entry) -> int | None:
    """Return the row of the first-order subdivision that an entry is or lies in."""
    return entry.row if entry.feature == gazetteer.FIRST_ORDER else entry.admin[0] if entry.admin else None


def _cell(entry: Entry) -> Cell | None:
    """Return the square of the grid that a town or county lies in, None for what is larger."""
    if entry.is_wide or not entry.admin or entry.lat is None or entry.lon is None:
        return None
    return int(entry.lat // CELL_DEGREES), int(entry.lon // CELL_DEGREES)
