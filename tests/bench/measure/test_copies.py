"""Copies: our scorer gives the corpus scorer's figures, and versions are made as it is said that they are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.measure.copies import ARTICLES, over_pairs, versions
from bench.score.common import numbered, read_lines
from bench.score.copies import score
from bench.suite import SHARED

GOLD = SHARED / "data/copies/dev.jsonl"


def test_same_figures_as_the_corpus_scorer(tmp_path: Path) -> None:
    theirs = SHARED / "tools/score_copies.py"
    if not theirs.exists() or not GOLD.exists():
        pytest.skip(f"the scorers are not compared: {theirs} is not there")
    gold = list(read_lines(GOLD))
    claimed = [{"a": row["b"], "b": row["a"]} for row in gold if row["containment"] > 0.12]
    claimed += [{"a": gold[0]["a"], "b": gold[-1]["b"]}, {"a": "x", "b": "x"}, claimed[0]]
    predicted = tmp_path / "predicted"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in claimed), encoding="utf-8")
    command = [sys.executable, str(theirs), str(GOLD), str(predicted), "--json"]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert score(numbered(gold), numbered(claimed)) == expected


def test_versions_are_whole_cut_edited_and_the_last_half() -> None:
    if not (SHARED / ARTICLES).exists():
        pytest.skip(f"no versions are made: there is no {SHARED / ARTICLES}")
    made = {version.id: version for version in versions(40)}
    assert len(made) == 40
    assert versions(40) == versions(40) != versions(40, seed=2)
    for number in range(10):
        whole, cut, changed, half = (made[f"{number}.{kind}"].text for kind in range(4))
        assert whole.startswith(cut)
        assert whole.endswith(half)
        assert len(cut.split()) == pytest.approx(0.6 * len(whole.split()), abs=1)
        assert len(changed.split()) > len(whole.split())


def test_figures_are_over_pairs() -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert over_pairs(gold, {"a": "x", "b": "x", "c": "y", "d": "y"}) == {"precision": 0.5, "recall": 0.3333}
    assert over_pairs(gold, gold) == {"precision": 1.0, "recall": 1.0}
