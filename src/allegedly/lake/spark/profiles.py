"""The profiles of all documents of a lake that linking takes: those that no later version has taken the place of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from allegedly.lake.links.profiles import PROFILES, profile_row, rules_of
from allegedly.lake.opening import Chosen, Lake, opened
from allegedly.lake.schema import month_of
from allegedly.lake.spark.frames import Row, mapped, table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def profiles(spark: SparkSession, lake: Lake, rules: str) -> DataFrame:
    """Return a row a document (`links.profiles.PROFILES`), from readings that tasks take out of the lake themselves."""
    documents = table(spark, lake, "documents")
    later = documents.where("supersedes IS NOT NULL").selectExpr("supersedes AS id").distinct()
    current = documents.join(later, "id", "left_anti").select("id", "published")
    together = current.selectExpr("*", "coalesce(substr(published, 1, 7), '') AS month")
    ordered = together.repartitionByRange("month", "id").sortWithinPartitions("month", "id")
    return mapped(ordered, partial(_profiles, lake=lake.folder.url, stamp=lake.stamp, rules=rules), PROFILES)


def _profiles(rows: Iterator[Row], lake: str, stamp: str, rules: str) -> Iterator[Row]:
    chosen = (Chosen(row["id"], month_of(row["published"]), 0) for row in rows)
    for reading in opened(lake, stamp).readings(chosen):
        yield profile_row(reading, rules_of(rules))
