"""The evaluation gate: no quality score may drop below the committed baseline.

`baselines.json` holds, for each benchmark of `suite.GATE`, the figures that were reached. A figure has dropped when
it is worse by more than `SLACK` of its scale: parsers differ in the last decimal between processors, and now and
then that flips a word.
"""

from __future__ import annotations

import json
from pathlib import Path

from bench.suite import GATE, Benchmark, headlines, run

BASELINES = Path(__file__).parent / "baselines.json"
SLACK = 0.005
FEWER_IS_BETTER = frozenset({"body_words_lost", "claims_spurious", "events_extra"})
PERCENT_TASKS = frozenset({"acts", "attribution", "nested", "quantities", "times"})
"""Tasks whose scorers count in percent; seed counts items; the others count from 0 to 1."""

Figures = dict[str, float]


def baselines() -> dict[str, Figures]:
    """Return the committed figures by benchmark."""
    loaded: dict[str, Figures] = json.loads(BASELINES.read_text(encoding="utf-8"))
    return loaded


def dropped(benchmark: Benchmark, reached: Figures, baseline: Figures) -> list[str]:
    """Say which figures are worse than the baseline, one line each."""
    slack = {"seed": 0.0}.get(benchmark.task, SLACK * (100 if benchmark.task in PERCENT_TASKS else 1))
    faults = []
    for name, floor in baseline.items():
        now = reached.get(name, float("-inf"))
        worse = now - floor if name in FEWER_IS_BETTER else floor - now
        if worse > slack:
            faults.append(f"{benchmark.name}: {name} was {floor:g} and is {now:g}")
    return faults


def measure(benchmark: Benchmark) -> Figures:
    """Return the headline figures of one benchmark."""
    return headlines(benchmark, run(benchmark))


def write() -> None:
    """Replace the baselines by what is reached now; what cannot be measured here keeps its figures."""
    figures = baselines() if BASELINES.exists() else {}
    figures |= {benchmark.name: measure(benchmark) for benchmark in GATE if benchmark.is_there}
    BASELINES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
