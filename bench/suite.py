"""The benchmarks, declared: which task on which data, and which figures of its scorer are the ones to look at."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.cases import own_cases, own_links, own_reports, source_checks
from bench.score import breakdowns
from bench.score import links as links_score
from bench.score import seed as seed_score
from bench.score.common import Result, Rows, read_rows
from bench.tasks import links as links_task
from bench.tasks import seed as seed_task

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The folder beside the checkout with the public corpora; nothing of it is in the repository."""

HEADLINES: Mapping[str, tuple[str, ...]] = {
    "acts": (
        "dev.recall", "dev.found.act", "dev.given.act", "check.recall", "check.found.act", "check.given.act",
        "check.given.target.f1", "check.given.polarity", "check.given.negative", "check.given.source_doubt",
        "check.given.outlet_doubt", "check.given.answers.f1", "passes.act.percent", "passes.act.kappa",
    ),
    "actors": ("country.accuracy", "sector.accuracy"),
    "attribution": ("ALL@.5.f1", "WHO+WHAT@.5.f1", "LINK.f1", "ALL-EXACT.f1", "by_type.indirect.WHO+WHAT@.5"),
    "copies": ("other_host.f1", "other_host.p", "all.f1", "all.p"),
    "coreference": ("conll", "muc.f1", "bcubed.f1", "ceaf_e.f1"),
    "events": (
        "type.f1", "type macro f1", "actor country.f1", "recipient country.f1", "sector.f1", "triple.f1",
    ),
    "figures": ("killed.accuracy", "injured.accuracy", "both.accuracy"),
    "links": (
        "disputes.f1", "disputes.within.f1", "corroborations.f1", "undertakings.f1", "copies.f1", "stories_pairs.f1",
        "figures_mentions.f1", "figures_series.f1",
    ),
    "nested": (
        "ALL@.5.f1", "WHO+WHAT@.5.f1", "LINK.f1", "ALL-EXACT.f1", "parent.f1", "parent.p", "parent.r", "top", "clean",
        "odd.ALL@.5.f1", "odd.WHO+WHAT@.5.f1", "odd.LINK.f1", "odd.parent.f1",
        "even.ALL@.5.f1", "even.WHO+WHAT@.5.f1", "even.LINK.f1", "even.parent.f1",
    ),
    "places": ("exact.f1", "resolution.acc@161km", "end-to-end.r"),
    "police": ("KILL.f1", "ARREST.f1", "FORCE.f1", "FAIL.f1", "ANY_ACTION.f1"),
    "quad": ("macro f1",),
    "quantities": (
        "value.f1", "value+change.f1", "value+unit.f1", "value+concept_partial.f1", "value+concept_complete.f1",
    ),
    "roles": ("S.f1", "T.f1", "all.f1"),
    "sources": ("development.accuracy", "check.accuracy"),
    "stories": ("pairs.f1", "multi.f1", "bcubed.f1"),
    "times": ("strict.f1", "relaxed.f1", "value.f1"),
    "stance": ("macro_f1", "fnc", "agree.f1", "disagree.f1", "discuss.f1", "unrelated.f1"),
    "seed": (
        "title", "deck", "published", "furniture", "body_words_lost", "claims", "claims_spurious", "sources_resolved",
        "acts", "quote_types", "disputes", "events_found", "events_right", "events_full", "events_extra", "figures",
        "moments",
    ),
}  # fmt: skip


READ_FAST = frozenset({"acts", "attribution", "nested", "seed"})
"""The tasks that are measured on what is read fast, too."""
FAST_SUFFIX = ", fast"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One task on one set of data.

    `data` is a path under `SHARED`, or None for our own cases; `limit` takes the first rows only; `options` go to
    the scorer. With `fast` the texts are read fast, which is told behind the name.
    """

    name: str
    task: str
    data: str | None = None
    limit: int | None = None
    options: Mapping[str, bool] = field(default_factory=dict)
    fast: bool = False

    @property
    def own(self) -> str:
        """The name of the own report or links that it is about."""
        return self.name.removesuffix(FAST_SUFFIX).removeprefix("own report ").removeprefix("own links ")

    @property
    def path(self) -> Path | None:
        """The gold file, None for our own cases."""
        return SHARED / self.data if self.data else None

    @property
    def is_there(self) -> bool:
        """Say whether the gold data is at hand."""
        return self.path is None or self.path.exists()


OWN = (
    *(
        Benchmark(f"own {task}", task)
        for task in ("actors", "acts", "attribution", "events", "places", "quantities", "times")
    ),
    Benchmark("nested", "nested"),
    *(Benchmark(f"own links {name}", "links") for name in own_links()),
    *(Benchmark(f"own report {name}", "seed") for name in own_reports()),
)
FULL = (
    Benchmark("seed", "seed", "gold/seed.json"),
    Benchmark("PolNeAR dev", "attribution", "data/attribution/dev.jsonl"),
    Benchmark("sources", "sources", "data/attribution/dev.jsonl"),
    Benchmark("PLOVER dev", "events", "data/events/plover_dev.jsonl"),
    Benchmark("quad classes, trained on", "quad", "data/events/quad_train.jsonl"),
    Benchmark("roles, trained on", "roles", "data/events/roles_train.jsonl"),
    Benchmark("police dev", "police", "data/events/police_dev.jsonl"),
    Benchmark("PLOVER actors", "actors", "data/actors/plover_dev.jsonl"),
    Benchmark("NGEC actors", "actors", "data/actors/ngec_tests.jsonl"),
    Benchmark("LGL", "places", "data/places/lgl.jsonl"),
    Benchmark("GeoWebNews", "places", "data/places/geowebnews.jsonl"),
    Benchmark("links dev", "links", "data/links/dev.json"),
    Benchmark("stories dev", "stories", "data/stories/dev.jsonl.gz"),
    Benchmark("stance, fitted on", "stance", "data/stance/dev.jsonl.gz"),
    Benchmark("times dev", "times", "data/times/dev.jsonl"),
    Benchmark("MEANTIME", "times", "data/times/meantime.jsonl"),
    Benchmark("NewsQuant dev", "quantities", "data/quantities/dev.jsonl"),
    Benchmark("incidents dev", "figures", "data/figures/dev.jsonl"),
    Benchmark("NewsQuant dev, CQE counting", "quantities", "data/quantities/dev.jsonl", options={"cqe": True}),
    Benchmark("copies", "copies", "data/copies/dev.jsonl"),
    Benchmark("ECB+ dev", "coreference", "data/coreference/dev.jsonl"),
)
SAMPLED = {
    "PolNeAR dev": 24, "quad classes, trained on": 200, "roles, trained on": 200, "police dev": 1000, "LGL": 40,
    "GeoWebNews": 20,
    "NGEC actors": 120, "MEANTIME": 40, "incidents dev": 200, "stories dev": 600,
    "stance, fitted on": 36,
}  # fmt: skip
FAST = tuple(
    replace(benchmark, name=benchmark.name + FAST_SUFFIX, fast=True)
    for benchmark in (*OWN, *FULL)
    if benchmark.task in READ_FAST
)
GATE = (
    *OWN,
    *(replace(benchmark, limit=SAMPLED.get(benchmark.name.removesuffix(FAST_SUFFIX))) for benchmark in (*FULL, *FAST)),
)
"""What the evaluation gate measures: our own cases, and the first rows of each public set."""


def every() -> tuple[Benchmark, ...]:
    """Return all benchmarks, on all of their data."""
    return (*OWN, *FULL, *FAST)


def run(benchmark: Benchmark) -> Result:
    """Predict and score one benchmark; returns all figures of its scorer."""
    if benchmark.task == "seed":
        return _run_report(benchmark)
    if benchmark.task == "links":
        return _run_links(benchmark)
    scorer = importlib.import_module(f"bench.score.{benchmark.task}")
    rows, predictions = _predicted(benchmark.task, benchmark.path, benchmark.limit, fast=benchmark.fast)
    figures: Result = scorer.score(rows, predictions, **benchmark.options)
    return figures


def broken_down(benchmark: Benchmark) -> Result:
    """Return the breakdowns of an attribution benchmark (`bench.score.breakdowns`), nothing for any other.

    Nor for one that reads fast.
    """
    if benchmark.task != "attribution" or benchmark.fast:
        return {}
    return breakdowns.of(*_predicted(benchmark.task, benchmark.path, benchmark.limit, fast=benchmark.fast))


@lru_cache(maxsize=1)  # the same predictions are scored in two ways, one after the other
def _predicted(task: str, path: Path | None, limit: int | None, *, fast: bool = False) -> tuple[Rows, Rows]:
    module = importlib.import_module(f"bench.tasks.{task}")
    if path is not None and hasattr(module, "measured"):
        rows, predictions = module.measured(path, limit)
        return rows, predictions
    rows = read_rows(path, limit) if path else own_cases(task)
    rows = source_checks(rows) if task == "sources" else rows
    how = {"fast": True} if fast else {}
    return rows, {name: module.predict(row, **how) for name, row in rows.items()}


def _run_links(benchmark: Benchmark) -> Result:
    gold = json.loads(benchmark.path.read_text(encoding="utf-8")) if benchmark.path else own_links()[benchmark.own]
    found = links_score.score(gold, links_task.predict(gold["documents"]))
    # Some of our own files have no figures labelled: what is found there is neither right nor wrong.
    return found if gold["gold"]["figures"] else {k: v for k, v in found.items() if not k.startswith("figures")}


def _run_report(benchmark: Benchmark) -> Result:
    if benchmark.path is None:
        text, gold = own_reports()[benchmark.own]
        return seed_score.score(text, gold, seed_task.prediction(text, **gold.get("given", {}), fast=benchmark.fast))
    gold = json.loads(benchmark.path.read_text(encoding="utf-8"))
    text = (benchmark.path.parents[1] / "seed" / gold["document"]["file"]).read_text(encoding="utf-8")
    return seed_score.score(text, gold, seed_task.predict(benchmark.path, fast=benchmark.fast))


def headlines(benchmark: Benchmark, result: Result) -> dict[str, float]:
    """Return the figures of a result that are looked at, by name; "12/14" counts as 12."""
    flat = dict(_flat(result))
    return {name: _number(flat[name]) for name in HEADLINES[benchmark.task] if name in flat}


def _flat(result: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in result.items():
        found += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return found


def _number(value: Any) -> float:
    return float(value.split("/")[0]) if isinstance(value, str) else float(value)
