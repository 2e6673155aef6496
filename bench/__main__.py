"""The benchmarks' command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path

from bench import gate, report, suite
from bench.measure import beside, copies, figures, linking, long, robustness, speed
from bench.predict import TASKS, predict

USAGE = f"""usage: python -m bench predict TASK GOLD OUT   predictions in the form of the scorer of TASK
       python -m bench scores [NAME ...]       every score of the docs, or those of the benchmarks or tasks named
       python -m bench speed [LIMIT] [--fast]  articles per CPU-second, beside textacy
       python -m bench beside TREE [LIMIT [BATCH]] [--fast]  CPU-ms by layer beside another checkout, and what differs
       python -m bench robustness [VARIANT ...]  what odd marks, capitals and layout cost in ALL@.5
       python -m bench long                    CPU-seconds and memory of documents of up to a million characters
       python -m bench copies [SEED ...]       are all versions of an article found, and nothing else, and how fast
       python -m bench figures                 sentences per CPU-second of the figures layer, beside quantulum3
       python -m bench linking                 what linking one more report costs, by the size of the ledger
       python -m bench gate                    the gate's figures, and which of them dropped
       python -m bench gate --write            take today's figures as the baselines
       python -m bench all                     all of these figures, which takes a while
       python -m bench report                  the same, written into docs/benchmarks.md
TASK is one of {", ".join(TASKS)}; NAME one of {", ".join(repr(b.name) for b in suite.every())}"""


def scores(names: list[str]) -> int:
    """Print the headline figures of the benchmarks, all of them if none is named."""
    for benchmark in suite.every():
        if names and not {benchmark.name, benchmark.task} & set(names):
            continue
        if not benchmark.is_there:
            print(f"{benchmark.name:28} left out: there is no {benchmark.path}")
            continue
        figures = suite.headlines(benchmark, suite.run(benchmark))
        print(f"{benchmark.name:28} " + "  ".join(f"{name} {value:g}" for name, value in figures.items()), flush=True)
        for title, table in report.breakdowns(suite.broken_down(benchmark)):
            print(f"\n{title}:\n\n{table}\n", flush=True)
    return 0


def speeds(limit: int | None = None, *, fast: bool = False) -> int:
    """Print the figures of `measure.speed`: the reading, the parse, the moments and the start, each beside its peer.

    Of the fast reading, those of the reading alone.
    """
    gold = suite.SHARED / "data/attribution/dev.jsonl"
    if not gold.exists():
        print(f"speed left out: there is no {gold}")
        return 0
    figures = speed.run(gold, limit, fast=fast)
    figures |= {} if fast else speed.parses(gold) | speed.starts()
    dated = suite.SHARED / report.TIMES_GOLD
    if dated.exists() and not fast:
        figures |= speed.moments(dated, limit)
    for name, value in figures.items():
        print(f"{name:44}{value:10.2f}")
    return 0


def variants(names: list[str]) -> int:
    """Print what each variant of our own cases costs, those of these names only if any is named."""
    for name, *cells in chain([robustness.head()], robustness.table(names)):
        print(f"{name:32}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    return 0


def lengths() -> int:
    """Print the figures of long documents as JSON lines."""
    for measured in long.measured():
        print(json.dumps(measured), flush=True)
    return 0


def versions(seeds: list[str]) -> int:
    """Print the figures of `measure.copies` as JSON lines, one a seed."""
    if not (suite.SHARED / copies.ARTICLES).exists():
        print(f"copies left out: there is no {suite.SHARED / copies.ARTICLES}")
        return 0
    for seed in seeds or ["1"]:
        print(json.dumps({"seed": int(seed), **copies.run(seed=int(seed))}), flush=True)
    return 0


def figure_speeds() -> int:
    """Print the figures of `measure.figures`: the layer beyond the parse beside quantulum3."""
    gold = suite.SHARED / report.FIGURES_GOLD
    if not gold.exists():
        print(f"figures left out: there is no {gold}")
        return 0
    for name, value in figures.run(gold).items():
        print(f"{name:52}{value:10.2f}")
    return 0


def check_gate() -> int:
    """Print the gate's figures as JSON lines and what dropped; the exit code says whether anything did."""
    floors = gate.baselines()
    faults: list[str] = []
    for benchmark in suite.GATE:
        if benchmark.is_there:
            figures = gate.measure(benchmark)
            print(json.dumps({"benchmark": benchmark.name, **figures}), flush=True)
            faults += gate.dropped(benchmark, figures, floors.get(benchmark.name, {}))
    print("\n".join(faults) or "nothing dropped")
    return int(bool(faults))


def links() -> int:
    """Print what linking one more report costs in ledgers of several sizes, as JSON lines."""
    for measured in linking.measured():
        print(json.dumps(measured), flush=True)
    return 0


SIMPLE: Mapping[str, Callable[[], int]] = {
    "all": lambda: scores([]) + speeds() + figure_speeds() + variants([]) + lengths() + links() + versions([]),
    "figures": figure_speeds,
    "gate": check_gate,
    "linking": links,
    "long": lengths,
    "speed": speeds,
}
"""Commands without arguments."""


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code."""
    match arguments:
        case ["predict", task, gold, out] if task in TASKS:
            predict(task, Path(gold), Path(out))
            return 0
        case ["scores", *names]:
            return scores(names)
        case ["speed", *limits] if limits and all(limit.isdigit() or limit == "--fast" for limit in limits):
            return speeds(next((int(limit) for limit in limits if limit.isdigit()), None), fast="--fast" in limits)
        case ["beside", tree, *limits] if all(limit.isdigit() or limit == "--fast" for limit in limits):
            counts = [int(limit) for limit in limits if limit.isdigit()]
            print("\n".join(beside.compare(Path(tree), *counts[:2], fast="--fast" in limits).lines()))
            return 0
        case ["gate", "--write"]:
            gate.write()
            return 0
        case ["copies", *seeds] if all(map(str.isdigit, seeds)):
            return versions(seeds)
        case ["report"]:
            report.write()
            return 0
        case ["robustness", *names]:
            return variants(names)
        case [name] if name in SIMPLE:
            return SIMPLE[name]()
        case _:
            print(USAGE)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
