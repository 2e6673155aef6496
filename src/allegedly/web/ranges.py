"""Figures as horizontal ranges on a common axis, in order of time; open ends are arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.ledger.link_rows import SeriesRow

LABEL, WIDTH, ROW, HEAD = 250, 720, 24, 24
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Range:
    """One figure: where its line begins and ends, and whether it goes on to the left or to the right."""

    row: SeriesRow
    y: int
    left: float
    right: float
    from_below: bool
    to_above: bool

    @property
    def label(self) -> str:
        """Who gives it, short enough for the margin of the chart."""
        name = self.row.said_by or self.row.outlet or "the report"
        return name if len(name) <= 32 else name[:31] + "…"


@dataclass(frozen=True, slots=True)
class Ranges:
    """The figures of one thing; `ticks` are numbers of the axis and where they stand."""

    thing: str
    ranges: tuple[Range, ...]
    ticks: tuple[tuple[str, float], ...]
    height: int
    label: int = LABEL
    width: int = WIDTH
    head: int = HEAD


def ranges(thing: str, rows: Sequence[SeriesRow]) -> Ranges:
    """Return the chart of the figures given for one thing."""
    known = [bound for row in rows for bound in (row.low, row.high) if bound is not None]
    highest, lowest = max(known, default=1.0), min(known, default=0.0)
    low = min(0.0, lowest)
    span = (highest - low) * 1.15 or 1.0

    def x(value: float) -> float:
        return LABEL + (value - low) / span * (WIDTH - LABEL - 10)

    made = tuple(
        Range(
            row,
            HEAD + ROW * index + ROW // 2,
            x(row.low) if row.low is not None else float(LABEL),
            x(row.high) if row.high is not None else float(WIDTH - 8),
            row.low is None,
            row.high is None,
        )
        for index, row in enumerate(rows)
    )
    ticks = tuple(
        (f"{low + span / 1.15 * n / _TICKS:,.4g}", x(low + span / 1.15 * n / _TICKS)) for n in range(_TICKS + 1)
    )
    return Ranges(thing, made, tuple((_plain(text), at) for text, at in ticks), HEAD + ROW * len(rows) + 8)


def _plain(number: str) -> str:
    """Return a number as people write it."""
    return f"{float(number.replace(',', '')):,.0f}" if "e" in number else number
