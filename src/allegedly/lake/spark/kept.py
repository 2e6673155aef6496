"""What steps leave for the next ones, as Parquet in a folder that all workers reach; it goes when the work is done.

Spark forgets how a table came about once it reads it from there: plans stay short, nothing is worked out twice, and a
worker that is lost costs only what it was at.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from allegedly.lake.folder import Folder, work_folder
from allegedly.lake.staging import SPARK

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Kept:
    """A folder of tables: the one that is named, as Spark reaches it, else one in the lake, on this machine."""

    def __init__(self, spark: SparkSession, lake: Folder, work: str | None = None) -> None:
        self.spark = spark
        self._folder = work.rstrip("/") if work else str(work_folder(lake.url) / SPARK)

    def written(self, name: str, frame: DataFrame) -> DataFrame:
        """Write a table, and return it as it is there."""
        path = self.path(name)
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def path(self, name: str) -> str:
        """Return where a table of that name is, or would be."""
        return f"{self._folder}/{name}"

    def dropped(self, name: str) -> None:
        """Take a table away, where that is a matter of this machine."""
        if "://" not in self._folder:
            shutil.rmtree(f"{self._folder}/{name}", ignore_errors=True)

    def cleared(self) -> None:
        """Take all away."""
        if "://" not in self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
