"""Figures as horizontal ranges on a common axis, in order of time; open ends are arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from allegedly.ledger.link_rows import SeriesRow
from allegedly.web.wording import shortened

WIDTH, LABEL, NUMBERS, ROW, HEAD = 720, 250, 110, 22, 24
"""Width of the picture, of the columns with names and with numbers, height of a row and of the axis."""
_DAY = 48
"""Width of the column with the days, in that of the names."""
_TICKS = 5
_LETTERS = 31


@dataclass(frozen=True, slots=True)
class Range:
    """One figure: where its line begins and ends, and whether it goes on to the left or to the right.

    `again` says that it was given on the day of the row above; `name` is who gives it, or the report that does.
    """

    row: SeriesRow
    y: int
    left: float
    right: float
    from_below: bool
    to_above: bool
    again: bool
    name: str

    @property
    def label(self) -> str:
        """Who gives it, short enough for the margin of the chart."""
        return shortened(self.name, _LETTERS)

    @property
    def known(self) -> bool:
        """Say whether it has a bound at all."""
        return self.row.low is not None or self.row.high is not None


@dataclass(frozen=True, slots=True)
class Ranges:
    """The figures of one thing; `ticks` are numbers of the axis and where they stand."""

    thing: str
    ranges: tuple[Range, ...]
    ticks: tuple[tuple[str, float], ...]
    height: int
    label: int = LABEL
    width: int = WIDTH
    numbers: int = WIDTH - NUMBERS + 14
    head: int = HEAD
    day: int = _DAY


def ranges(thing: str, rows: Sequence[SeriesRow], called: Mapping[str, str]) -> Ranges:
    """Return the chart of the figures given for one thing; `called` are the names of the documents."""
    known = [bound for row in rows for bound in (row.low, row.high) if bound is not None]
    step, low, high = _axis(min([0.0, *known]), max(known, default=1.0))
    left, right = float(LABEL), float(WIDTH - NUMBERS)

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left - 14)

    made = tuple(
        Range(
            row,
            HEAD + ROW * index + ROW // 2,
            x(row.low) if row.low is not None else left,
            x(row.high) if row.high is not None else right,
            row.low is None,
            row.high is None,
            index > 0 and row.published == rows[index - 1].published,
            row.said_by or called.get(row.document, "the report itself"),
        )
        for index, row in enumerate(rows)
    )
    count = round((high - low) / step)
    ticks = tuple((_plain(low + step * n), x(low + step * n)) for n in range(count + 1))
    return Ranges(thing, made, ticks, HEAD + ROW * len(rows) + 8)


def _axis(least: float, most: float) -> tuple[float, float, float]:
    """Return a round step, and the bounds of an axis in whole steps that holds both numbers."""
    if not most > least:
        return 1.0, least, least + 1.0
    about = (most - least) / _TICKS
    power = 10.0 ** floor(log10(about))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= about)
    return step, floor(least / step) * step, ceil(most / step) * step


def _plain(number: float) -> str:
    """Return a number as people write it."""
    return f"{number:,.0f}" if abs(number) >= 10 or number == int(number) else f"{number:.3g}"
