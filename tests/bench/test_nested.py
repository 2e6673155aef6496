"""The scorer of nested attributions: what counts as the right parent."""

import copy
from typing import Any

from bench.cases import own_cases
from bench.score.nested import score

TEXT = "Rome said that Paris had denied that ships left."
ROWS: dict[str, dict[str, Any]] = {
    "n001": {
        "id": "n001",
        "text": TEXT,
        "attributions": [
            {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 47]]},
            {"source": [[15, 20]], "cue": [[21, 31]], "content": [[32, 47]], "parent": 0},
        ],
    },
    "n002": {"id": "n002", "text": "It rained.", "attributions": []},
}


def test_gold_against_itself_is_perfect() -> None:
    rows = own_cases("nested")
    result = score(rows, rows)
    assert result["ALL-EXACT"]["f1"] == result["parent"]["f1"] == result["top"] == result["clean"] == 100.0
    assert result["odd"]["gold"] + result["even"]["gold"] == result["gold"]


def test_order_does_not_matter_but_the_parent_does() -> None:
    given = copy.deepcopy(ROWS)
    outer, inner = given["n001"]["attributions"]
    given["n001"]["attributions"] = [{**inner, "parent": 1}, outer]
    assert score(ROWS, given)["parent"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    given["n001"]["attributions"] = [{**inner, "parent": None}, outer]
    assert score(ROWS, given)["parent"]["r"] == 0.0


def test_a_missed_attribution_has_no_right_parent_and_a_false_one_is_not_clean() -> None:
    given = copy.deepcopy(ROWS)
    given["n001"]["attributions"].pop(0)
    given["n002"]["attributions"] = [{"source": [[0, 2]], "cue": [[3, 9]], "content": [[3, 9]]}]
    result = score(ROWS, given)
    assert result["parent"]["r"] == 0.0
    assert result["top"] == 0.0
    assert result["clean"] == 0.0


def test_the_cases_hold_what_they_are_for() -> None:
    rows = own_cases("nested").values()
    assert len(rows) >= 150
    assert sum(any("parent" in a for a in row["attributions"]) for row in rows) >= 60
    assert sum(not row["attributions"] for row in rows) >= 20
    for row in rows:
        parents = [a["parent"] for a in row["attributions"] if "parent" in a]
        assert all(0 <= parent < len(row["attributions"]) for parent in parents), row["id"]
