"""Our scorers give the figures that the corpora's own scorers give."""

import importlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.cases import locate, own_cases
from bench.score.common import pair_up, read_rows
from bench.suite import FULL, SHARED, Benchmark
from bench.tasks import figures

TASKS = [benchmark for benchmark in FULL if benchmark.task not in {"copies", "coreference", "links", "seed", "sources"}]
FIELDS = {
    "attribution": "attributions", "events": "events", "places": "toponyms", "times": "timexes",
    "quantities": "quantities", "police": "labels", "roles": "tags",
}  # fmt: skip


def spoiled(row: dict[str, Any], task: str, luck: random.Random) -> dict[str, Any]:
    """A prediction that is partly right: items left out, some of their codes wrong."""
    if task == "figures":
        return {"incident": row["incident"], "killed": luck.choice([row["killed"], 1]), "injured": row["injured"]}
    if task in {"actors", "quad"}:
        swap = {"label": luck.choice([row.get("label"), 0]), "country": luck.choice([row.get("country"), "RUS"])}
        return {"id": row["id"], "sector": luck.choice([row.get("sector"), None, "GOV"]), **swap}
    if task == "stance":
        return {"id": row["id"], "stance": luck.choice([row["stance"], row["stance"], "agree", "disagree"])}
    if task == "stories":
        return {"id": row["id"], "story": luck.choice([row["incident"], row["incident"], row["id"], "one"])}
    items = json.loads(json.dumps(row[FIELDS[task]]))
    if task == "roles":
        return {"id": row["id"], "tags": [tag if luck.random() < 0.8 else "O" for tag in items]}
    kept = [item for item in items if luck.random() < 0.8]
    for item in kept:
        if isinstance(item, dict) and luck.random() < 0.4:
            item.update({"value": "2000", "type": "ACCUSE", "start": item.get("start", 0) + 1, "lat": 10.0, "lon": 1.0})
            if task == "attribution":
                item["content"] = item["source"]
            if task == "quantities":
                item.update({"value": 3, "unit": "dollar"})
    return {"id": row["id"], FIELDS[task]: kept}


@pytest.mark.parametrize("benchmark", TASKS, ids=lambda benchmark: benchmark.name)
def test_same_figures_as_the_corpus_scorer(benchmark: Benchmark, tmp_path: Path) -> None:
    theirs = SHARED / "tools" / f"score_{benchmark.task}.py"
    if not theirs.exists() or benchmark.path is None:
        pytest.skip(f"the scorers are not compared: {theirs} is not there")
    luck = random.Random(7)
    read = figures.read if benchmark.task == "figures" else read_rows
    rows = dict(list(read(benchmark.path).items())[:150])
    predictions = {name: spoiled(row, benchmark.task, luck) for name, row in rows.items()}
    for name, lines in (("gold", rows), ("pred", predictions)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in lines.values()), encoding="utf-8")
    options = [f"--{name}" for name in benchmark.options]
    command = [sys.executable, str(theirs), str(tmp_path / "gold"), str(tmp_path / "pred"), "--json", *options]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    scorer = importlib.import_module(f"bench.score.{benchmark.task}")
    assert json.loads(json.dumps(scorer.score(rows, predictions, **benchmark.options))) == expected


def test_gold_against_itself_is_perfect() -> None:
    rows = own_cases("attribution")
    scorer = importlib.import_module("bench.score.attribution")
    assert scorer.score(rows, rows)["ALL-EXACT"]["f1"] == 100.0


def test_own_cases_stand_in_their_texts() -> None:
    for task in ("attribution", "times", "places"):
        assert own_cases(task)
    assert locate("he said he left", "he@2") == [8, 10]
    with pytest.raises(ValueError, match="substring"):
        locate("he said", "she")


def test_pairs_are_one_to_one_and_best_first() -> None:
    assert pair_up([(2, 0, 0), (1, 0, 1), (3, 1, 1), (4, 1, 0)]) == [(0, 1), (1, 0)]
