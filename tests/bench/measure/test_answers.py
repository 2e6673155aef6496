"""The measure of which statement answers a claim."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.cases import FOLDER
from bench.measure.answers import Thing, nearer, rights, things


def test_files_have_claims_denials_and_near_misses_throughout() -> None:
    """Each thing has at least two of each, and no sentence stands twice in a thing."""
    for path in (FOLDER / "answers").glob("*.txt"):
        found = list(things(path))
        assert len(found) > 100
        for thing in found:
            told = (*thing.claims, *thing.denials, *thing.misses)
            assert min(map(len, (thing.claims, thing.denials, thing.misses))) > 1
            assert len({*told}) == len(told)


def test_a_line_without_near_misses_is_refused(tmp_path: Path) -> None:
    """A thing of two parts is not of the form."""
    path = tmp_path / "x.txt"
    path.write_text("S a story\nP the bridge fell | the span gave way || it stands\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unpack"):
        list(things(path))


def test_nearer_counts_ties_by_half() -> None:
    """One right above one wrong, one alike, one below: one and a half of three."""
    right, wrong = np.array([[0.5]], np.float32), np.array([[0.4, 0.5, 0.6]], np.float32)
    assert nearer(right, wrong) == 0.5


def test_what_says_the_same_stands_nearer_than_what_is_of_something_else() -> None:
    """Near misses of quite another matter are told apart."""
    thing = Thing(
        ("the guards beat the prisoners", "prisoners were beaten by their guards"),
        ("no prisoner was ever beaten by a guard", "the guards beat nobody in the prison"),
        ("the harvest of millet was poor this year", "the ferry to the island is late again"),
    )
    assert rights([thing]) == {"denials": 1.0, "wordings": 1.0}
