"""Who meets whom by the keys of the documents, cut so that no key, however many share it, makes one task too large."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from allegedly.lake.links.meeting import PAIRS, compared
from allegedly.lake.links.profiles import rules_of
from allegedly.lake.spark.frames import Row, grouped
from allegedly.linking.crowds import COPIED_CROWD, CROWD
from allegedly.linking.rules import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame

PART = 1000
"""Documents, beside the first of a key, that are compared with these in one task."""
KEYS = {"copies": ("copy_keys", COPIED_CROWD), "stories": ("story_keys", CROWD)}


def pairs(profiles: DataFrame, step: Step, rules: str) -> DataFrame:
    """Return the pairs of documents that the rules of a step take (`links.meeting.PAIRS`)."""
    keys, crowd = KEYS[step]
    shared = _shared(profiles, keys, crowd)
    marks = shared.groupBy("document").agg(_list_of_marks())
    blobs = profiles.select("document", "day", step)
    rows = _in_parts(shared).join(marks, "document").join(blobs, "document")
    return grouped(rows, ("key", "part"), ("document",), partial(_compared, step=step, rules=rules), PAIRS)


def _compared(group: Iterator[Row], step: Step, rules: str) -> Iterator[Row]:
    return compared(group, step, rules_of(rules))


def _shared(profiles: DataFrame, keys: str, crowd: int) -> DataFrame:
    """Return each key that several documents share, with them; `n` are the others beside the first of the key."""
    listed = profiles.selectExpr("document", "place", f"explode({keys}) AS key")
    counted = listed.groupBy("key").count().where("count > 1")
    return listed.join(counted, "key").selectExpr(
        "key", "document", f"count - {crowd} AS n",
        f"row_number() OVER (PARTITION BY key ORDER BY place, document) <= {crowd} AS is_first",
    )  # fmt: skip


def _list_of_marks() -> Any:
    from pyspark.sql import functions

    return functions.collect_list(functions.struct("key", functions.col("is_first").alias("first"))).alias("marks")


def _in_parts(shared: DataFrame) -> DataFrame:
    """Return the rows with the part of its key that each is in; the first of a key are in all of its parts."""
    parts = f"CAST(ceil(greatest(n, 1) / {PART}) AS INT)"
    whole = f"explode(CASE WHEN is_first THEN sequence(0, {parts} - 1) ELSE array(pmod(hash(document), {parts})) END)"
    return shared.selectExpr("key", "document", "is_first", f"{whole} AS part")
