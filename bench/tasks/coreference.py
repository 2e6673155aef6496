"""Coreference across documents: which mentions, whose places are given, tell of one event (or name one entity).

Of a row its id, its text and the spans of its mentions are read, and nothing else: what documents are compared is
found by `allegedly.linking.stories`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from allegedly.linking.happenings import Told, chains, told_of
from allegedly.linking.happenings.weights import Model
from bench.score.common import Rows, numbered, read_rows
from bench.tasks.stories import profiles, stories

Kind = Literal["events", "entities"]
EVENTS: Kind = "events"
PART = "dev"
"""The part that the weights of happenings are not trained on."""


def predict_all(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield the chain of each mention of an entity in GOLD, then that of each of an event."""
    rows = read_rows(gold)
    yield from predict_rows(rows, "entities")
    yield from predict_rows(rows)


def measured(gold: Path, limit: int | None = None) -> tuple[Rows, Rows]:
    """Return the last `limit` documents of the part "dev", and the chains found in them, by number."""
    held_out = [(name, row) for name, row in read_rows(gold).items() if row["part"] == PART]
    rows = dict(held_out[-(limit or len(held_out)) :])
    return rows, numbered(predict_rows(rows))


def predict_rows(rows: Rows, kind: Kind = EVENTS) -> Iterator[dict[str, Any]]:
    """Yield the chain of each mention of that kind."""
    for reports in grouped(rows, kind).values():
        yield from lines(reports)


def grouped(rows: Rows, kind: Kind = EVENTS) -> dict[str, list[Told]]:
    """Return what the documents tell, by the story that they are found to belong to."""
    told: dict[str, list[Told]] = defaultdict(list)
    for document, story in stories(profiles(rows.values())).items():
        spans = [(mention["start"], mention["end"]) for mention in rows[document][kind]]
        told[story].append(told_of(document, rows[document]["text"], spans))
    return told


def lines(reports: Sequence[Told], weights: Model | None = None) -> Iterator[dict[str, Any]]:
    """Yield the chain of each trigger of the reports of a story, named after its first."""
    for chain in chains(reports, weights):
        name = "{} {} {}".format(*chain[0])
        for document, start, end in chain:
            yield {"id": document, "start": start, "end": end, "chain": name}
