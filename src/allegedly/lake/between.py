"""Between a lake and a ledger: documents that fit go from the one to the other, with all that was read of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from allegedly.errors import DocumentError, LakeError
from allegedly.lake import manifest as manifests
from allegedly.lake import partitions, pieces
from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Manifest, Part
from allegedly.lake.opening import Wanted, open_lake
from allegedly.lake.schema import LINKED, READ, UNKNOWN, arrow_schema, owner, schema
from allegedly.ledger import Ledger, open_ledger

Told = Callable[[int, int], None]
"""Called with how many documents are done, and how many there are."""

_MONTH = f"""
CASE WHEN d.published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' AND d.published NOT GLOB '???????[0-9]*'
THEN substr(d.published, 1, 7) ELSE '{UNKNOWN}' END
"""
_COUNTS = f"""
SELECT {_MONTH} AS month, count(*) AS documents, sum(length(d.text)) AS characters
FROM documents d GROUP BY 1 ORDER BY 1
"""  # noqa: S608 (own names)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many documents were asked for, and what became of them; `failed` are those that the ledger cannot take."""

    total: int
    new: int
    changed: int
    reread: int
    unchanged: int
    failed: int
    errors: int


def import_lake(
    lake: str | Path, ledger_path: str | Path, wanted: Wanted | None = None, *, on_progress: Told | None = None
) -> Imported:
    """Take the documents of a lake that fit into a ledger, which is made if there is none; what it has stays as it is.

    What could not be read comes along where all documents do. Nothing is linked: what joins documents depends on all
    that are in the ledger (`run.linking.link_all`). Raises LakeError or LedgerError where one of the two cannot be
    used.
    """
    opened = open_lake(lake)
    chosen = opened.documents(wanted or Wanted())
    counts: Counter[str] = Counter()
    errors = opened.table("errors").to_pylist() if wanted in {None, Wanted()} else []
    with open_ledger(ledger_path) as ledger:
        for done, reading in enumerate(opened.readings(chosen), 1):
            try:
                counts[ledger.add(reading)] += 1
            except DocumentError as error:
                counts["failed"] += 1
                ledger.record_error(reading.document.origin or reading.document.id, error, reading.document.id)
            if on_progress is not None:
                on_progress(done, len(chosen))
        for row in errors:
            ledger.record_failure(row["origin"], row["document"], row["error"], row["message"])
    states = {name: counts[name] for name in ("new", "changed", "reread", "unchanged", "failed")}
    return Imported(total=len(chosen), errors=len(errors), **states)


def export_ledger(ledger: Ledger, lake: str | Path, *, on_progress: Told | None = None) -> Manifest:
    """Write all of a ledger to a new lake, links and errors too, and return its manifest.

    Call it within `ledger.snapshot()`, so that all is of one moment. Raises LakeError where something is there already.
    """
    folder = Folder(lake)
    if folder.top():
        raise LakeError(f"{lake} is there already; name another folder")
    return _Export(ledger, folder, on_progress).all()


class _Export:
    def __init__(self, ledger: Ledger, folder: Folder, on_progress: Told | None) -> None:
        self._ledger = ledger
        self._folder = folder
        self._told = on_progress

    def all(self) -> Manifest:
        counts = list(self._ledger.select(_COUNTS))
        total, done = sum(row["documents"] for row in counts), 0
        parts: dict[str, list[Part]] = {table: [] for table in (*READ, *LINKED)}
        with self._folder.room() as room:
            for row in counts:
                cuts = pieces.bounds(row["documents"], row["characters"])
                for table in parts:
                    if table != "errors":
                        parts[table] += self._month(room, table, row["month"], cuts)
                done += row["documents"]
                if self._told is not None:
                    self._told(done, total)
            parts["errors"] = self._errors(room)
            for table in parts:
                parts[table] = parts[table] or partitions.empty(self._folder, room, table)
        made = Manifest(self._layers(), {table: tuple(some) for table, some in parts.items()})
        manifests.save(self._folder, made)
        return made

    def _month(self, room: Path, table: str, month: str, cuts: Sequence[str]) -> list[Part]:
        writer = partitions.Writer(self._folder, room, table, month)
        columns = ", ".join(f't."{column.name}"' for column in schema()[table].columns)
        query = (
            f'SELECT {columns} FROM "{table}" t JOIN documents d ON d.id = t."{owner(table)}"'  # noqa: S608 (own names)
            f" WHERE d.id >= ? AND d.id < ? AND {_MONTH} = ?"
        )
        for first, last in pairwise(cuts):
            rows = list(self._ledger.select(query, first, last, month))
            writer.write(_arrow(table, rows))
        writer.close()
        return writer.parts

    def _errors(self, room: Path) -> list[Part]:
        writer = partitions.Writer(self._folder, room, "errors", UNKNOWN)
        writer.write(_arrow("errors", list(self._ledger.select("SELECT origin, document, error, message FROM errors"))))
        writer.close()
        return writer.parts

    def _layers(self) -> dict[str, int]:
        """Return the versions of the layers that read all documents; nothing where they differ."""
        rows = list(self._ledger.select("SELECT layer, version, count(*) AS c FROM layers GROUP BY 1, 2"))
        counts = {row["c"] for row in rows}
        names = {row["layer"] for row in rows}
        same = len(names) == len(rows) and len(counts) == 1
        return {row["layer"]: row["version"] for row in rows} if same else {}


def _arrow(table: str, rows: Sequence[Any]) -> pa.Table:
    found = arrow_schema(table)
    values = [list(column) for column in zip(*map(tuple, rows), strict=True)] if rows else [[] for _ in found]
    return pa.table(values, schema=found)
