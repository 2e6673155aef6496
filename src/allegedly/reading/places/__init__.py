"""The places layer: names of places, what each stands for, and where on earth it is.

Recognition, resolution and kind are a module each. A name that resolves to nothing stays, without coordinates. Named
regions ("the Sahel") and described ones ("eastern Ukraine", beside the Ukraine in it) have kind "region" and no point.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from allegedly.reading.places.candidates import Candidate, offsets
from allegedly.reading.places.kinds import kind_of
from allegedly.reading.places.recognition import recognise
from allegedly.reading.places.regions import described, is_region
from allegedly.reading.places.resolution import Resolved, resolve
from allegedly.reading.syntax import coordination
from allegedly.records import Place, Reading, Span

DESCRIBED = "described by its surroundings"
"""The reason of regions that are no names of their own."""


def read(reading: Reading) -> Reading:
    """Add the places of the report, in the order of the text; without a parse there are none."""
    doc = reading.parse
    if doc is None:
        return reading
    starts = [block.span.start for block in reading.blocks]
    company = coordination(doc)
    found = [item for item in recognise(doc, company) if not _in_furniture(reading, starts, doc[item.first].idx)]
    places = [
        place
        for item, resolved in zip(found, resolve(found), strict=True)
        for place in _places(doc, reading, item, resolved, company)
    ]
    places.sort(key=lambda place: (place.span.start, -place.span.end))
    return replace(
        reading, places=tuple(replace(place, id=f"p{number}") for number, place in enumerate(places, start=1))
    )


def _in_furniture(reading: Reading, starts: list[int], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and reading.blocks[index].is_furniture and offset < reading.blocks[index].span.end


def _span(doc: Doc, reading: Reading, first: int, end: int) -> Span:
    return reading.span(*offsets(doc, first, end))


def _places(doc: Doc, reading: Reading, item: Candidate, resolved: Resolved, company: list[int]) -> Iterator[Place]:
    span, entry = _span(doc, reading, item.first, item.end), resolved.entry
    if is_region(item.name):
        yield Place("", span, "region", item.name, reason="region without a point")
        return
    if entry is None:
        yield Place("", span, item.kind, item.name, reason=resolved.reason)
    else:
        kind = kind_of(doc, item, entry, company)
        point = (entry.geonameid, entry.lat, entry.lon, entry.country, entry.feature)
        others = tuple(other.geonameid for other in resolved.others if other.geonameid is not None)
        yield Place("", span, kind, entry.name, *point, resolved.reason, others)
    tokens = described(doc, item)
    if tokens is not None:
        around = _span(doc, reading, *tokens)
        yield Place("", around, "region", around.quote, country=entry.country if entry else None, reason=DESCRIBED)
