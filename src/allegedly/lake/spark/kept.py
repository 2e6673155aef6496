"""What steps leave for the next ones, as Parquet in a folder that all workers reach; it goes when the work is done.

Spark forgets how a table came about once it reads it from there: plans stay short, nothing is worked out twice, and a
worker that is lost costs only what it was at.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from allegedly.lake.folder import Folder, filesystem, work_folder
from allegedly.lake.staging import SPARK

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Kept:
    """A folder of tables: one of this lake in the one that is named, as Spark reaches it, else in the lake itself."""

    def __init__(self, spark: SparkSession, lake: Folder, work: str | None = None) -> None:
        self.spark = spark
        own = f"allegedly-{hashlib.sha256(lake.url.encode()).hexdigest()[:12]}"
        self._folder = f"{work.rstrip('/')}/{own}" if work else str(work_folder(lake.url) / SPARK)

    def written(self, name: str, frame: DataFrame) -> DataFrame:
        """Write a table, and return it as it is there."""
        path = self.path(name)
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def path(self, name: str) -> str:
        """Return where a table of that name is, or would be."""
        return f"{self._folder}/{name}"

    def dropped(self, name: str) -> None:
        """Take a table away."""
        _remove(self.path(name))

    def cleared(self) -> None:
        """Take all away."""
        _remove(self._folder)


def _remove(folder: str) -> None:
    files, inside = filesystem(folder)
    if files.exists(inside):
        files.rm(inside, recursive=True)
