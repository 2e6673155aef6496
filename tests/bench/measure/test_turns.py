"""Turns of phrase: the labels are of a form that can be met, and a reading that has them misses nothing."""

from bench.cases import FOLDER
from bench.measure import turns
from bench.score.common import read_rows

ROWS = read_rows(FOLDER / "turns.jsonl")


def test_every_label_names_words_of_its_text() -> None:
    for row in ROWS.values():
        labels = (*row.get("events", ()), *row.get("sources", ()))
        words = [
            word for label in labels for key in ("actors", "recipients", "source", "cue") for word in label.get(key, ())
        ]
        words += [label["words"] for key in ("figures", "moments") for label in row.get(key, ())]
        assert all(word in row["text"] for word in words), row["id"]


def test_what_is_not_read_is_named() -> None:
    row = {"text": "Nobody was hurt.", "figures": [{"words": "Nobody", "low": 0, "high": 0, "counted": "hurt"}]}
    reading = turns.read(row)
    assert list(turns.missed(reading, row)) == []
    assert len(list(turns.missed(reading, row | {"no_figures": True}))) == 1
    assert len(list(turns.missed(reading, row | {"moments": [{"words": "now", "value": "PRESENT_REF"}]}))) == 1
