"""Incidents and their articles: which are read, and in which form the toll comes out."""

import gzip
import json
from pathlib import Path

import pytest

from bench.predict import predict
from bench.tasks import figures

ROWS = [
    {"incident": "1", "articles": ["a", "b", "gone"], "killed": 1, "injured": 0},
    {"incident": "2", "articles": ["c"], "killed": 0, "injured": 0},
    {"incident": "3", "articles": ["c", "a"], "killed": 0, "injured": 0},
]
ARTICLES = [
    {"id": "a", "title": "Man shot dead in Oldport", "text": "A man was shot and killed in Oldport, police said."},
    {"id": "b", "title": "Victim named", "text": "Jan Berg, 30, was pronounced dead at the scene of the shooting."},
    {"id": "c", "title": None, "text": "  "},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for folder in ("figures", "stories"):
        (tmp_path / folder).mkdir()
    with gzip.open(tmp_path / "stories" / "half.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in ARTICLES)
    path = tmp_path / "figures" / "dev.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_every_incident_gets_a_toll(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    predict("figures", gold, out)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert found[0] == {"incident": "1", "killed": 1, "injured": 0}
    assert found[1] == {"incident": "2", "killed": 0, "injured": 0}
    assert [row["incident"] for row in found] == ["1", "2", "3"]


def test_incidents_with_several_articles_are_measured(gold: Path) -> None:
    assert list(figures.several(gold)) == ["1", "3"]
    assert list(figures.several(gold, 1)) == ["1"]
