"""Settling by Spark: from answers to partitions of the lake, by the same rules as on one machine (`lake.index`).

Spark moves heads of answers, decides which of them stand, and moves pieces of months, as bytes, to the tasks that write
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from allegedly.lake import partitions
from allegedly.lake.batch import rank
from allegedly.lake.folder import INPUTS
from allegedly.lake.manifest import Part
from allegedly.lake.months import RECORDS
from allegedly.lake.opening import Lake
from allegedly.lake.pieces import bounds
from allegedly.lake.schema import READ, UNKNOWN, arrow_schema, month_of
from allegedly.lake.spark import spreading, writing
from allegedly.lake.spark.frames import Row, handed, mapped, table, to_spark
from allegedly.lake.spark.kept import Kept
from allegedly.lake.spark.spreading import FOUND, SPREAD, STRETCH

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FILES = 16
"""Files of answers that one task spreads, about: as many as are held at once."""
THERE = FOUND.append(pa.field("told", pa.string()))
"""What decides about a document of the lake, which lies in no file of answers; `told` is what it supersedes there."""
_STANDING = ("month", "document", "supersedes", "folder", "file", "row")


@dataclass(frozen=True, slots=True)
class Settling:
    """The files of answers that wait, by folder and name, and the lake as it is."""

    lake: Lake
    folder: str
    files: Sequence[str]
    kept: Kept

    def tables(self) -> tuple[dict[str, tuple[Part, ...]], list[str]]:
        """Write the months that something changes in.

        Returns the files of all tables of what is read, and of the names of the inputs that were answered.
        """
        found = self.kept.written("found", self.found())
        heads = self.kept.written("heads", self._heads(found))
        months, touched = self._months(heads)
        parts: dict[str, list[Part]] = {
            name: [part for part in self._parts(name) if part.month not in touched and part.rows] for name in RECORDS
        }
        changed = {month: months[month] for month in touched & months.keys()}
        for row in self._written(heads, changed).collect() if changed else ():
            parts[row["table"]].append(Part(row["path"], row["month"], row["rows"], row["bytes"]))
        tables = {name: tuple(sorted(some, key=lambda part: part.path)) for name, some in parts.items()}
        tables["errors"] = self._errors(found, heads)
        return {name: tables[name] or self._empty(name) for name in READ}, self._names(found)

    def _parts(self, name: str) -> Sequence[Part]:
        return self.lake.manifest.tables.get(name, ())

    def _empty(self, name: str) -> tuple[Part, ...]:
        with self.lake.folder.room() as room:
            return tuple(partitions.empty(self.lake.folder, room, name))

    def found(self) -> DataFrame:
        """Return the heads of the answers."""
        where = pa.table([[self.folder] * len(self.files), list(self.files)], spreading.FILES)
        return handed(self.kept.spark, where).mapInArrow(spreading.heads, to_spark(FOUND))

    def _heads(self, found: DataFrame) -> DataFrame:
        """Return the answer, or the row of the lake (no `file`), that stands for each document.

        An input may have been answered twice; its answers are the same.
        """
        fresh = found.where("rank IS NOT NULL").selectExpr("*", "string(NULL) AS told")
        every = fresh.unionByName(self._there()) if self._holds("documents") else fresh
        placed = every.selectExpr(
            "*", "row_number() OVER (PARTITION BY document ORDER BY rank, file NULLS FIRST, row) AS place",
            "max(CASE WHEN file IS NULL THEN month END) OVER (PARTITION BY document) AS was",
        ).where("place = 1").drop("place", "input", "rank", "error", "message")  # fmt: skip
        # One window over all documents without a lineage would be one task; each is in one of its own.
        alone = "coalesce(lineage, concat(' ', document))"
        versions = f"lag(document) OVER (PARTITION BY {alone} ORDER BY coalesce(published, ''), document) AS supersedes"
        return placed.selectExpr("*", versions)

    def _there(self) -> DataFrame:
        """Return the heads of the documents of the lake."""
        documents = table(self.kept.spark, self.lake, "documents")
        columns = [name for name in documents.columns if name != "text"]
        return mapped(documents.selectExpr(*columns, "length(text) AS characters"), _heads_of, THERE)

    def _holds(self, name: str) -> bool:
        return any(part.rows for part in self._parts(name))

    def _months(self, heads: DataFrame) -> tuple[dict[str, tuple[int, int]], set[str]]:
        """Return the documents and characters of each month, and the months that something changes in."""
        from pyspark.sql.functions import expr

        rows = heads.groupBy("month").agg(
            expr("count(*) AS documents"), expr("sum(characters) AS characters"),
            expr("max(file IS NOT NULL OR NOT (told <=> supersedes)) AS changed"),
        ).collect()  # fmt: skip
        months = {row["month"]: (row["documents"], row["characters"]) for row in rows}
        touched = {row["month"] for row in rows if row["changed"]}
        if self._holds("documents"):
            gone = heads.where("file IS NOT NULL AND was <> month").select("was").distinct()
            touched |= {row["was"] for row in gone.collect()}
        return months, touched

    def _written(self, heads: DataFrame, months: Mapping[str, tuple[int, int]]) -> DataFrame:
        """Let tasks write the tables of stretches of these months, and return the files."""
        from pyspark.sql.functions import col, expr

        slots: int = self.kept.spark.sparkContext.defaultParallelism
        tasks = max(1, min(len(self.files), max(slots, len(self.files) // FILES)))
        standing = heads.where(col("month").isin(sorted(months))).select(*_STANDING)
        by_file = standing.repartition(tasks, expr("coalesce(file, document)")).sortWithinPartitions("folder", "file")
        pieces = by_file.mapInArrow(partial(spreading.spread, months=months), to_spark(SPREAD))
        stretches = sum(len(bounds(*size)) // STRETCH + 1 for size in months.values())
        by_stretch = pieces.repartition(max(1, stretches), "month", "stretch")
        ordered = by_stretch.sortWithinPartitions("month", "stretch", "piece")
        task = partial(writing.documents, lake=self.lake.folder.url, stamp=self.lake.stamp)
        return ordered.mapInArrow(task, to_spark(writing.WRITTEN))

    def _errors(self, found: DataFrame, heads: DataFrame) -> tuple[Part, ...]:
        """Write what could not be read: one an origin, none of an origin of which there is a document."""
        columns = arrow_schema("errors").names
        fresh = found.where("error IS NOT NULL").select(*columns)
        if not self._holds("errors") and fresh.isEmpty():
            return ()
        every = fresh.unionByName(table(self.kept.spark, self.lake, "errors"))
        first = every.selectExpr(
            "*", "row_number() OVER (PARTITION BY origin ORDER BY error, message, document) AS place"
        ).where("place = 1").drop("place")  # fmt: skip
        read = heads.where("origin IS NOT NULL").select("origin").distinct()
        told = first.join(read, "origin", "left_anti").selectExpr(f"'{UNKNOWN}' AS month", *columns)
        return writing.write("errors", told, self.lake.folder.url)

    def _names(self, found: DataFrame) -> list[str]:
        """Keep the names of the inputs that have been answered, and return their files."""
        folder = self.lake.folder
        there = set(folder.names(INPUTS))
        found.select("input").write.mode("append").parquet(folder.path(INPUTS))
        return [name for name in folder.names(INPUTS) if name not in there and name.endswith(".parquet")]


def _heads_of(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield {
            "origin": row["origin"],
            "document": row["id"],
            "month": month_of(row["published"]),
            "rank": rank(row),
            "lineage": row["lineage"],
            "published": row["published"],
            "characters": row["characters"],
            "told": row["supersedes"],
        }
