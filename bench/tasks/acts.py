"""Acts: what each source does by speaking, on the claims that the reading finds and on those given by their spans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allegedly.reading import acts, sources
from allegedly.reading.attribution.nesting import nest
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, QuoteType, Reading, Span
from allegedly.sources.document import make_document

ROLES = ("source", "cue", "content")
ACTORS = ("furniture", "language", "moments", "places", "actors")


def predict(row: dict[str, Any], *, fast: bool = False) -> dict[str, Any]:
    """Return the claims found with their acts, and those of the row's own claims given their spans, in its order."""
    document = make_document(row["text"], language="en")
    reading = read_document(document, pick(*ACTORS, "attribution", "sources", "acts", fast=fast))
    given = acts.read(sources.read(replace(reading, claims=_given(reading, row["claims"]))))
    by_id = {claim.id: claim for claim in given.claims}
    return {
        "id": row["id"],
        "claims": [_row(claim, reading) for claim in reading.claims],
        "given": [_row(by_id[f"c{n}"], given) for n in range(len(row["claims"]))],
    }


def _given(reading: Reading, rows: list[dict[str, Any]]) -> tuple[Claim, ...]:
    """Return claims of these spans in the order of the text; ids number the rows."""
    claims = []
    for n, row in enumerate(rows):
        source, cue, content = (tuple(reading.span(start, end) for start, end in row[role]) for role in ROLES)
        claims.append(Claim(f"c{n}", source, cue, content, _quote(content, reading.text)))
    claims.sort(key=lambda claim: claim.cue[0].start)
    parents = {claim.id: claim.parent for claim in nest([claim for claim in claims if claim.content], {})}
    return tuple(replace(claim, parent=parents.get(claim.id)) for claim in claims)


def _quote(content: tuple[Span, ...], text: str) -> QuoteType:
    quoted = bool(content) and text[content[0].start] in '“"'
    return "direct" if quoted else "mixed" if any("“" in piece.quote for piece in content) else "indirect"


def _row(claim: Claim, reading: Reading) -> dict[str, Any]:
    mentions = [[m.span.start, m.span.end] for m in reading.mentions if m.actor == claim.target]
    return {
        "id": claim.id,
        **{role: [[span.start, span.end] for span in getattr(claim, role)] for role in ROLES},
        "act": claim.act,
        "target": mentions if claim.target else None,
        "polarity": claim.polarity,
        "doubt": "outlet" if claim.hedges else "source" if claim.certainty == "possible" else None,
        "answers": claim.answers,
    }
