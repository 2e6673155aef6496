"""The figures of `docs/benchmarks.md`: measured, and written between its markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench import suite
from bench.measure import figures as figure_speed
from bench.measure import linking, long, robustness, speed
from bench.score.common import Result

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SPEED_GOLD = "data/attribution/dev.jsonl"
TIMES_GOLD = "data/times/dev.jsonl"
FIGURES_GOLD = "data/quantities/dev.jsonl"


def write() -> None:
    """Measure everything that is at hand, and put it into the page; raises ValueError if its markers are missing."""
    text = PAGE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no markers; put {BEGIN} and {END} where the figures belong")
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures()}\n\n{END}{after}", encoding="utf-8")


def figures() -> str:
    """Return all figures as Markdown tables."""
    results: list[tuple[suite.Benchmark, Result]] = []
    broken: list[str] = []
    for benchmark in suite.every():
        if benchmark.is_there:
            results.append((benchmark, suite.run(benchmark)))
            tables = breakdowns(suite.broken_down(benchmark))
            broken += [f"{title} ({benchmark.name}):\n\n{table}" for title, table in tables]
    left_out = [b.name for b in suite.every() if not b.is_there]
    parts = ["### Scores", _table(("data", "task", "figures"), (_score_row(b, r) for b, r in results))]
    if left_out:
        parts.append(f"Not measured, since the data is not there: {', '.join(left_out)}.")
    parts += broken
    parts += ["### Errors by kind", *_by_kind({b.name: r for b, r in results})]
    parts += ["### Robustness", *_robust()]
    gold = suite.SHARED / SPEED_GOLD
    if gold.exists():
        timed = speed.run(gold) | speed.parses(gold) | speed.starts()
        dated = suite.SHARED / TIMES_GOLD
        timed |= speed.moments(dated) if dated.exists() else {}
        parts += ["### Speed", _table(("figure", "value"), ((name, f"{value:.2f}") for name, value in timed.items()))]
    if (suite.SHARED / FIGURES_GOLD).exists():
        of_figures = figure_speed.run(suite.SHARED / FIGURES_GOLD).items()
        rows = ((name, f"{value:.2f}") for name, value in of_figures)
        parts += ["### Speed of the figures layer", _table(("figure", "value"), rows)]
    parts += ["### Linking, by the size of the ledger", _of_rows(linking.measured())]
    return "\n\n".join(parts)


def _of_rows(rows: Iterable[Mapping[str, float]]) -> str:
    found = list(rows)
    return _table(tuple(found[0]), (tuple(f"{value:,g}" for value in row.values()) for row in found))


def _robust() -> Iterable[str]:
    """Yield what odd writing costs, and what long documents do."""
    yield "ALL@.5 on texts written otherwise:"
    yield _table(robustness.head(), robustness.table())
    yield "Long documents:"
    yield _of_rows(long.measured())


def _score_row(benchmark: suite.Benchmark, result: Result) -> tuple[str, str, str]:
    found = suite.headlines(benchmark, result)
    return benchmark.name, benchmark.task, " · ".join(f"{name} **{value:g}**" for name, value in found.items())


def breakdowns(found: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield a title and a table for each part of `bench.score.breakdowns.of`, none if no publisher is named."""
    if not found.get("by publisher"):
        return
    yield (
        f"Attributions by publisher, F1; {found['spread']:g} points of ALL@.5 between the best and the worst",
        _grouped("publisher", found["by publisher"]),
    )
    if chance := found["spread by chance"]:
        yield (
            "Points between the best and the worst publisher where the articles are dealt out to them at random",
            _table(tuple(chance), [tuple(f"{value:.1f}" for value in chance.values())]),
        )
    yield "Attributions by quote type, recall", _grouped("quote type", found["by quote type"])
    yield (
        "Exact spans, punctuation counted, not linked, F1",
        _table(tuple(found["exact spans"]), [tuple(f"{value:.1f}" for value in found["exact spans"].values())]),
    )


def _grouped(head: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    names = tuple(next(iter(groups.values())))
    return _table((head, *names), ((group, *(f"{row[name]:g}" for name in names)) for group, row in groups.items()))


def _by_kind(results: Mapping[str, Result]) -> Iterable[str]:
    """Yield a table for each public set whose scorer tells kinds apart."""
    if "PolNeAR dev" in results:
        rows = results["PolNeAR dev"]["by_type"]
        yield _kinds("Attributions missed or wrong (PolNeAR dev), % by kind of content", rows, "ALL@.5", whole=100)
    if "PLOVER dev" in results:
        rows = {kind: {"F1": f1} for kind, f1 in results["PLOVER dev"]["type f1"].items()}
        yield _kinds("Event types (PLOVER dev), 1 - F1", rows, "F1", whole=1)
    if "times dev" in results:
        yield _kinds(
            "Times with a wrong or no value (times dev), %", results["times dev"]["by_type"], "value", whole=100
        )


def _kinds(title: str, rows: Mapping[str, Mapping[str, Any]], figure: str, *, whole: int) -> str:
    cells = ((kind, f"{whole - row[figure]:.{1 if whole == 100 else 2}f}") for kind, row in rows.items())
    return f"{title}:\n\n" + _table(("kind", "error"), cells)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
