"""The sentences of a report, with the signs of each: by its words, and by the claims that were read in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.statements import sentences
from allegedly.linking.sentences import WIDTH, encoder
from allegedly.linking.stance import wording
from allegedly.linking.stance.records import Account, Floats
from allegedly.linking.stance.terms import terms
from allegedly.records import BlockKind, Claim, Reading, Span

OF_CLAIMS = ("denies", "negative", "own", "cued")
"""A claim there denies, its source says that it is not so, how much is the outlet's own (0 to 1), a cue is there."""
SIGNS = (*wording.SIGNS, *OF_CLAIMS)
_MOST = 60
"""So many sentences of a report are looked at."""
_HALF = 0.5
_TELLING: frozenset[BlockKind] = frozenset({"title", "deck", "body"})


def account(reading: Reading) -> Account:
    """Return a report as it can be asked about any claim, from its reading with or without the parse."""
    spans = tuple(reading.span(start, end) for _, (start, end) in zip(range(_MOST), _cuts(reading), strict=False))
    if not spans:
        nothing = np.zeros((0, WIDTH)), np.zeros((0, len(SIGNS)))
        return Account(reading.document.id, (), (), *nothing, ())
    vectors, _ = encoder().encode([span.quote for span in spans])
    within = _within(spans, reading.claims)
    return Account(
        reading.document.id,
        spans,
        tuple(terms(span.quote) for span in spans),
        unit(vectors),
        np.array([_signs(span, reading, claims) for span, claims in zip(spans, within, strict=True)]),
        tuple(_tellers(span, claims) for span, claims in zip(spans, within, strict=True)),
    )


def unit(vectors: NDArray[np.int8]) -> Floats:
    """Return vectors [n, width] with length one."""
    rows = vectors.astype(np.float64)
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return found


def _cuts(reading: Reading) -> Iterator[tuple[int, int]]:
    for block in reading.blocks:
        if block.kind in _TELLING:
            yield from sentences(reading.text, block.span.start, block.span.end)


def _within(spans: Sequence[Span], claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return for each sentence the claims that have their cue or a part of their content in it."""
    last = spans[-1].end
    near = [(claim, (*claim.cue, *claim.content)) for claim in claims]
    near = [(claim, pieces) for claim, pieces in near if pieces and min(p.start for p in pieces) < last]
    return [[claim for claim, pieces in near if any(p.overlaps(span) for p in pieces)] for span in spans]


def _signs(span: Span, reading: Reading, claims: Sequence[Claim]) -> list[float]:
    said = max((_share(claim, span) for claim in claims), default=0.0)
    of_claims = (
        any(claim.act == "deny" for claim in claims),
        any(claim.polarity == "negative" for claim in claims),
        1 - said,
        any(cue.overlaps(span) for claim in claims for cue in claim.cue),
    )
    closed = reading.text[span.start : span.end + 1]  # with the mark that closes it
    return [*wording.wording(closed).values(), *map(float, of_claims)]


def _tellers(span: Span, claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(
        claim.id for claim in claims if _share(claim, span) >= _HALF or any(cue.overlaps(span) for cue in claim.cue)
    )


def _share(claim: Claim, span: Span) -> float:
    """Return how much of a sentence a claim's content is."""
    shared = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in claim.content)
    return shared / (span.end - span.start)
