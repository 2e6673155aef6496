"""What joins reports: copies, stories, disputes, corroborations, undertakings and figures of one file of reports.

The reports are read into a ledger and linked there, so that what is measured is what `allegedly read` keeps.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from allegedly.ledger import Ledger, Linker, SideRow, open_ledger, queries
from allegedly.linking.standard import StandardRules
from allegedly.reading.pipeline import read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document

Row = dict[str, Any]
Names = Mapping[str, str]
"""The id of each document in the ledger, with that in the file."""


def predict_all(gold: Path) -> Iterator[Row]:
    """Yield one object: the links of the reports in the file, in the scorer's form."""
    yield predict(json.loads(gold.read_text(encoding="utf-8"))["documents"])


def predict(documents: Sequence[Row]) -> Row:
    """Return the links of the reports, of their texts, titles, outlets, addresses and dates alone."""
    return linked({row["id"]: read(row) for row in documents})


def read(row: Row) -> Reading:
    """Read one report; without its parse, as the ledger gives it back."""
    given = {name: row.get(name) for name in ("title", "published", "outlet", "url")}
    return replace(read_document(make_document(row["text"], language="en", **given)), parse=None)


def linked(readings: Mapping[str, Reading]) -> Row:
    """Return the links that a ledger keeps of the readings; RuntimeError if the rules fail on any."""
    names = {reading.document.id: name for name, reading in readings.items()}
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "ledger.sqlite")) as ledger:
        for reading in readings.values():
            ledger.add(reading)
        linker = Linker(ledger, StandardRules())
        linker.link(linker.unlinked())
        if linker.faults:
            raise RuntimeError(linker.faults[0])
        return {
            "copies": [[names[row.first], names[row.copy]] for row in queries.copies(ledger)],
            "stories": {names[row.document]: row.story for row in _told(ledger)},
            "figures": figures(ledger, names),
            **claims(ledger, names),
        }


def claims(ledger: Ledger, names: Names) -> Row:
    """Return disputes, corroborations and undertakings."""

    def sides(row: Any, one: str, other: str) -> Row:
        return {one: _side(row.one, names), other: _side(row.other, names)}

    agreements = queries.agreements(ledger)
    return {
        "disputes": [{"kind": row.kind, **sides(row, "claim", "answer")} for row in queries.disputes(ledger)],
        "corroborations": [sides(row, "a", "b") for row in agreements if row.kind == "corroborates"],
        "undertakings": [
            {"result": row.result, **sides(row, "undertaking", "outcome")} for row in queries.undertakings(ledger)
        ],
    }


def figures(ledger: Ledger, names: Names) -> list[Row]:
    """Return the series of all stories."""
    series: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for story in queries.stories(ledger):
        for row in queries.series(ledger, story.id):
            start, end = row.span
            mention = {"doc": names[row.document], "start": start, "end": end, "low": row.low, "high": row.high}
            series[story.id, row.thing].append(mention)
    return [{"thing": thing, "mentions": mentions} for (_, thing), mentions in series.items()]


def _told(ledger: Ledger) -> Iterator[Any]:
    for story in queries.stories(ledger):
        yield from queries.told(ledger, story.id)


def _side(side: SideRow, names: Names) -> Row:
    start, end = side.span
    return {"doc": names[side.document], "start": start, "end": end}
