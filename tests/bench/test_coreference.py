import json
import random
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score.coreference import best_match, compared, score
from bench.suite import SHARED
from bench.tasks.coreference import predict_rows

TEXT = "A dam broke near Orlow. The flood drowned nine cows. Farmers said that the dam had broken at night."


def row(name: str, chains: dict[str, str]) -> dict[str, object]:
    events = [
        {"start": TEXT.index(word), "end": TEXT.index(word) + len(word), "chain": chain}
        for word, chain in chains.items()
    ]
    return {"id": name, "part": "dev", "text": TEXT, "events": events, "entities": []}


def test_all_right_is_one_and_all_alone_has_no_links() -> None:
    told = {("a", n, n + 1): n // 2 for n in range(6)}
    assert compared(told, told)["conll"] == 1
    assert compared(told, dict.fromkeys(told))["muc"]["r"] == 1
    assert compared(told, {mention: mention for mention in told})["muc"]["f1"] == 0


def test_figures_of_a_chain_that_was_cut() -> None:
    told = {("a", n, n + 1): "one" for n in range(4)}
    found = {mention: mention[1] // 2 for mention in told}
    figures = compared(told, found)
    assert figures["muc"] == pytest.approx({"p": 1, "r": 2 / 3, "f1": 0.8})
    assert figures["bcubed"] == pytest.approx({"p": 1, "r": 0.5, "f1": 2 / 3})
    assert figures["ceaf_e"] == pytest.approx({"p": 1 / 3, "r": 2 / 3, "f1": 4 / 9})


def test_a_mention_without_a_prediction_is_alone() -> None:
    gold = {"a": row("a", {"broke": "dam", "broken": "dam"})}
    assert score(gold, {})["muc"]["r"] == 0


@given(st.integers(1, 4), st.integers(1, 5), st.randoms())
def test_the_best_match_is_the_best_of_all(rows: int, columns: int, chance) -> None:  # type: ignore[no-untyped-def]
    likeness = np.array([[chance.choice([0, 0.25, 0.5, chance.random()]) for _ in range(columns)] for _ in range(rows)])
    small, large = min(rows, columns), max(rows, columns)
    table = likeness if rows <= columns else likeness.T
    best = max(sum(table[n, m] for n, m in enumerate(order)) for order in permutations(range(large), small))
    assert best_match(likeness) == pytest.approx(best)


def test_same_figures_as_the_corpus_scorer(tmp_path: Path) -> None:
    theirs = SHARED / "tools/score_coreference.py"
    if not theirs.exists():
        pytest.skip(f"the scorers are not compared: {theirs} is not there")
    luck, rows, found = random.Random(7), {}, {}
    for number in range(12):
        name, words = f"d{number}", ("broke", "drowned", "said", "broken")
        rows[name] = row(name, {word: luck.choice("abcdefgh") for word in words})
        for place, mention in enumerate(rows[name]["events"]):  # type: ignore[arg-type, var-annotated]
            chain = luck.choice([mention["chain"], luck.choice("abc")])
            found[f"{name} {place}"] = {
                "id": name,
                "start": mention["start"] + luck.choice([0, 0, 0, 1]),
                "end": mention["end"],
                "chain": chain,
            }
    for name, lines in (("gold", rows), ("pred", found)):
        (tmp_path / name).write_text("".join(json.dumps(one) + "\n" for one in lines.values()), encoding="utf-8")
    command = [sys.executable, str(theirs), str(tmp_path / "gold"), str(tmp_path / "pred"), "--json"]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    figures = score(rows, found)
    assert figures.keys() == expected.keys()
    for key, value in expected.items():
        assert figures[key] == pytest.approx(value)


def test_every_mention_gets_a_chain_from_its_text_alone() -> None:
    rows = {name: row(name, {"broke": "x", "drowned": "y", "broken": "x"}) for name in ("a", "b")}
    found = list(predict_rows(rows))
    assert len(found) == 6
    for mention in (mention for one in rows.values() for mention in one["events"]):  # type: ignore[attr-defined]
        mention["chain"] = "another"
    assert list(predict_rows(rows)) == found
    assert len({line["chain"] for line in found if line["start"] == TEXT.index("drowned")}) == 1
