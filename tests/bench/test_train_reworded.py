from __future__ import annotations

import random
from importlib import resources

import numpy as np
import pytest

from allegedly.models.pieces import Pieces
from bench.train.examples import Example, examples, labels
from bench.train.reworded import reworded

TEXT = "The mayor said that the old bridge was closed. A guild denied the mayor had closed the tunnel.\n\n" * 3


@pytest.fixture(scope="module")
def windows() -> list[Example]:
    return examples({"id": "a", "text": TEXT}, _pieces(), labels())


def _pieces() -> Pieces:
    vocabulary = resources.files("allegedly.models").joinpath("attribution", "vocab.txt")
    return Pieces(vocabulary.read_text(encoding="utf-8").splitlines())


def _words(window: Example) -> list[tuple[int, ...]]:
    pieces = window.pieces.tolist()
    return [tuple(pieces[first : last + 1]) for first, last in zip(window.starts, window.ends, strict=True)]


def test_nothing_is_replaced_of_a_share_of_nought(windows: list[Example]) -> None:
    for old, new in zip(windows, reworded(windows, labels(), 0.0, random.Random(0)), strict=True):
        assert np.array_equal(old.pieces, new.pieces)


def test_words_are_replaced_and_what_is_said_of_them_stays(windows: list[Example]) -> None:
    for old, new in zip(windows, reworded(windows, labels(), 1.0, random.Random(0)), strict=True):
        assert not np.array_equal(old.pieces, new.pieces)
        assert old.features is new.features
        assert old.relations is new.relations
        assert sum(map(len, _words(new))) == len(new.pieces)


def test_a_word_is_replaced_alike_wherever_it_stands_and_small_words_stay(windows: list[Example]) -> None:
    [mayor, the] = [_pieces().spell([word])[0].tolist() for word in ("mayor", "the")]
    for old, new in zip(windows, reworded(windows, labels(), 1.0, random.Random(3)), strict=True):
        pairs = list(zip(_words(old), _words(new), strict=True))
        assert len({after for before, after in pairs if before == tuple(mayor)}) == 1
        assert {after for before, after in pairs if before == tuple(the)} == {tuple(the)}
