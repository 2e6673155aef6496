"""Copies and edges to reports and stories: Spark finds what is connected, and the rules divide it group by group.

A connected set of more documents than the rules look at as a whole is vast, as in a ledger (docs/linking.md): of it
only what near-certain edges and copies of one report connect may be one story, undivided if it is too large as well.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from allegedly.lake.links import dividing
from allegedly.lake.links.profiles import rules_of
from allegedly.lake.spark.components import components
from allegedly.lake.spark.frames import Row, grouped
from allegedly.lake.spark.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import DataFrame


def _by(name: str, group: Iterator[Row], rules: str) -> Iterator[Row]:
    function: Callable[..., Iterator[Row]] = getattr(dividing, name)
    return function(group, rules_of(rules))


def reports(profiles: DataFrame, copies: DataFrame, rules: str, kept: Kept) -> DataFrame:
    """Return `document`, `report` (and `fault`) of all documents."""
    sets = kept.written("copy-sets", components(copies, kept, "copies"))
    members = profiles.join(sets, "document").selectExpr("root", "document", "published", "copies")
    pairs = copies.join(sets.withColumnRenamed("document", "a"), "a").select("root", "a", "b", "share", "first")
    rows = members.unionByName(pairs, allowMissingColumns=True)
    found = grouped(rows, ("root",), ("document", "a", "b"), partial(_by, "standing", rules=rules), dividing.REPORTS)
    alone = profiles.join(sets, "document", "left_anti").selectExpr("document", "document AS report")
    return found.unionByName(alone, allowMissingColumns=True)


def stories(
    profiles: DataFrame, edges: DataFrame, copies: DataFrame, reported: DataFrame, rules: str, kept: Kept
) -> DataFrame:
    """Return `document`, `story`, `vast` (and `fault`) of all documents."""
    limit, certain = rules_of(rules).limit, rules_of(rules).certain
    sets = _sets(profiles, edges, copies, limit, kept)
    joined = kept.written("joined", _joined(edges, copies, reported))
    large = sets.where("vast = 1").select("document")
    near = _inside(joined.where(f"score >= {certain!r} OR copy"), large)
    parts = components(near, kept, "parts")
    units = sets.join(parts.withColumnRenamed("root", "part"), "document", "left").selectExpr(
        "document", "vast", "CASE WHEN vast = 1 THEN coalesce(part, document) ELSE root END AS unit"
    )
    sizes = units.groupBy("unit").count()
    units = kept.written("units", units.join(sizes, "unit"))
    whole = _first_of(units.where(f"count > {limit} OR count = 1"), profiles, limit)
    few = _divided(units.where(f"count <= {limit} AND count > 1"), profiles, joined, reported, rules)
    return kept.written("stories", whole.unionByName(few, allowMissingColumns=True))


def _sets(profiles: DataFrame, edges: DataFrame, copies: DataFrame, limit: int, kept: Kept) -> DataFrame:
    """Return the connected set of each document (`root`), and whether it is vast (0 or 1)."""
    links = edges.select("a", "b").unionByName(copies.select("a", "b"))
    found = profiles.select("document").join(components(links, kept, "sets"), "document", "left")
    named = found.selectExpr("document", "coalesce(root, document) AS root")
    sizes = named.groupBy("root").count()
    return kept.written(
        "sets", named.join(sizes, "root").selectExpr("document", "root", f"int(count > {limit}) AS vast")
    )


def _joined(edges: DataFrame, copies: DataFrame, reported: DataFrame) -> DataFrame:
    """Return the edges and, with the score 1 in place of an edge's, the copies of one report."""
    one, other = (reported.selectExpr(f"document AS {side}", f"report AS of_{side}") for side in ("a", "b"))
    same = copies.join(one, "a").join(other, "b").where("of_a = of_b").select("a", "b")
    same = same.selectExpr("a", "b", "double(1) AS score", "true AS copy")
    rest = edges.join(same, ["a", "b"], "left_anti").selectExpr("a", "b", "score", "false AS copy")
    return rest.unionByName(same)


def _inside(pairs: DataFrame, documents: DataFrame) -> DataFrame:
    """Return the pairs of which the first, and so the second, is one of the documents."""
    return pairs.join(documents.withColumnRenamed("document", "a"), "a", "left_semi").select("a", "b")


def _first_of(units: DataFrame, profiles: DataFrame, limit: int) -> DataFrame:
    """Make a story of each unit, called by the earliest document in it."""
    dated = units.join(profiles.select("document", "published"), "document")
    named = dated.groupBy("unit").agg(_least("struct(published, document)", "earliest"))
    vast = f"vast + int(vast = 1 AND count > {limit}) AS vast"
    return units.join(named, "unit").selectExpr("document", "earliest.document AS story", vast)


def _divided(units: DataFrame, profiles: DataFrame, joined: DataFrame, reported: DataFrame, rules: str) -> DataFrame:
    """Let the rules divide each unit."""
    heads = profiles.select("document", "published", "stories").join(reported.select("document", "report"), "document")
    members = units.select("unit", "document").join(heads, "document")
    one, other = (
        units.selectExpr(f"document AS {side}", f"unit AS {name}") for side, name in (("a", "unit"), ("b", "u"))
    )
    edges = joined.join(one, "a").join(other, "b").where("unit = u").select("unit", "a", "b", "score")
    rows = members.unionByName(edges, allowMissingColumns=True)
    found = grouped(rows, ("unit",), ("document", "a", "b"), partial(_by, "told", rules=rules), dividing.STORIES)
    return found.join(units.select("document", "vast"), "document", "left")


def titles(members: DataFrame, profiles: DataFrame, rules: str) -> DataFrame:
    """Return `story` and `title` (and `fault`): `members` has the reports of stories, `nth` of each."""
    first = members.where(f"nth < {rules_of(rules).limit}").select("story", "nth", "document")
    rows = first.join(profiles.select("document", "title", "stories"), "document")
    return grouped(rows, ("story",), ("nth",), partial(_by, "titled", rules=rules), dividing.TITLES)


def _least(expression: str, name: str) -> Any:
    from pyspark.sql import functions

    return functions.expr(f"min({expression})").alias(name)
