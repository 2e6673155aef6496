"""Settling: from answers in the work folder to partitions of the lake.

What counts is decided in an index (`index`), answers are spread over pieces of months (`pieces`), and each month that
anything changes in is written anew, sorted (`partitions`). The manifest comes last: until then the lake is as it was,
and a run that was cut off settles again from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from allegedly.lake import manifest as manifests
from allegedly.lake import partitions, pieces
from allegedly.lake.batch import rank
from allegedly.lake.folder import INPUTS, Folder
from allegedly.lake.index import LAKE, Error, Head, Index
from allegedly.lake.manifest import Manifest, Part
from allegedly.lake.schema import LINKED, READ, UNKNOWN, arrow_schema, owner
from allegedly.lake.staging import Staging

ERRORS = 50_000
"""Rows of errors that are written at once."""
_HEADS = ("document", "rank", "month", "documents", "errors")


def settle(folder: Folder, staging: Staging, layers: Mapping[str, int]) -> Manifest:
    """Take the answers that wait into the lake, and return its manifest."""
    before = manifests.load(folder) or Manifest(layers)
    fresh = sorted(staging.names() - set(before.taken))
    if fresh or not before.tables:
        with closing(Index(staging.folder / "index.sqlite")) as index, folder.room() as room:
            _fill(index, folder, staging, before, fresh)
            tables = _Settling(index, folder, staging, before, room).tables(fresh)
        manifests.save(folder, Manifest(layers, tables, (*before.taken, *fresh), before.inputs))
    after = manifests.load(folder) or before
    clean(folder, after)
    staging.drop(sorted(staging.names()))
    staging.clear()
    return after


def clean(folder: Folder, manifest: Manifest) -> None:
    """Take away the files that the manifest does not name: a run that was cut off wrote them, or they were replaced."""
    named = {*manifest.inputs, *(part.path for parts in manifest.tables.values() for part in parts)}
    for inside in (*READ, *LINKED, INPUTS):
        for name in folder.names(inside):
            if name not in named:
                folder.remove(name)


def _fill(index: Index, folder: Folder, staging: Staging, before: Manifest, fresh: Sequence[str]) -> None:
    """Put the heads of all answers into the index, and those of what the lake has."""
    for name in fresh:
        answers = staging.answers(name, _HEADS).to_pydict()
        failures = [tuple(row.values()) for rows in answers["errors"] for row in rows]
        index.add(_heads(name, answers), failures)
    for part in before.tables.get("documents", ()):
        for table in partitions.read(folder, [part], "documents"):
            for batch in table.to_batches(max_chunksize=pieces.DOCUMENTS):
                rows = batch.to_pylist()
                index.add(_head(LAKE, 0, part.month, rank(row), row) for row in rows)
    for table in partitions.read(folder, before.tables.get("errors", ()), "errors"):
        index.add((), (tuple(row.values()) for row in table.to_pylist()))
    index.decide()


def _heads(batch: str, answers: Mapping[str, list[object]]) -> Iterator[Head]:
    columns = (answers[name] for name in ("month", "rank", "documents"))
    for row, (month, first, documents) in enumerate(zip(*columns, strict=True)):
        for document in documents:
            yield _head(batch, row, month, first, document)


def _head(batch: str, row: int, month: str, first: str, document: Mapping[str, str]) -> Head:
    return Head(
        document=document["id"],
        rank=first,
        batch=batch,
        row=row,
        month=month,
        origin=document["origin"],
        lineage=document["lineage"],
        published=document["published"],
        characters=len(document["text"]),
        supersedes=document["supersedes"],
    )


@dataclass(frozen=True, slots=True)
class _Settling:
    """What it takes to write the months that something changes in."""

    index: Index
    folder: Folder
    staging: Staging
    before: Manifest
    room: Path

    def tables(self, fresh: Sequence[str]) -> dict[str, tuple[Part, ...]]:
        """Write them, and return the files of all tables of what is read."""
        months = self.index.months()
        work = self.staging.folder / "pieces"
        cuts = cache(lambda month: pieces.bounds(*self.index.documents(month)))
        spreader = pieces.Spreader(work, cuts)
        for name in fresh:
            spreader.add(self.staging.answers(name), self.index.kept(name))
        spreader.flush()
        parts: dict[str, list[Part]] = {
            table: [part for part in self.before.tables.get(table, ()) if part.month not in months and part.rows]
            for table in READ
        }
        parts["errors"] = self._errors()
        for month in months:
            for table, written in self._month(month, cuts(month), work).items():
                parts[table] += written
        for table in READ:
            parts[table] = parts[table] or partitions.empty(self.folder, self.room, table)
        return {table: tuple(sorted(some, key=lambda part: part.path)) for table, some in parts.items()}

    def _month(self, month: str, cuts: Sequence[str], work: Path) -> dict[str, list[Part]]:
        names = [table for table in READ if table != "errors"]
        writers = {table: partitions.Writer(self.folder, self.room, table, month) for table in names}
        gone = pa.array(sorted(self.index.gone(month)), pa.string())
        for number, (first, last) in enumerate(pairwise(cuts)):
            path = pieces.piece(work, month, number)
            answers = pieces.answers(path)
            for table, writer in writers.items():
                rows = [pieces.rows(answers, table), *self._before(table, month, first, last, gone)]
                writer.write(self._told(month, first, last, table, pa.concat_tables(rows)))
            path.unlink(missing_ok=True)
            del answers
            pa.default_memory_pool().release_unused()
        for writer in writers.values():
            writer.close()
        return {table: writer.parts for table, writer in writers.items()}

    def _before(self, table: str, month: str, first: str, last: str, gone: pa.Array) -> Iterator[pa.Table]:
        """Yield the rows that the lake has of those documents, but for those that count no more."""
        parts = [part for part in self.before.tables.get(table, ()) if part.month == month and part.rows]
        for rows in partitions.read(self.folder, parts, table, first, last):
            yield rows.filter(pc.invert(pc.is_in(rows.column(owner(table)), gone))) if len(gone) else rows

    def _told(self, month: str, first: str, last: str, table: str, rows: pa.Table) -> pa.Table:
        """Return the rows with what each document supersedes, as it is now."""
        if table != "documents":
            return rows
        known = self.index.supersedes(month, first, last)
        told = pa.array([known[one] for one in rows.column("id").to_pylist()], pa.string())
        place = rows.schema.get_field_index("supersedes")
        return rows.set_column(place, rows.schema.field(place), told)

    def _errors(self) -> list[Part]:
        writer = partitions.Writer(self.folder, self.room, "errors", UNKNOWN)
        rows = self.index.errors()
        while some := list(islice(rows, ERRORS)):
            writer.write(_error_rows(some))
        writer.close()
        return writer.parts


def _error_rows(errors: Sequence[Error]) -> pa.Table:
    columns = [list(column) for column in zip(*errors, strict=True)]
    return pa.table(columns, schema=arrow_schema("errors"))
