"""A plot of what linking costs by the size of the ledger, as SVG: both axes by powers of ten.

python -m bench.measure.linking 2000 10000 100000 LEDGER > ROWS; python -m bench.measure.plot ROWS docs/linking.svg
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

X = "documents"
SHOWN = ("CPU-ms, 95 of 100", "CPU-ms, mean", "CPU-ms, median")
BAR = 100.0
"""Milliseconds that linking one more report may take."""
WIDTH, HEIGHT, EDGE = 640, 360, 60
_COLOURS = ("#1b6ca8", "#b5541c", "#3d7a3d")


def svg(rows: Sequence[Mapping[str, float]]) -> str:
    """Return the plot of the rows that `bench.measure.linking` prints; ValueError if there are none."""
    if not rows:
        raise ValueError("no rows to plot; give the lines that bench.measure.linking prints")
    sizes = [row[X] for row in rows]
    low, high = math.floor(math.log10(min(sizes))), max(6, math.ceil(math.log10(max(sizes))))
    top = max(3, math.ceil(math.log10(max(max(row[name] for name in SHOWN) for row in rows))))

    def x(size: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (math.log10(size) - low) / (high - low)

    def y(milliseconds: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * math.log10(max(1.0, milliseconds)) / top

    def grid() -> list[str]:
        lines = [_line(x(10**n), y(1), x(10**n), y(10**top), "#ddd") for n in range(low, high + 1)]
        lines += [_line(x(10**low), y(10**n), x(10**high), y(10**n), "#ddd") for n in range(top + 1)]
        lines += [_text(x(10**n), y(1) + 18, f"{10**n:,}", "middle") for n in range(low, high + 1)]
        lines += [_text(x(10**low) - 6, y(10**n) + 4, f"{10**n:,} ms", "end") for n in range(top + 1)]
        return [*lines, _line(x(10**low), y(BAR), x(10**high), y(BAR), "#999", dashed=True)]

    def curve(number: int, name: str) -> list[str]:
        points = " ".join(f"{x(row[X]):.1f},{y(row[name]):.1f}" for row in rows)
        colour = _COLOURS[number]
        line = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        return [line, _text(WIDTH - EDGE, 18 + 16 * number, name, "end", colour)]

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
    title = _text(WIDTH / 2, HEIGHT - 14, "documents in the ledger", "middle")
    curves = chain.from_iterable(curve(number, name) for number, name in enumerate(SHOWN))
    return "\n".join((head, '<rect width="100%" height="100%" fill="#fff"/>', *grid(), title, *curves, "</svg>", ""))


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dash}/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    target.write_text(svg([json.loads(line) for line in source.read_text().splitlines()]), encoding="utf-8")
