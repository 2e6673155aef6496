"""Charts as shapes that a template draws in SVG; each is shown with its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from allegedly.web.acts import FAMILIES, family

WIDTH, HEIGHT, FOOT = 720, 160, 22
MONTHS = 36
"""More months than these are shown as years."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle: how many claims of a family of acts there are in a period."""

    period: str
    family: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stacks:
    """Acts over time: bars, labels of the axis (text, x), and the same as a table (period, count by family)."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[str, float], ...]
    table: tuple[tuple[str, dict[str, int]], ...]
    families: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def stacks(claims: Iterable[tuple[str, str | None]]) -> Stacks | None:
    """Return the acts over time of (act, month "2022-10") pairs; None where no claim has a month."""
    dated = [(family(act), month) for act, month in claims if month and len(month) >= 7]
    if not dated:
        return None
    periods = _months(min(month for _, month in dated), max(month for _, month in dated))
    if len(periods) > MONTHS:
        dated = [(name, month[:4]) for name, month in dated]
        periods = sorted({month[:4] for month in periods})[-100:]
    counts = Counter(dated)
    families = [name for name in dict.fromkeys(FAMILIES.values()) if any(counts[name, p] for p in periods)]
    highest = max(sum(counts[name, period] for name in families) for period in periods) or 1
    slot = WIDTH / len(periods)
    bars = []
    for index, period in enumerate(periods):
        top = float(HEIGHT)
        for name in families:
            height = counts[name, period] * (HEIGHT - 12) / highest
            top -= height
            if height:
                width = min(slot * 0.8, 40)
                bars.append(Bar(period, name, counts[name, period], index * slot, top, width, max(height - 0.7, 0.3)))
    each = max(1, -(-len(periods) // 12))
    labels = tuple((period, index * slot) for index, period in enumerate(periods) if index % each == 0)
    table = tuple((period, {name: counts[name, period] for name in families}) for period in periods)
    return Stacks(tuple(bars), labels, table, tuple(families))


def _months(first: str, last: str) -> list[str]:
    """Return the months from one to another, no more than a thousand."""
    low, high = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(max(low, high - 999), high + 1)]
