"""The tables of a lake: those of the ledger, without what only one file of SQLite, or one moment of the machine, has.

The numbers that a ledger gives as rows come (`documents.number`), and the times at which they were written, would
differ from run to run; the lake has neither, so that it depends on what was read alone. Each table is cut into
partitions by the month of publication of the document that a row hangs on; that of a document without a known month is
UNKNOWN.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from allegedly.export.tables import Table, tables
from allegedly.export.tables.parquet import schema_of
from allegedly.ledger import open_ledger

READ = (
    "documents", "layers", "problems", "blocks", "moments", "places", "document_actors", "mentions", "claims",
    "claim_spans", "claim_origins", "figures", "events", "event_parties", "event_figures", "errors",
)  # fmt: skip
"""What is read of documents, and what could not be read."""
LINKED = (
    "credits", "copies", "story_edges", "stories", "story_documents", "claim_links", "undertakings", "series",
)  # fmt: skip
"""What joins documents; a lake has them where its documents have been linked."""
OWNERS = {
    "documents": "id",
    "copies": "a",
    "story_edges": "a",
    "stories": "id",
    "claim_links": "a",
    "undertakings": "a",
}
"""The column of the document that a row hangs on, where it is not `document`. A story's id is that of its earliest."""
UNKNOWN = "unknown"
"""The partition of what has no month: no date of publication, or only a year; all errors are there."""

HEAD = (
    pa.field("input", pa.string(), nullable=False),
    pa.field("origin", pa.string(), nullable=False),
    pa.field("document", pa.string()),
    pa.field("month", pa.string(), nullable=False),
    pa.field("rank", pa.string()),
    pa.field("lineage", pa.string()),
    pa.field("published", pa.string()),
    pa.field("characters", pa.int64(), nullable=False),
)
"""What decides about an answer: the first columns of `answer_schema`."""

_OMITTED = {"number", "terms", "at"}
_KEYS = {"documents": ("id",), "claims": ("document", "n")}
"""The keys of tables that a ledger numbers."""


@cache
def schema() -> dict[str, Table]:
    """Return the tables of a lake by their names; the key of each parts its rows, and puts them in order."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "empty.sqlite")) as ledger:
        found = {table.name: table for table in tables(ledger)}
    return {name: _without_what_is_the_ledgers(found[name]) for name in (*READ, *LINKED)}


def _without_what_is_the_ledgers(table: Table) -> Table:
    columns = tuple(column for column in table.columns if column.name not in _OMITTED)
    return replace(table, columns=columns, key=_KEYS.get(table.name, table.key))


def owner(table: str) -> str:
    """Return the column of a table that holds the document that a row hangs on."""
    return OWNERS.get(table, "document")


def order(table: str) -> tuple[str, ...]:
    """Return the columns by which the rows of a month are in order: the document that they hang on, then the key."""
    first = owner(table) if table != "errors" else "origin"
    return (first, *(column for column in schema()[table].key if column != first))


@cache
def arrow_schema(table: str) -> Any:
    """Return the Arrow schema of a table of the lake: text, int64 and double columns, with their descriptions."""
    return schema_of(pa, schema()[table])


@cache
def answer_schema() -> Any:
    """Return the Arrow schema of what is read of a batch: one row an input, with a list of rows for each table.

    - `input`: what the input is called among all others (`inputs.digest`), and `origin`: where it was found
    - `document`: the id, null where the input could not be loaded
    - `month`: the partition
    - `rank`: of several inputs that are the same document, the one of the least rank (by code points) counts; null
      where nothing could be read
    - `lineage`: what versions of one report have in common, `published`: when this one was, `characters` of its text
    - and for each table of READ a list of its rows; one error, or one document and what was read of it.
    """
    return pa.schema([*HEAD, *(pa.field(name, pa.list_(struct(name)), nullable=False) for name in READ)])


@cache
def struct(table: str) -> Any:
    """Return the Arrow type of one row of a table."""
    return pa.struct([field.remove_metadata() for field in arrow_schema(table)])


def input_schema() -> Any:
    """Return the Arrow schema of inputs: where each was found, its kind (`sources.Input`), and its bytes.

    `batch.to_row` and `batch.from_row` go between the two.
    """
    return pa.schema([("origin", pa.string()), ("kind", pa.string()), ("data", pa.binary())])


def month_of(published: str | None) -> str:
    """Return the partition of a time of publication: its month, as it is written there."""
    match = re.match(r"[0-9]{4}-[0-9]{2}(?![0-9])", published or "")
    return match[0] if match else UNKNOWN
