"""How many of our own sentences are read as they were labelled, by the turn of phrase (`cases/turns.jsonl`).

A row names what the reading must hold, not all that it may hold: events by type, status and words of their parties,
figures by words, bounds and what they count, moments by words and value, claims by words of source and cue. Sentences
with odd ids serve development; nobody looks at the errors of the even ones.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isclose
from typing import Any

from allegedly.reading.pipeline import read_document
from allegedly.records import Claim, Event, Figure, Moment, Reading, Span
from allegedly.sources.document import make_document
from bench.cases import FOLDER
from bench.score.common import read_rows

PUBLISHED = "2024-05-15"
Row = dict[str, Any]


def rights() -> dict[str, tuple[str, list[str]]]:
    """Return the kind of each row, and what of its labels the reading has not; a row with nothing left out is right."""
    rows = read_rows(FOLDER / "turns.jsonl")
    return {name: (row["kind"], list(missed(read(row), row))) for name, row in rows.items()}


def read(row: Row) -> Reading:
    """Read the sentences of a row, published when it says or on the usual day."""
    return read_document(make_document(row["text"], language="en", published=row.get("published", PUBLISHED)))


def missed(reading: Reading, row: Row) -> Iterator[str]:
    """Yield what the row asks for and the reading does not have."""
    for label in row.get("events", ()):
        if not any(_is_event(event, label) for event in reading.events):
            yield f"event {label}"
    for label in row.get("figures", ()):
        if not any(_is_figure(figure, label) for figure in reading.figures):
            yield f"figure {label}"
    if row.get("no_figures") and reading.figures:
        yield "no figure"
    for label in row.get("moments", ()):
        if not any(_is_moment(moment, label) for moment in reading.moments):
            yield f"moment {label}"
    for label in row.get("sources", ()):
        if not any(_is_claim(claim, label) for claim in reading.claims):
            yield f"claim {label}"


def _is_event(event: Event, label: Row) -> bool:
    done = _named((party.span for party in event.actors), label["actors"])
    suffered = _named((party.span for party in event.recipients), label["recipients"])
    return event.type == label["type"] and event.status == label["status"] and done and suffered


def _named(spans: Iterable[Span], words: list[str]) -> bool:
    """Say whether each of the words stands in one of the spans."""
    quotes = [span.quote for span in spans]
    return all(any(word in quote for quote in quotes) for word in words)


def _is_figure(figure: Figure, label: Row) -> bool:
    wanted, counted = label["counted"], figure.counted or ""
    values = _same(figure.low, label["low"]) and _same(figure.high, label["high"])
    return label["words"] in figure.span.quote and values and (wanted is None or wanted in counted)


def _same(left: float | None, right: float | None) -> bool:
    return left is right if left is None or right is None else isclose(left, right, abs_tol=1e-6)


def _is_moment(moment: Moment, label: Row) -> bool:
    return moment.value == label["value"] and label["words"] in moment.span.quote


def _is_claim(claim: Claim, label: Row) -> bool:
    anonymity = label.get("anonymity")
    quoted = claim.anonymity.quote if claim.anonymity else ""
    return _named(claim.source, label["source"]) and _named(claim.cue, label["cue"]) and (anonymity or "") in quoted


def table() -> list[tuple[str, str, str]]:
    """Return for each kind how many rows of how many are right, odd ids and even ids apart; the last row sums up."""
    right, asked = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for name, (kind, left_out) in rights().items():
        for title in (kind, "all"):
            half = int(name[1:]) % 2
            asked[title, half] += 1
            right[title, half] += not left_out
    kinds = sorted({kind for kind, _ in asked}, key=lambda kind: (kind == "all", kind))
    return [(kind, _share(right, asked, kind, 1), _share(right, asked, kind, 0)) for kind in kinds]


def _share(right: Counter[tuple[str, int]], asked: Counter[tuple[str, int]], kind: str, half: int) -> str:
    return f"{right[kind, half]}/{asked[kind, half]}"


if __name__ == "__main__":
    for line in table():
        print(f"{line[0]:24}{line[1]:>8}{line[2]:>8}")
    if "--errors" in sys.argv:
        for row_name, (row_kind, errors) in rights().items():
            if errors and int(row_name[1:]) % 2:
                print(row_name, row_kind, *errors, sep="\n    ")
