import gzip
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from allegedly.linking.stories.background import RAREST, number, rarity
from bench.predict import predict
from bench.score.stories import score
from bench.tasks.stories import predict_rows
from bench.train.happenings import Report
from bench.train.stories import count, fit, rarities
from tests.linking.stories.texts import REPORTS, TOGETHER

ROWS = {
    name: {"id": name, "title": title, "text": text, "published": day, "incident": story}
    for story, names in enumerate(TOGETHER)
    for name, (title, text, day) in REPORTS.items()
    if name in names
}


def found(groups: str) -> dict[str, dict[str, str]]:
    return {name: {"story": story} for name, story in zip("abcd", groups, strict=True)}


GOLD = {name: {"incident": story} for name, story in zip("abcd", "xxyz", strict=True)}


def test_the_gold_scores_one() -> None:
    result = score(GOLD, found("xxyz"))
    assert {result[part]["f1"] for part in ("bcubed", "multi", "pairs")} == {1.0}


def test_a_missing_report_is_alone() -> None:
    result = score(GOLD, {})
    assert result["missing"] == 4
    assert result["pairs"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert result["bcubed"] == {"p": 1.0, "r": 0.75, "f1": 6 / 7}
    assert result["multi"]["r"] == 0.5


def test_all_in_one_story() -> None:
    result = score(GOLD, found("ssss"))
    assert result["pairs"]["p"] == pytest.approx(1 / 6, abs=1e-4)
    assert result["bcubed"]["p"] == 0.375
    assert result["bcubed"]["r"] == 1.0


def test_the_task_puts_reports_of_one_happening_together() -> None:
    told = {row["id"]: row["story"] for row in predict_rows(ROWS)}
    for a, b in combinations(ROWS, 2):
        assert (told[a] == told[b]) == (ROWS[a]["incident"] == ROWS[b]["incident"])


def test_a_zipped_gold_file_is_predicted_as_a_whole(tmp_path: Path) -> None:
    gold, out = tmp_path / "gold.jsonl.gz", tmp_path / "out"
    with gzip.open(gold, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in ROWS.values())
    predict("stories", gold, out)
    assert [json.loads(line) for line in out.read_text().splitlines()] == list(predict_rows(ROWS))


def test_rarity_counts_happenings_where_a_term_is_most_common() -> None:
    fields = [
        count(Report(f"{n}", None, "rain", None, f"story {n // 2}") for n in range(8)),
        count(Report(f"{n}", None, "rain" if n < 3 else "snow", None, f"other {n}") for n in range(40)),
    ]
    table = rarities(fields, set())
    assert table[number("word", "rain")] == 0
    assert table[number("word", "snow")] == rarity(37 / 40)
    left_out = rarities(fields, {"story 0", "story 1"})
    assert left_out[number("word", "rain")] == rarity(3 / 40) < RAREST


def test_the_regression_finds_the_weights_of_what_it_is_shown() -> None:
    numbers = np.random.default_rng(0)
    x = numbers.normal(size=(4000, 2))
    y = numbers.random(4000) < 1 / (1 + np.exp(-(2 * x[:, 0] - x[:, 1] + 0.5)))
    intercept, weights = fit(x, y)
    assert [intercept, *weights] == pytest.approx([0.5, 2, -1], abs=0.25)
