"""Connected components of a graph of any size: large-star and small-star steps, by turns, until nothing changes.

A graph that is small enough to be held by the driver is connected there, which takes less than one of these steps.
Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii: Connected Components in MapReduce and Beyond (SoCC 2014). Of every
component a star remains whose centre is the least id in it. Each round is written down, so that a lost worker costs
what it was at.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pyarrow as pa

from allegedly.lake.spark.kept import Kept
from allegedly.ledger.links.components import Pair, connected

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


FEW = 500_000
"""Pairs that the driver connects by itself."""


def components(pairs: DataFrame, kept: Kept, name: str, few: int = FEW) -> DataFrame:
    """Return `document` and `root`, the least id of its component, of all documents in the pairs (`a`, `b`)."""
    some = [(row["a"], row["b"]) for row in pairs.select("a", "b").limit(few + 1).collect()]
    if len(some) <= few:
        return kept.spark.createDataFrame(_connected(some))
    return _by_stars(pairs, kept, name)


def _connected(pairs: Collection[Pair]) -> pa.Table:
    sets = connected({document for pair in pairs for document in pair}, pairs)
    found = [(document, some[0]) for some in sets for document in some]
    names = ("document", "root")
    return pa.table([[row[n] for row in found] for n in range(2)], pa.schema([(name, pa.string()) for name in names]))


def _by_stars(pairs: DataFrame, kept: Kept, name: str) -> DataFrame:
    edges = kept.written(f"{name}-0", _oriented(pairs))
    before, turn = None, 0
    while (now := _print(edges)) != before:
        before, turn = now, turn + 1
        edges = kept.written(f"{name}-{turn}", _small_star(_large_star(edges)))
        kept.dropped(f"{name}-{turn - 1}")
    roots = edges.selectExpr("v AS root").distinct().selectExpr("root AS document", "root")
    return edges.selectExpr("u AS document", "v AS root").unionByName(roots)


def _oriented(pairs: DataFrame) -> DataFrame:
    """Return the edges, each once, from the greater id (`u`) to the less (`v`)."""
    both = pairs.selectExpr("greatest(a, b) AS u", "least(a, b) AS v")
    return both.where("u <> v").distinct()


def _large_star(edges: DataFrame) -> DataFrame:
    """Join the greater neighbours of each node to the least of its neighbours and itself."""
    both = edges.unionByName(edges.selectExpr("v AS u", "u AS v"))
    least = both.groupBy("u").agg({"v": "min"}).selectExpr("u", "least(u, `min(v)`) AS m")
    return both.join(least, "u").where("v > u").selectExpr("v AS u", "m AS v").where("u <> v").distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Join the lesser neighbours of each node, and the node, to the least of them."""
    least = edges.groupBy("u").agg({"v": "min"}).selectExpr("u", "`min(v)` AS m")
    neighbours = edges.join(least, "u").selectExpr("v AS u", "m AS v")
    return neighbours.unionByName(least.selectExpr("u", "m AS v")).where("u <> v").distinct()


def _print(edges: DataFrame) -> tuple[int, int]:
    """Return what tells one set of edges from another."""
    [row] = edges.selectExpr("count(*) AS n", "coalesce(sum(cast(xxhash64(u, v) AS decimal(38, 0))), 0) AS s").collect()
    return int(row["n"]), int(row["s"])
