"""The figures of `docs/benchmarks.md`: measured, and written between its markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench import figures as figure_speed
from bench import speed, suite
from bench.score.common import Result

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SPEED_GOLD = "data/attribution/dev.jsonl"
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
    results = [(b, suite.run(b)) for b in (*suite.OWN, *suite.FULL) if b.is_there]
    left_out = [b.name for b in (*suite.OWN, *suite.FULL) if not b.is_there]
    parts = ["### Scores", _table(("data", "task", "figures"), (_score_row(b, r) for b, r in results))]
    if left_out:
        parts.append(f"Not measured, since the data is not there: {', '.join(left_out)}.")
    parts += ["### Errors by kind", *_by_kind({b.name: r for b, r in results})]
    gold = suite.SHARED / SPEED_GOLD
    if gold.exists():
        measured = ((name, f"{value:.2f}") for name, value in (speed.run(gold) | speed.parses(gold)).items())
        parts += ["### Speed", _table(("figure", "value"), measured)]
    if (suite.SHARED / FIGURES_GOLD).exists():
        timed = figure_speed.run(suite.SHARED / FIGURES_GOLD).items()
        parts += ["### Speed of the figures layer", _table(("figure", "value"), ((n, f"{v:.2f}") for n, v in timed))]
    return "\n\n".join(parts)


def _score_row(benchmark: suite.Benchmark, result: Result) -> tuple[str, str, str]:
    found = suite.headlines(benchmark, result)
    return benchmark.name, benchmark.task, " · ".join(f"{name} **{value:g}**" for name, value in found.items())


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
    if "quad classes" in results:
        rows = {kind: {"F1": f1} for kind, f1 in results["quad classes"]["f1"].items()}
        yield _kinds("Quad classes, 1 - F1", rows, "F1", whole=1)


def _kinds(title: str, rows: Mapping[str, Mapping[str, Any]], figure: str, *, whole: int) -> str:
    cells = ((kind, f"{whole - row[figure]:.{1 if whole == 100 else 2}f}") for kind, row in rows.items())
    return f"{title}:\n\n" + _table(("kind", "error"), cells)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
