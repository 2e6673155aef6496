"""A lake, read: its tables, which documents fit, and the readings of these as they were made."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from allegedly.errors import LakeError, UsageError
from allegedly.lake import manifest as manifests
from allegedly.lake import partitions
from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Part
from allegedly.lake.schema import READ, UNKNOWN, arrow_schema, owner, schema
from allegedly.ledger import Filter
from allegedly.ledger.loading import from_rows
from allegedly.ledger.writing import DOCUMENT_FIELDS
from allegedly.records import Document, Reading

TOGETHER = 200
"""Documents whose rows are read at once."""
_RECORDS = tuple(table for table in READ if table not in {"documents", "errors"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents of a lake: conditions that all must hold; None asks nothing.

    `since` and `until` are years, months or days of publication, both inclusive; `country` is the ISO 3166-1 alpha-3
    code or the name of a state that an actor or a place of the document belongs to; `story` the id, or the beginning
    of it, of a story that the lake has. Raises UsageError for a date that is none.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    story: str | None = None

    def __post_init__(self) -> None:
        Filter(since=self.since, until=self.until)

    def fits(self, published: str | None) -> bool:
        """Say whether the time of publication is as wanted."""
        told = published or ""
        return (self.since is None or told[: len(self.since)] >= self.since) and (
            self.until is None or "" < told[: len(self.until)] <= self.until
        )

    def may_hold(self, month: str) -> bool:
        """Say whether a partition may have documents that were published then."""
        since, until = (self.since or "")[:7], (self.until or "~")[:7]
        return month == UNKNOWN or (month >= since and month[: len(until)] <= until)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document that was asked for: its id, its month, and how many versions of it come before it."""

    document: str
    month: str
    depth: int


def open_lake(url: str | Path) -> Lake:
    """Open the lake at a path or URL; LakeError where there is none."""
    folder = Folder(url)
    found = manifests.load(folder)
    if found is None:
        raise LakeError(f"there is no lake at {url}; make one with `allegedly batch`")
    return Lake(folder, found)


@cache
def opened(url: str, stamp: str) -> Lake:
    """Return the lake, opened once a process for as long as it is what it was (`Lake.stamp`); empty where none is."""
    folder = Folder(url)
    return Lake(folder, manifests.load(folder) or manifests.Manifest({}))


class Lake:
    """A lake as its manifest has it at the moment."""

    def __init__(self, folder: Folder, manifest: manifests.Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @property
    def stamp(self) -> str:
        """What tells the lake as it is now from what it was, or will be."""
        paths = (part.path for parts in self.manifest.tables.values() for part in parts)
        return hashlib.sha256("\n".join(paths).encode()).hexdigest()

    def files(self, table: str) -> list[str]:
        """Return the paths or URLs of the files of a table, for DuckDB, pandas or Spark."""
        return [self.folder.path(part.path) for part in self._parts(table)]

    def table(self, table: str, *, month: str | None = None) -> pa.Table:
        """Return the rows of a table, or those of one month, by partition and in order."""
        parts = [part for part in self._parts(table) if month in {None, part.month}]
        return pa.concat_tables([arrow_schema(table).empty_table(), *partitions.read(self.folder, parts, table)])

    def _parts(self, table: str) -> tuple[Part, ...]:
        if table not in schema():
            raise UsageError(f"a lake has no table {table!r}; it has {', '.join(schema())}")
        return self.manifest.tables.get(table, ())

    def documents(self, wanted: Wanted) -> list[Chosen]:
        """Return the documents that fit: earlier versions before later ones, then by month and id.

        LakeError where a story is asked for, and the lake has none that is so called, or several.
        """
        months: dict[str, str] = {}
        before: dict[str, str] = {}
        only = self._of_story(wanted.story) if wanted.story is not None else None
        for part in self._parts("documents"):
            if not wanted.may_hold(part.month):
                continue
            there = self._of_country(wanted.country, part.month) if wanted.country is not None else None
            for row in self._columns(part, ("id", "published", "supersedes")):
                id_ = row["id"]
                if wanted.fits(row["published"]) and (only is None or id_ in only) and (there is None or id_ in there):
                    months[id_] = part.month
                    if row["supersedes"]:
                        before[id_] = row["supersedes"]
        return sorted(
            (Chosen(one, month, _depth(one, before)) for one, month in months.items()),
            key=lambda one: (one.depth, one.month, one.document),
        )

    def _columns(self, part: Part, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        with self.folder.opened(part.path) as file:
            found = partitions.columns(file, columns)
        for batch in found.to_batches(max_chunksize=1_000):
            yield from batch.to_pylist()

    def _of_story(self, story: str) -> set[str]:
        found = self.table("story_documents")
        if not found.num_rows:
            raise LakeError(f"the documents of {self.folder.url} are not linked, so that it has no stories; link them")
        rows = found.filter(pc.starts_with(found.column("story"), story.lower()))
        stories = set(rows.column("story").to_pylist())
        if len(stories) != 1:
            raise LakeError(f"{story!r} is the beginning of the ids of {len(stories)} stories; give that of one")
        return set(rows.column("document").to_pylist())

    def _of_country(self, country: str, month: str) -> set[str]:
        """Return the documents of a month that have an actor or a place of a country."""
        actors, places = (self.table(table, month=month) for table in ("document_actors", "places"))
        names = pc.and_(
            pc.equal(actors.column("kind"), "state"), pc.equal(pc.utf8_lower(actors.column("name")), country.lower())
        )
        codes = {country.upper(), *filter(None, actors.filter(names).column("country").to_pylist())}
        wanted = pa.array(sorted(codes), pa.string())
        found: set[str] = set()
        for table in (actors, places):
            rows = table.filter(pc.is_in(table.column("country"), wanted))
            found |= set(rows.column("document").to_pylist())
        return found

    def readings(self, chosen: Iterable[Chosen]) -> Iterator[Reading]:
        """Yield what was read of these documents, in their order; some documents of a month are read at once."""
        for month, group in groupby(chosen, key=lambda one: one.month):
            ids = [one.document for one in group]
            for start in range(0, len(ids), TOGETHER):
                yield from self._readings(month, ids[start : start + TOGETHER])

    def _readings(self, month: str, ids: Sequence[str]) -> Iterator[Reading]:
        rows = {table: self._rows(table, month, ids) for table in ("documents", *_RECORDS)}
        for id_ in ids:
            [head] = rows["documents"][id_]
            found = Document(**{name: head[name] for name in DOCUMENT_FIELDS})
            yield from_rows(found, _by_place(rows, id_))

    def _rows(self, table: str, month: str, ids: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
        """Return the rows of a table that hang on each of these documents."""
        parts = [part for part in self._parts(table) if part.month == month]
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        only = pa.array(ids, pa.string())
        for some in partitions.read(self.folder, parts, table, min(ids), max(ids) + "~"):
            for row in some.filter(pc.is_in(some.column(owner(table)), only)).to_pylist():
                found[row[owner(table)]].append(row)
        return found


def _by_place(
    rows: Mapping[str, Mapping[str, list[dict[str, Any]]]], document: str
) -> Callable[[str], list[dict[str, Any]]]:
    return lambda table: sorted(rows[table].get(document, ()), key=lambda row: int(row["n"]))


def _depth(document: str, before: Mapping[str, str]) -> int:
    """Return how many versions come before a document, as far as they were chosen."""
    depth = 0
    while document in before and depth <= len(before):
        document = before[document]
        depth += 1
    return depth
