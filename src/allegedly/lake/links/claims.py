"""The claims of a story's reports that are within reach of each other, and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from allegedly.lake.links.known import Known, Row
from allegedly.lake.schema import struct
from allegedly.ledger.links.claims import REACH, found_between
from allegedly.ledger.links.disputed import disputes, row_of
from allegedly.ledger.links.series import rows_of
from allegedly.linking.rules import Rules

STRETCH = 64
"""Reports of a story that are compared in one task with each other and those that follow within reach."""


def _tables(*names: str) -> pa.Schema:
    """Return the schema of rows that are each of one of the tables, or a fault."""
    return pa.schema([*(pa.field(name, struct(name)) for name in names), pa.field("fault", pa.string())])


def links_schema() -> pa.Schema:
    """Return the schema of what `joined` gives: links and undertakings."""
    return _tables("claim_links", "undertakings")


def figures_schema() -> pa.Schema:
    """Return the schema of what `followed` gives: series, and disputes about figures, numbered from 0 in each pair."""
    return _tables("series", "claim_links")


def joined(group: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield the links of a stretch of a story's reports, earliest first.

    The rows of the stretch's own reports (`own`) come before those of the next stretch that are within reach of them.
    """
    rows = list(group)
    known = Known(rules, {row["document"]: row for row in rows})
    profiles = known.profiles("claims", [row["document"] for row in rows])
    for place, row in enumerate(rows):
        for other in rows[place : place + REACH + 1]:
            earlier, later = row["document"], other["document"]
            if row["own"] and earlier in profiles and later in profiles:
                pair = (min(earlier, later), max(earlier, later))
                found = zip(
                    ("claim_links", "undertakings"), found_between(known, profiles, earlier, later), strict=True
                )
                for table, links in found:
                    yield from (_row(table, (*pair, n, *link)) for n, link in enumerate(links))
    yield from ({"fault": fault} for fault in known.faults)


def followed(group: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield the series of a story from its latest documents, earliest first, and its disputes about figures.

    `report` is who stands for a document, `compared` whether its claims are compared with those of other reports.
    """
    rows = {row["document"]: row for row in group}
    known = Known(rules, rows)
    [story] = {row["story"] for row in rows.values()}
    reported = {document: row["report"] for document, row in rows.items()}
    yield from (_row("series", values) for values in rows_of(known, story, reported))
    standing = [document for document, report in reported.items() if document == report]
    places = {document: place for place, document in enumerate(standing)}
    for pair, found in disputes(known, story, reported, standing).items():
        near = abs(places[pair[0]] - places[pair[1]]) <= REACH
        if near and all(rows[document]["compared"] for document in pair):
            told = filter(None, (row_of(known, pair, dispute) for dispute in found))
            yield from (_row("claim_links", (*pair, n, *values)) for n, values in enumerate(told))
    yield from ({"fault": fault} for fault in known.faults)


def _row(table: str, values: Sequence[Any]) -> Row:
    return {table: dict(zip((field.name for field in struct(table)), values, strict=True))}
