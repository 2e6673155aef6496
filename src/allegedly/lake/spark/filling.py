"""Filling a lake by Spark: the same pure function, and the same lake row for row, by as many workers as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from allegedly.lake import inputs
from allegedly.lake import manifest as manifests
from allegedly.lake.batch import Options, digest, to_row
from allegedly.lake.filling import Filled, apart, layer_versions, prepared
from allegedly.lake.folder import INPUTS, Folder, work_folder
from allegedly.lake.manifest import Manifest
from allegedly.lake.opening import Lake
from allegedly.lake.schema import answer_schema
from allegedly.lake.settling import clean
from allegedly.lake.spark.frames import to_spark
from allegedly.lake.spark.kept import Kept
from allegedly.lake.spark.reading import COUNTED, NAMED, answered, found
from allegedly.lake.spark.settling import Settling
from allegedly.lake.staging import Staging
from allegedly.lake.worker import Limits
from allegedly.sources import Failure

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SOURCE_BYTES, INPUT_BYTES = 32_000_000, 1_000_000
"""Bytes of the sources that a task takes apart, and that a task reads, about: minutes of work, to be lost at most."""


def fill(
    lake: str,
    paths: Sequence[str],
    spark: SparkSession,
    *,
    options: Options | None = None,
    limits: Limits | None = None,
    work: str | None = None,
    on_step: Callable[[str], None] = lambda _: None,
) -> Filled:
    """Read what is found at the paths into the lake, which is made if there is none; as `lake.filling.fill`.

    All workers have to reach the paths, the lake, and `work`, a folder for what is not in the lake yet; without one it
    is the lake's own, which will do where workers and driver have their files in common. What a run that was cut off
    has answered is not read again.
    """
    options, limits = options or Options(), limits or Limits()
    folder, staging = Folder(lake), Staging(work_folder(lake))
    apart(folder, paths)
    with staging.held():
        layers = layer_versions()
        before = prepared(folder, staging, layers)
        kept = Kept(spark, folder, work)
        answers = kept.path("answers-" + sha256(repr((sorted(layers.items()), options)).encode()).hexdigest()[:12])
        run = _Run(Lake(folder, before), kept, answers, options)
        on_step("reading")
        known, fresh = run.fresh(paths)
        count = run.read(fresh, limits)
        on_step("settling")
        after = run.settle() if count or run.waiting() or not before.tables else before
        kept.cleared()
    return Filled(
        read=count,
        known=known,
        documents=after.rows("documents"),
        errors=after.rows("errors"),
        documents_before=before.rows("documents"),
        errors_before=before.rows("errors"),
    )


class _Run:
    """A run: what it has found, answered, and put into the lake."""

    def __init__(self, lake: Lake, kept: Kept, answers: str, options: Options) -> None:
        self._lake = lake
        self._kept = kept
        self._spark = kept.spark
        self._answers = answers
        self._options = options

    def fresh(self, paths: Sequence[str]) -> tuple[int, DataFrame]:
        """Return how many inputs are known, and those that are to be read."""
        sources = list(inputs.sources(paths))
        files = [(source.url, source.size) for source in sources if not isinstance(source, Failure)]
        failures = [(digest(one, self._options), *to_row(one)) for one in sources if isinstance(one, Failure)]
        some = self._spark.createDataFrame(files, "url string, size long")
        parts = max(1, min(len(files), self._parts(sum(size for _, size in files), SOURCE_BYTES)))
        items = some.repartition(parts, "url").mapInArrow(partial(found, options=self._options), to_spark(NAMED))
        every = items.unionByName(self._spark.createDataFrame(failures, to_spark(NAMED)))
        known = self._known()
        count = (
            every.select("input").join(known, "input", "left_semi").count()
            if self._lake.manifest.inputs or self.waiting()
            else 0
        )
        tasks = self._parts(sum(size for _, size in files), INPUT_BYTES)
        once = every.repartition(tasks, "input").dropDuplicates(["input"])
        return count, once.join(known, "input", "left_anti")

    def _parts(self, size: int, each: int) -> int:
        slots: int = self._spark.sparkContext.defaultParallelism
        return max(slots, -(-size // each))

    def _known(self) -> DataFrame:
        """Return the names of the inputs that are in the lake, or have been answered."""
        names = to_spark(NAMED.empty_table().select(["input"]).schema)
        known = self._spark.createDataFrame([], names)
        files = [self._lake.folder.path(path) for path in self._lake.manifest.inputs]
        if files:
            known = known.unionByName(self._spark.read.schema(names).parquet(*files))
        return known.unionByName(self.answers().select("input")) if self.waiting() else known

    def waiting(self) -> list[str]:
        """Return the files of answers that are not in the lake."""
        folder = Folder(self._answers)
        return [folder.path(name) for name in folder.names("") if name.endswith(".parquet") and "/" not in name]

    def answers(self) -> DataFrame:
        """Return the answers that are not in the lake, one an input."""
        read = self._spark.read.schema(to_spark(answer_schema())).parquet(*self.waiting())
        return read.dropDuplicates(["input"])

    def read(self, fresh: DataFrame, limits: Limits) -> int:
        """Answer the inputs, and return how many they were."""
        task = partial(answered, work=self._answers, options=self._options, limits=limits)
        counts = fresh.mapInArrow(task, to_spark(COUNTED)).collect()
        return sum(row["read"] for row in counts)

    def settle(self) -> Manifest:
        """Take all answers into the lake, and return its manifest."""
        folder, before = self._lake.folder, self._lake.manifest
        answers = self.answers()
        tables = Settling(self._lake, answers, self._kept).tables()
        names = self._written_names(answers)
        after = Manifest(before.layers, tables, before.taken, (*before.inputs, *names))
        manifests.save(folder, after)
        clean(folder, after)
        return after

    def _written_names(self, answers: DataFrame) -> list[str]:
        """Keep the names of the inputs that have been answered."""
        folder = self._lake.folder
        there = set(folder.names(INPUTS))
        answers.select("input").write.mode("append").parquet(folder.path(INPUTS))
        return [name for name in folder.names(INPUTS) if name not in there and name.endswith(".parquet")]
