"""Stances: how bodies and headlines are read, scored, and fitted on."""

import json
from pathlib import Path

import numpy as np
import pytest

from allegedly.linking.stance.leaning import OF_CLAIM, OF_REPORT, Weights
from bench.predict import rows
from bench.score.stance import of_pairs, score
from bench.tasks import stance as task
from bench.train.leanings import Stood, chances, fit, logistic
from bench.train.stance import joined
from tests.linking.stance.texts import BACKS, DENIES, OPEN, OTHER

HEADLINE = "Dam near Velden bursts and floods three villages"
STANCES = {"1": (BACKS, "agree"), "2": (DENIES, "disagree"), "3": (OPEN, "discuss"), "4": (OTHER, "unrelated")}
GOLD = {
    name: {"id": name, "headline": HEADLINE, "body": body, "stance": kind} for name, (body, kind) in STANCES.items()
}


def given(seed: int = 5, count: int = 400) -> tuple[Stood, Weights, Weights]:
    """Rows as two known leanings make them, and the weights behind these."""
    luck = np.random.default_rng(seed)
    claims, reports = (luck.integers(0, 2, (count, len(names))).astype(float) for names in (OF_CLAIM, OF_REPORT))
    claim = dict.fromkeys(OF_CLAIM, (0.0, 0.0)) | {
        "untrue": (-3.0, 4.0),
        "report": (-4.0, -4.0),
        "bias": (2.0, -2.0),
    }
    report = dict.fromkeys(OF_REPORT, (0.0, 0.0)) | {"near deny": (-3.0, 4.0), "bias": (2.0, -2.0)}
    one, other = (
        chances(np.c_[x, np.ones(count)] @ np.array([its[name] for name in (*names, "bias")]))
        for x, its, names in ((claims, claim, OF_CLAIM), (reports, report, OF_REPORT))
    )
    sides = [[luck.choice(3, p=row) for row in part] for part in (one, other)]
    stances = [2 if 2 in (a, b) else int(a != b) for a, b in zip(*sides, strict=True)]
    return Stood(claims, reports, np.array(stances), np.ones(count)), claim, report


def test_each_body_has_a_stance_and_missing_texts_are_unrelated() -> None:
    assert {name: task.predict(row)["stance"] for name, row in GOLD.items()} == {k: s for k, (_, s) in STANCES.items()}
    assert task.predict({"id": "5", "headline": " ", "body": BACKS})["stance"] == "unrelated"
    assert task.predict({"id": "6", "headline": HEADLINE, "body": "\n"})["stance"] == "unrelated"


def test_a_sample_is_of_whole_bodies(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in GOLD.values()), encoding="utf-8")
    sample, predictions = task.measured(path, 2)
    assert list(sample) == ["1", "3"]
    assert list(predictions) == ["1", "3"]
    assert len(task.measured(path, None)[0]) == len(GOLD)


def test_gold_may_be_gzipped(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "gold.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(GOLD["1"]) + "\n\n")
    assert list(rows(path)) == [GOLD["1"]]


def test_a_perfect_prediction_scores_one() -> None:
    figures = score(GOLD, GOLD)
    assert figures["macro_f1"] == figures["accuracy"] == figures["fnc"] == 1


def test_telling_related_from_unrelated_is_a_quarter() -> None:
    assert of_pairs([("agree", "discuss")])["fnc"] == 0.25
    assert of_pairs([("agree", "unrelated")])["fnc"] == 0
    assert of_pairs([("unrelated", "agree"), ("agree", "agree")])["fnc"] == pytest.approx(1 / 1.25)
    assert of_pairs([("agree", None)])["answered"] == 0
    assert of_pairs([])["fnc"] == 0


def test_what_is_related_is_one_claim() -> None:
    claims = joined([("a", "x"), ("b", "x"), ("b", "y"), ("c", "z")])
    assert claims["headline", "a"] == claims["body", "x"] == claims["headline", "b"] == claims["body", "y"]
    assert claims["headline", "c"] == claims["body", "z"] != claims["headline", "a"]


def test_leanings_are_learnt_from_how_they_go_together() -> None:
    found_claim, found_report = fit(given()[0])
    assert found_claim["untrue"][1] > 1 > -1 > found_claim["untrue"][0]
    assert found_claim["report"][0] < -1
    assert found_report["near deny"][1] > 1 > -1 > found_report["near deny"][0]
    assert abs(found_report["long"][0]) < 1


def test_rows_are_put_together() -> None:
    rows, _, _ = given(count=10)
    both = rows + rows
    assert len(both.stances) == len(both.claims) == len(both.reports) == len(both.counts) == 20


def test_a_logistic_regression_finds_the_sign_that_counts() -> None:
    luck = np.random.default_rng(3)
    x = luck.normal(size=(300, 2))
    weights = logistic(x, x[:, 1] > 0.2, ["idle", "counts"])
    assert weights["counts"] > 3 * abs(weights["idle"])
    assert weights["bias"] < 0
