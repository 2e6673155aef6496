"""The made-up stories of `statements.txt`: what is laid on somebody, what clears him, and what is said beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STORIES = Path(__file__).with_name("statements.txt")
ALLEGES, DENIES, NEITHER = range(3)


@dataclass(frozen=True)
class Line:
    """One wording: of which thing of its story it is, and its tone."""

    text: str
    thing: int
    tone: int


def stories(path: Path = STORIES) -> list[list[Line]]:
    """Return the lines of each story in the file."""
    found: list[list[Line]] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = row.partition(" ")
        if kind == "S":
            found.append([])
        elif kind in {"P", "U", "N"}:
            found[-1] += _lines(kind, rest, 1 + max((line.thing for line in found[-1]), default=-1))
    return found


def _lines(kind: str, rest: str, thing: int) -> Iterator[Line]:
    for side, part in enumerate(rest.split(" || ")):
        for number, text in enumerate(part.split(" | ")):
            tone = side if kind == "P" else NEITHER
            yield Line(text.strip(' "'), thing + number if kind == "N" else thing, tone)
