"""The cases of acts, their scorer, and the agreement of two passes."""

import json
from collections import Counter

import pytest

from allegedly.lexicon import words
from bench.agreement import agreement, kappa
from bench.cases import FOLDER, own_cases
from bench.score.acts import ADDRESSED, score
from bench.score.common import Row


def perfect(row: Row) -> Row:
    """Return a prediction that says of each claim what gold says."""
    claims = [
        {
            **{role: claim[role] for role in ("source", "cue", "content")},
            "id": str(claim["number"]),
            "act": claim["act"],
            "target": [claim["target"]] if "target" in claim else None,
            "polarity": claim.get("polarity", "positive"),
            "doubt": claim.get("doubt"),
            "answers": str(claim["answers"]) if "answers" in claim else None,
        }
        for claim in row["claims"]
    ]
    return {"id": row["id"], "claims": claims, "given": claims}


def test_gold_against_itself_is_perfect() -> None:
    rows = own_cases("acts")
    result = score(rows, {name: perfect(row) for name, row in rows.items()})
    for split in ("dev", "check"):
        assert result[split]["recall"] == 100.0
        for way in ("found", "given"):
            figures = result[split][way]
            assert figures["act"] == figures["polarity"] == figures["negative"] == 100.0
            assert figures["target"]["f1"] == figures["answers"]["f1"] == 100.0
            assert figures["source_doubt"] == figures["outlet_doubt"] == 100.0


def test_nothing_predicted_scores_nothing() -> None:
    result = score(own_cases("acts"), {})
    assert result["check"]["recall"] == result["check"]["found"]["act"] == 0.0


def test_the_cases_are_enough_and_labelled_with_known_acts() -> None:
    rows = own_cases("acts").values()
    acts = Counter(claim["act"] for row in rows for claim in row["claims"])
    assert set(acts) == words("acts", "act")
    assert sum(acts.values()) >= 440
    assert min(acts.values()) >= 15
    assert acts.most_common(1)[0][0] == "assert"
    addressed = [claim["act"] for row in rows for claim in row["claims"] if "target" in claim]
    assert set(addressed) <= ADDRESSED


def test_every_claim_keeps_both_passes() -> None:
    lines = (FOLDER / "acts.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [claim for line in lines for claim in json.loads(line)["claims"]]
    assert all(len(claim["act_passes"]) == 2 for claim in claims)


def test_kappa_takes_off_chance() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1.0
    assert kappa([("a", "b"), ("b", "a")]) == -1.0
    # Cohen's own kind of table: 20 and 15 agree, 5 and 10 do not; chance is a half.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([]) == kappa([("a", "a")]) == 1.0
    assert agreement(pairs) == {"percent": 70.0, "kappa": 0.4, "items": 50}
