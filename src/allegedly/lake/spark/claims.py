"""The reports of a story in stretches, and the latest of them: what is compared of claims, and followed of figures.

However many reports a story has, a task has one stretch of them, or as many of the latest as are followed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from allegedly.lake.links import claims
from allegedly.lake.links.claims import STRETCH
from allegedly.lake.links.profiles import rules_of
from allegedly.lake.spark.frames import Row, grouped
from allegedly.ledger.links.claims import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame


def _joined(group: Iterator[Row], rules: str) -> Iterator[Row]:
    return claims.joined(group, rules_of(rules))


def _followed(group: Iterator[Row], rules: str) -> Iterator[Row]:
    return claims.followed(group, rules_of(rules))


def members(profiles: DataFrame, stories: DataFrame, reported: DataFrame) -> DataFrame:
    """Return the documents of stories with their place in time, from the latest (`from_last`) and among the reports.

    `nth` is the place of a report among those of its story, from 0, null for a copy.
    """
    heads = stories.select("document", "story").join(reported.select("document", "report"), "document")
    heads = heads.join(profiles.select("document", "published"), "document")
    dated = heads.selectExpr(
        "*", "row_number() OVER (PARTITION BY story ORDER BY published DESC, document DESC) - 1 AS from_last"
    )
    standing = dated.where("report = document").selectExpr(
        "document AS one", "row_number() OVER (PARTITION BY story ORDER BY published, document) - 1 AS nth"
    )
    return dated.join(standing, dated["document"] == standing["one"], "left").drop("one")


def links(members: DataFrame, profiles: DataFrame, rules: str) -> DataFrame:
    """Return the links and undertakings between the reports of stories (`links.claims.links_schema`)."""
    into = (
        f"explode(CASE WHEN nth >= {STRETCH} AND nth % {STRETCH} < {REACH}"
        f" THEN array(floor(nth / {STRETCH}), floor(nth / {STRETCH}) - 1) ELSE array(floor(nth / {STRETCH})) END)"
    )
    placed = members.where("nth IS NOT NULL").selectExpr("story", "document", "nth", f"{into} AS stretch")
    own = placed.selectExpr("*", f"stretch = floor(nth / {STRETCH}) AS own")
    rows = own.join(profiles.select("document", "text", "claim_ids", "actor_ids", "claims"), "document")
    function = partial(_joined, rules=rules)
    return grouped(rows, ("story", "stretch"), ("nth",), function, claims.links_schema())


def figures(members: DataFrame, profiles: DataFrame, rules: str) -> DataFrame:
    """Return the series of stories, and their disputes about figures (`links.claims.figures_schema`)."""
    latest = members.where(f"from_last < {rules_of(rules).limit}").select("story", "document", "report", "from_last")
    heads = profiles.selectExpr("document", "text", "claim_ids", "figures", "length(claims) > 0 AS compared")
    rows = latest.join(heads, "document").selectExpr("*", "-from_last AS latest")
    return grouped(rows, ("story",), ("latest",), partial(_followed, rules=rules), claims.figures_schema())
