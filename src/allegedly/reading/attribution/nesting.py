"""From attributions found to claims: no doubles, the order of the text, quote types, and which stands in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc

from allegedly.reading.attribution.found import TAGGED, Found, spans
from allegedly.records import Claim, QuoteType, Reading, Span

_DIRECT = 0.9
"""A content of which so great a share of the words stands in quotation marks is direct."""


def claims(reading: Reading, doc: Doc, all_found: Iterable[Found], quoted: bytearray) -> tuple[Claim, ...]:
    """Return the claims c1, c2 … in the order in which their cues stand."""
    made: list[Claim] = []
    numbers: dict[int, int] = {}
    within: dict[int, int] = {}
    for found in sorted(_unique(all_found), key=lambda found: (min(found.cue), found.head)):
        source, cue, content = (
            spans(reading, doc, part, exact=found.frame == TAGGED) for part in (found.source, found.cue, found.content)
        )
        cue = cue or _whole(reading, doc, found.cue)
        if content and cue:
            numbers[found.head] = len(made)
            if found.within is not None:
                within[len(made)] = found.within
            made.append(
                Claim(
                    id=f"c{len(made) + 1}",
                    source=source,
                    cue=cue,
                    content=content,
                    quote=quote_type(doc, found.content, quoted),
                )
            )
    return nest(made, {n: numbers[head] for n, head in within.items() if head in numbers})


def _unique(all_found: Iterable[Found]) -> list[Found]:
    first: dict[int, Found] = {}
    for found in all_found:
        first.setdefault(found.head, found)
    return list(first.values())


def _whole(reading: Reading, doc: Doc, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans of a cue that is a mark alone (the colon of a headline)."""
    return tuple(reading.span(doc[i].idx, doc[i].idx + len(doc[i])) for i in sorted(tokens))


def quote_type(doc: Doc, content: Iterable[int], quoted: bytearray) -> QuoteType:
    """Return whether all, some or none of the content's words stand in quotation marks."""
    words = [doc[i].idx for i in content if not doc[i].is_punct and not doc[i].is_space]
    inside = sum(quoted[start] for start in words)
    if not inside:
        return "indirect"
    return "direct" if inside >= _DIRECT * len(words) else "mixed"


def nest(flat: list[Claim], given: Mapping[int, int]) -> tuple[Claim, ...]:
    """Return the claims with `parent`: the one given, else the smallest other claim whose content holds the whole cue.

    Of two contents of one size, the claim that stands in another is the closer one. A broken sentence can have two
    claims that hold each other's cue; none comes to stand inside itself.
    """
    sizes = [sum(piece.end - piece.start for piece in claim.content) for claim in flat]
    order = sorted(range(len(flat)), key=lambda n: flat[n].content[0].start)
    parents = dict(given)
    active: list[int] = []
    opening = iter(order)
    upcoming = next(opening, None)
    for n in sorted(range(len(flat)), key=lambda n: flat[n].cue[0].start):
        cue = flat[n].cue[0]
        while upcoming is not None and flat[upcoming].content[0].start <= cue.start:
            active.append(upcoming)
            upcoming = next(opening, None)
        active = [other for other in active if flat[other].content[-1].end > cue.start]
        holding = [
            other
            for other in active
            if any(piece.contains(cue) for piece in flat[other].content) and n not in _upwards(other, parents)
        ]
        if holding and n not in given:
            parents[n] = min(holding, key=lambda other: (sizes[other], other not in given))
    return tuple(replace(claim, parent=flat[parents[n]].id) if n in parents else claim for n, claim in enumerate(flat))


def _upwards(n: int, parents: Mapping[int, int]) -> Iterator[int]:
    """Yield a claim, the one that it stands in, and so on up."""
    above: int | None = n
    while above is not None:
        yield above
        above = parents.get(above)
