"""Files of answers are taken apart, and come together as pieces of months, whatever was held together in between."""

from __future__ import annotations

import json
from collections import Counter
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from allegedly.lake import pieces
from allegedly.lake.batch import read_inputs
from allegedly.lake.spark import spreading
from allegedly.lake.spark.reading import SUFFIX, Answers
from allegedly.lake.staging import packed
from allegedly.sources import Input
from tests.lake.archive import OPTIONS, report

JUNK = 2
REPORTS = 300


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the heads of the answers to some reports, and to some inputs that are none."""
    folder = tmp_path_factory.mktemp("answers")
    answers = Answers(str(folder))
    items = [json.dumps(report(number)) for number in range(REPORTS)] + ["junk"] * JUNK
    for start in range(0, len(items), 32):
        some = [Input(f"/a:{start + n}", "record", item.encode()) for n, item in enumerate(items[start : start + 32])]
        answers.put(str(start), packed(read_inputs(some, OPTIONS)))
    answers.flush()
    files = sorted(path.name for path in folder.glob(f"*{SUFFIX}"))
    assert len(files) == 2
    found = spreading.heads(iter(pa.table([[str(folder)] * 2, files], spreading.FILES).to_batches()))
    return [row for batch in found for row in batch.to_pylist()]


def standing(heads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents as `spread` wants them, each the later version of itself, as it were."""
    names = ("month", "document", "folder", "file", "row")
    rows = [{name: row[name] for name in names} for row in heads if row["rank"] is not None]
    return [row | {"supersedes": f"before {row['document']}"} for row in rows]


def spread(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the pieces, in the order in which they are to be written."""
    counts = Counter(row["month"] for row in rows)
    ordered = sorted(rows, key=lambda row: row["file"] or "")
    found = spreading.spread(
        iter(pa.Table.from_pylist(ordered).to_batches(max_chunksize=50)),
        {month: (count, 100 * count) for month, count in counts.items()},
    )
    made = [row for batch in found for row in batch.to_pylist()]
    return sorted(made, key=itemgetter("month", "stretch", "piece"))


def test_heads_say_what_an_answer_is_and_where_it_lies(heads: list[dict[str, Any]]) -> None:
    documents = [row for row in heads if row["rank"] is not None]
    assert (len(documents), len(heads)) == (REPORTS, REPORTS + JUNK)
    assert all(row["characters"] > 0 and row["lineage"] and row["error"] is None for row in documents)
    assert len({(row["file"], row["row"]) for row in heads}) == len(heads)
    assert {row["error"] for row in heads if row["rank"] is None} == {"BadRecord"}


@pytest.mark.parametrize(("documents", "held"), [(1_000, 4_000), (10, 30)])
def test_each_document_comes_to_its_piece(
    heads: list[dict[str, Any]], documents: int, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "DOCUMENTS", documents)
    monkeypatch.setattr(pieces, "HELD_DOCUMENTS", held)
    rows = standing(heads)
    assert len(spread(rows)) > 7
    seen: dict[str, tuple[str, int]] = {}
    for row in spread(rows):
        answers, supersedes = spreading.together([row])
        assert set(answers.column("document").to_pylist()) == supersedes.keys()
        assert set(answers.column("month").to_pylist()) == {row["month"]}
        assert all(before == f"before {document}" for document, before in supersedes.items())
        assert row["stretch"] == row["piece"] // spreading.STRETCH
        seen |= dict.fromkeys(supersedes, (row["month"], row["piece"]))
    assert len(seen) == REPORTS
    assert sorted(seen, key=lambda one: (seen[one], one)) == sorted(seen, key=lambda one: (seen[one][0], one))


def test_what_the_lake_has_comes_without_an_answer(heads: list[dict[str, Any]]) -> None:
    there = [row | {"folder": None, "file": None, "row": None} for row in standing(heads)[::3]]
    fresh = [row for row in standing(heads) if row["document"] not in {one["document"] for one in there}]
    found = [spreading.together([row]) for row in spread([*there, *fresh])]
    told = {document for _, supersedes in found for document in supersedes}
    answered = {document for answers, _ in found for document in answers.column("document").to_pylist()}
    assert told == {row["document"] for row in [*there, *fresh]}
    assert answered == {row["document"] for row in fresh}


def test_another_grouping_is_another_file(tmp_path: Path) -> None:
    batches = [
        packed(read_inputs([Input(f"/a:{n}", "record", json.dumps(report(n)).encode())], OPTIONS)) for n in (1, 2)
    ]
    for names in (("a",), ("a", "b")):
        answers = Answers(str(tmp_path))
        for name, batch in zip(names, batches, strict=False):
            answers.put(name, batch)
        answers.flush()
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 2
