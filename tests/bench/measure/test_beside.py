"""The table of two trees side by side."""

from __future__ import annotations

from bench.measure.beside import Compared, texts


def test_the_table_has_both_trees_their_ratio_and_what_differs() -> None:
    found = Compared(texts=2)
    found.before.update(language=0.4, events=0.2)
    found.after.update(language=0.2, events=0.2)
    *_, language, events, both, told = found.lines()
    assert language.split() == ["language", "200.00", "100.00", "2.00"]
    assert events.split()[-1] == "1.00"
    assert both.split() == ["all", "300.00", "200.00", "1.50"]
    assert told == "of 2 texts both read the same"
    found.differ["claims"] = 1
    assert list(found.lines())[-1] == "of 2 texts they read otherwise: claims of 1"


def test_there_are_texts_to_read() -> None:
    assert len(texts(2)) == 2
