"""Filling a lake by Spark: the same pure function, and the same lake row for row, by as many workers as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, reduce
from hashlib import sha256
from typing import TYPE_CHECKING

import pyarrow as pa

from allegedly.lake import inputs
from allegedly.lake import manifest as manifests
from allegedly.lake.batch import Options, digest, to_row
from allegedly.lake.filling import Filled, begun
from allegedly.lake.folder import Folder
from allegedly.lake.inputs import Source
from allegedly.lake.manifest import Manifest
from allegedly.lake.opening import Lake
from allegedly.lake.settling import clean
from allegedly.lake.spark.frames import handed, to_spark
from allegedly.lake.spark.kept import Kept
from allegedly.lake.spark.reading import COUNTED, NAMED, SUFFIX, answered, found
from allegedly.lake.spark.settling import Settling
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
    with begun(lake, paths, fast=options.fast) as (before, _):
        kept = Kept(spark, before.folder, work)
        layers = sorted(before.manifest.layers.items())
        answers = kept.path("answers-" + sha256(repr((layers, options)).encode()).hexdigest()[:12])
        run = _Run(before, kept, answers, options)
        on_step("reading")
        known, fresh = run.fresh(paths)
        count = run.read(fresh, limits)
        on_step("settling")
        after = run.settle() if count or run.waiting() or not before.manifest.tables else before.manifest
        kept.cleared()
    return Filled.between(before.manifest, after, read=count, known=known)


class _Run:
    """A run: what it has found, answered, and put into the lake."""

    def __init__(self, lake: Lake, kept: Kept, answers: str, options: Options) -> None:
        self._lake = lake
        self._kept = kept
        self._spark = kept.spark
        self._answers = answers
        self._options = options

    def fresh(self, paths: Sequence[str]) -> tuple[int, DataFrame]:
        """Return how many inputs are known, and those that are to be read, in order of their names."""
        sources = list(inputs.sources(paths))
        files = [source for source in sources if isinstance(source, Source)]
        size = sum(source.size for source in files)
        items = self._opened(files, max(1, min(len(files), self._parts(size, SOURCE_BYTES))))
        failures = [(digest(one, self._options), *to_row(one)) for one in sources if isinstance(one, Failure)]
        if failures:
            items = items.unionByName(handed(self._spark, _table(failures, NAMED)))
        known, count = self._known(), 0
        if known is not None:
            count = items.select("input").distinct().join(known, "input", "left_semi").count()
            items = items.join(known, "input", "left_anti")
        tasks = self._parts(size, INPUT_BYTES)
        return count, items.repartition(tasks, "input").sortWithinPartitions("input")

    def _opened(self, files: Sequence[Source], parts: int) -> DataFrame:
        """Return the inputs of files."""
        rows = [(source.url, source.size) for source in files]
        listed = handed(self._spark, _table(rows, pa.schema([("url", pa.string()), ("size", pa.int64())])))
        return listed.repartition(parts, "url").mapInArrow(partial(found, options=self._options), to_spark(NAMED))

    def _parts(self, size: int, each: int) -> int:
        slots: int = self._spark.sparkContext.defaultParallelism
        return max(slots, -(-size // each))

    def _known(self) -> DataFrame | None:
        """Return the names of the inputs that are in the lake, or have been answered; None where there are none."""
        names = to_spark(pa.schema([("input", pa.string())]))
        known = []
        if files := [self._lake.folder.path(path) for path in self._lake.manifest.inputs]:
            known.append(self._spark.read.schema(names).parquet(*files))
        if waiting := self.waiting():
            known.append(self._settling(waiting).found().select("input"))
        return reduce(lambda some, more: some.unionByName(more), known) if known else None

    def waiting(self) -> list[str]:
        """Return the names of the files of answers that are not in the lake."""
        return [name for name in Folder(self._answers).names("") if name.endswith(SUFFIX) and "/" not in name]

    def read(self, fresh: DataFrame, limits: Limits) -> int:
        """Answer the inputs, and return how many they were."""
        task = partial(answered, work=self._answers, options=self._options, limits=limits)
        counts = fresh.mapInArrow(task, to_spark(COUNTED)).collect()
        return sum(row["read"] for row in counts)

    def settle(self) -> Manifest:
        """Take all answers into the lake, and return its manifest."""
        folder, before = self._lake.folder, self._lake.manifest
        tables, names = self._settling(self.waiting()).tables()
        after = replace(before, tables=tables, inputs=(*before.inputs, *names))
        manifests.save(folder, after)
        clean(folder, after)
        return after

    def _settling(self, waiting: Sequence[str]) -> Settling:
        return Settling(self._lake, self._answers, waiting, self._kept)


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)
