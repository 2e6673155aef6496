"""Settling: from answers in the work folder to partitions of the lake.

What counts is decided in an index (`index`), answers are spread over pieces of months (`pieces`), and each month that
anything changes in is written anew, sorted (`months`). The manifest comes last: until then the lake is as it was,
and a run that was cut off settles again from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from allegedly.lake import manifest as manifests
from allegedly.lake import partitions, pieces
from allegedly.lake.batch import rank
from allegedly.lake.folder import INPUTS, Folder
from allegedly.lake.index import LAKE, Error, Head, Index
from allegedly.lake.manifest import Manifest, Part
from allegedly.lake.months import Month
from allegedly.lake.opening import Lake
from allegedly.lake.schema import LINKED, READ, UNKNOWN, arrow_schema
from allegedly.lake.staging import Staging

ERRORS = 50_000
"""Rows of errors that are written at once."""
_HEADS = ("document", "rank", "month", "origin", "lineage", "published", "characters")


def settle(folder: Folder, staging: Staging, layers: Mapping[str, int]) -> Manifest:
    """Take the answers that wait into the lake, and return its manifest."""
    before = manifests.load(folder) or Manifest(layers)
    fresh = sorted(staging.names() - set(before.taken))
    if fresh or not before.tables:
        with closing(Index(staging.folder / "index.sqlite")) as index, folder.room() as room:
            _fill(index, folder, staging, before, fresh)
            tables = _Settling(index, Lake(folder, before), staging, room).tables(fresh)
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
        answers = staging.answers(name, (*_HEADS, "errors"))
        failures = [tuple(row.values()) for rows in answers.column("errors").to_pylist() for row in rows]
        index.add(_heads(name, answers.select(list(_HEADS)).to_pylist()), failures)
    for part in before.tables.get("documents", ()):
        for table in partitions.read(folder, [part], "documents"):
            for batch in table.to_batches(max_chunksize=pieces.DOCUMENTS):
                index.add(_there(part.month, row) for row in batch.to_pylist())
    for table in partitions.read(folder, before.tables.get("errors", ()), "errors"):
        index.add((), (tuple(row.values()) for row in table.to_pylist()))
    index.decide()


def _heads(batch: str, answers: Sequence[Mapping[str, Any]]) -> Iterator[Head]:
    """Yield the heads of what could be read."""
    for row, answer in enumerate(answers):
        if answer["rank"] is not None:
            yield Head(batch=batch, row=row, **answer)


def _there(month: str, document: Mapping[str, Any]) -> Head:
    """Return the head of a document that the lake has."""
    return Head(
        document=document["id"],
        rank=rank(document),
        batch=LAKE,
        row=0,
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
    before: Lake
    staging: Staging
    room: Path

    def tables(self, fresh: Sequence[str]) -> dict[str, tuple[Part, ...]]:
        """Write them, and return the files of all tables of what is read."""
        months = self.index.months()
        work = self.staging.folder / "pieces"
        cuts = cache(lambda month: pieces.bounds(*self.index.documents(month)))
        work.mkdir(parents=True)
        spreader = pieces.Spreader(partial(pieces.append, work), cuts)
        for name in fresh:
            spreader.add(self.staging.answers(name), self.index.kept(name))
        spreader.flush()
        parts: dict[str, list[Part]] = {
            table: [part for part in self._parts(table) if part.month not in months and part.rows] for table in READ
        }
        parts["errors"] = self._errors()
        for month in months:
            for table, written in self._month(month, cuts(month), work).items():
                parts[table] += written
        for table in READ:
            parts[table] = parts[table] or partitions.empty(self.before.folder, self.room, table)
        return {table: tuple(sorted(some, key=lambda part: part.path)) for table, some in parts.items()}

    def _parts(self, table: str) -> Sequence[Part]:
        return self.before.manifest.tables.get(table, ())

    def _month(self, month: str, cuts: Sequence[str], work: Path) -> dict[str, list[Part]]:
        made = Month(self.before, self.room, month)
        for number, (first, last) in enumerate(pairwise(cuts)):
            path = pieces.piece(work, month, number)
            made.write(pieces.answers(path), self.index.supersedes(month, first, last))
            path.unlink(missing_ok=True)
        return made.close()

    def _errors(self) -> list[Part]:
        writer = partitions.Writer(self.before.folder, self.room, "errors", UNKNOWN)
        rows = self.index.errors()
        while some := list(islice(rows, ERRORS)):
            writer.write(_error_rows(some))
        writer.close()
        return writer.parts


def _error_rows(errors: Sequence[Error]) -> pa.Table:
    columns = [list(column) for column in zip(*errors, strict=True)]
    return pa.table(columns, schema=arrow_schema("errors"))
