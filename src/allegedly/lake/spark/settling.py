"""Settling by Spark: from answers to partitions of the lake, by the same rules as on one machine (`lake.index`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from allegedly.lake import partitions
from allegedly.lake.batch import rank
from allegedly.lake.manifest import Part
from allegedly.lake.opening import Lake
from allegedly.lake.schema import READ, UNKNOWN, arrow_schema, month_of
from allegedly.lake.spark import writing
from allegedly.lake.spark.frames import Row, mapped, table, to_spark
from allegedly.lake.spark.kept import Kept
from allegedly.lake.spark.writing import write

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

HEADS = pa.schema([
    pa.field("document", pa.string()),
    pa.field("rank", pa.string()),
    pa.field("month", pa.string()),
    pa.field("origin", pa.string()),
    pa.field("lineage", pa.string()),
    pa.field("published", pa.string()),
    pa.field("told", pa.string()),
])  # fmt: skip
"""What decides about documents of the lake; `told` is what each supersedes as the lake has it."""
_HEADS = ("document", "rank", "month", "origin", "lineage", "published", "told", "input")


_RECORDS = tuple(name for name in READ if name != "errors")


@dataclass(frozen=True, slots=True)
class Settling:
    """The answers that wait (`answer_schema`, one an input), and the lake as it is."""

    lake: Lake
    answers: DataFrame
    kept: Kept

    def tables(self) -> dict[str, tuple[Part, ...]]:
        """Write the months that something changes in, and return the files of all tables of what is read."""
        heads = self._heads()
        touched = self._touched(heads)
        parts: dict[str, list[Part]] = {
            name: [part for part in self.lake.manifest.tables.get(name, ()) if part.month not in touched and part.rows]
            for name in _RECORDS
        }
        for row in self._written(heads, touched).collect():
            parts[row["table"]].append(Part(row["path"], row["month"], row["rows"], row["bytes"]))
        found = {name: tuple(sorted(some, key=lambda part: part.path)) for name, some in parts.items()}
        found["errors"] = write("errors", self._errors(heads), self.lake.folder.url)
        return {name: found[name] or self._empty(name) for name in READ}

    def _empty(self, name: str) -> tuple[Part, ...]:
        with self.lake.folder.room() as room:
            return tuple(partitions.empty(self.lake.folder, room, name))

    def _written(self, heads: DataFrame, touched: set[str]) -> DataFrame:
        """Let tasks write the tables of ranges of documents, each all of them, and return the files."""
        from pyspark.sql import functions

        current = heads.where(functions.col("month").isin(sorted(touched)))
        current = current.select("month", "document", "supersedes", "input")
        rows = current.join(self.answers.select("input", *_RECORDS), "input", "left")
        ordered = rows.repartitionByRange("month", "document").sortWithinPartitions("month", "document")
        task = partial(writing.documents, lake=self.lake.folder.url, stamp=self.lake.stamp)
        return ordered.mapInArrow(task, to_spark(writing.WRITTEN))

    def _heads(self) -> DataFrame:
        """Return the answer, or the row of the lake (no `input`), that stands for each document."""
        there = mapped(table(self.kept.spark, self.lake, "documents"), _heads_of, HEADS)
        row = ("documents[0].lineage AS lineage", "documents[0].published AS published", "string(NULL) AS told")
        read = self.answers.where("document IS NOT NULL AND size(documents) > 0")
        fresh = read.selectExpr("document", "rank", "month", "origin", *row, "input")
        every = fresh.unionByName(there.selectExpr(*_HEADS[:-1], "string(NULL) AS input"))
        placed = every.selectExpr(
            "*", "row_number() OVER (PARTITION BY document ORDER BY rank, input NULLS FIRST) AS place",
            "max(input IS NULL) OVER (PARTITION BY document) AS known",
        ).where("place = 1").drop("place")  # fmt: skip
        # One window over all documents without a lineage would be one task; each is in one of its own.
        alone = "coalesce(lineage, concat(' ', document))"
        versions = f"lag(document) OVER (PARTITION BY {alone} ORDER BY coalesce(published, ''), document) AS supersedes"
        return self.kept.written("heads", placed.selectExpr("*", versions))

    def _touched(self, heads: DataFrame) -> set[str]:
        changed = heads.where("input IS NOT NULL OR NOT (told <=> supersedes)").select("month")
        replaced = heads.where("input IS NOT NULL AND known").selectExpr("document")
        there = mapped(table(self.kept.spark, self.lake, "documents"), _heads_of, HEADS)
        gone = there.join(replaced, "document", "left_semi").select("month")
        return {row["month"] for row in changed.unionByName(gone).distinct().collect()}

    def _errors(self, heads: DataFrame) -> DataFrame:
        fresh = self.answers.selectExpr("inline(errors)")
        every = fresh.unionByName(table(self.kept.spark, self.lake, "errors"))
        first = every.selectExpr(
            "*", "row_number() OVER (PARTITION BY origin ORDER BY error, message, document) AS place"
        ).where("place = 1").drop("place")  # fmt: skip
        read = heads.where("origin IS NOT NULL").select("origin").distinct()
        return first.join(read, "origin", "left_anti").selectExpr(
            f"'{UNKNOWN}' AS month", *arrow_schema("errors").names
        )


def _heads_of(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield {
            "document": row["id"],
            "rank": rank(row),
            "month": month_of(row["published"]),
            "origin": row["origin"],
            "lineage": row["lineage"],
            "published": row["published"],
            "told": row["supersedes"],
        }
