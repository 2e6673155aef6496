"""All links of a lake, made at once: the steps, one after the other, and the tables that come of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from allegedly.lake import manifest as manifests
from allegedly.lake.folder import work_folder
from allegedly.lake.links.meeting import COPIES, with_first
from allegedly.lake.links.profiles import STANDARD, rules_of
from allegedly.lake.opening import Lake, open_lake
from allegedly.lake.schema import LINKED, owner
from allegedly.lake.settling import clean
from allegedly.lake.spark import claims, dividing
from allegedly.lake.spark.frames import Row, mapped
from allegedly.lake.spark.kept import Kept
from allegedly.lake.spark.meeting import pairs
from allegedly.lake.spark.profiles import profiles
from allegedly.lake.spark.writing import write
from allegedly.lake.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession

FAULTS = 1_000
"""Faults of the rules that are told, at most."""


@dataclass(frozen=True, slots=True)
class LinkedLake:
    """How many documents were linked, the rows of each table of links, and what the rules failed on, and how."""

    documents: int
    rows: Mapping[str, int]
    faults: tuple[str, ...]


def link_lake(
    url: str,
    spark: SparkSession,
    *,
    rules: str = STANDARD,
    work: str | None = None,
    on_step: Callable[[str], None] = lambda _: None,
) -> LinkedLake:
    """Link all documents of a lake, in place of what linked them before.

    `rules` is the name of the rules ("module:class"), `work` a folder that all workers and the driver reach, if the
    lake's own is none (`spark.kept`). `on_step` is told what is being done. The lake has the new links when all are
    there; LakeError where there is no lake, or another run is writing to it.
    """
    with Staging(work_folder(url)).held():
        return _link(open_lake(url), spark, rules, work, on_step)


def _link(lake: Lake, spark: SparkSession, rules: str, work: str | None, on_step: Callable[[str], None]) -> LinkedLake:
    kept = Kept(spark, lake.folder, work)
    steps = _Steps(spark, lake, rules, kept, on_step)
    try:
        tables = steps.tables()
        faults = steps.faults()
        documents = steps.profiles.count()
        months = steps.months()
        written = {}
        for name in LINKED:
            on_step(f"writing {name}")
            rows = tables[name].join(months, tables[name][owner(name)] == months["of"]).drop("of")
            written[name] = write(name, rows, lake.folder.url)
    finally:
        kept.cleared()
    read = {name: parts for name, parts in lake.manifest.tables.items() if name not in LINKED}
    manifest = replace(lake.manifest, tables={**read, **written})
    manifests.save(lake.folder, manifest)
    clean(lake.folder, manifest)
    return LinkedLake(documents, {name: manifest.rows(name) for name in LINKED}, faults)


class _Steps:
    """The steps; each table is kept as it is made, and none is made twice."""

    def __init__(self, spark: SparkSession, lake: Lake, rules: str, kept: Kept, on_step: Callable[[str], None]) -> None:
        self._rules = rules
        self._kept = kept
        self._faulty: list[DataFrame] = []
        self._on_step = on_step
        self.profiles = self._made("profiles", profiles(spark, lake, rules))

    def tables(self) -> dict[str, DataFrame]:
        """Return the tables of links."""
        copies, edges = self._copies(), self._edges()
        reported = self._made("reports", dividing.reports(self.profiles, copies, self._rules, self._kept))
        told = dividing.stories(self.profiles, edges, copies, reported, self._rules, self._kept)
        stories = self._made("story-documents", told)
        members = self._made("members", claims.members(self.profiles, stories, reported))
        titles = self._made("titles", dividing.titles(members.where("nth IS NOT NULL"), self.profiles, self._rules))
        links = self._made("links", claims.links(members, self.profiles, self._rules))
        figures = self._made("figures", claims.figures(members, self.profiles, self._rules))
        return {
            "credits": self.profiles.selectExpr("document", "posexplode(agencies) AS (n, agency)"),
            "copies": copies,
            "story_edges": edges,
            "stories": self._stories(members, stories, titles),
            "story_documents": members.select("document", "story", "report", "published"),
            "claim_links": self._claim_links(links, figures),
            "undertakings": links.where("undertakings IS NOT NULL").select("undertakings.*"),
            "series": figures.where("series IS NOT NULL").select("series.*"),
        }

    def faults(self) -> tuple[str, ...]:
        """Return what the rules failed on."""
        found: list[str] = []
        for frame in self._faulty:
            rows = frame.where("fault IS NOT NULL").select("fault").distinct().limit(FAULTS).collect()
            found += (row["fault"] for row in rows)
        return tuple(sorted(set(found))[:FAULTS])

    def months(self) -> DataFrame:
        """Return each document (`of`) with its month."""
        return self.profiles.selectExpr("document AS of", "month")

    def _made(self, name: str, frame: DataFrame) -> DataFrame:
        self._on_step(name)
        made = self._kept.written(name, frame)
        if "fault" not in made.columns:
            return made
        self._faulty.append(made)
        return made if name == "profiles" else made.where("fault IS NULL").drop("fault")

    def _copies(self) -> DataFrame:
        found = self._made("copy-pairs", pairs(self.profiles, "copies", self._rules))
        for side in ("a", "b"):
            heads = self.profiles.selectExpr(f"document AS {side}", f"head AS head_{side}", f"text AS text_{side}")
            found = found.join(heads, side)
        return self._made("copies", mapped(found, partial(_with_first, rules=self._rules), COPIES))

    def _edges(self) -> DataFrame:
        return self._made("edges", pairs(self.profiles, "stories", self._rules)).withColumnRenamed("value", "score")

    def _stories(self, members: DataFrame, stories: DataFrame, titles: DataFrame) -> DataFrame:
        """Return a row a story: its title, and the first and the last day on which its documents were published."""
        dated = members.selectExpr("story", "nullif(substr(published, 1, 10), '9999') AS day")
        days = dated.groupBy("story").agg({"day": "min"}).withColumnRenamed("min(day)", "first")
        last = dated.groupBy("story").agg({"day": "max"}).withColumnRenamed("max(day)", "last")
        vast = stories.select("story", "vast").distinct()
        named = titles.join(days, "story").join(last, "story").join(vast, "story")
        return named.withColumnRenamed("story", "id")

    def _claim_links(self, links: DataFrame, figures: DataFrame) -> DataFrame:
        """Return the links of each pair of reports, with the disputes about figures after the others."""
        found = links.where("claim_links IS NOT NULL").select("claim_links.*")
        disputes = figures.where("claim_links IS NOT NULL").select("claim_links.*")
        counts = found.groupBy("a", "b").count()
        after = disputes.join(counts, ["a", "b"], "left").withColumns({"n": _plus("n", "count")}).drop("count")
        return found.unionByName(after)


def _with_first(rows: Iterator[Row], rules: str) -> Iterator[Row]:
    return with_first(rows, rules_of(rules))


def _plus(column: str, other: str) -> Any:
    from pyspark.sql import functions

    return functions.expr(f"{column} + coalesce({other}, 0)")
