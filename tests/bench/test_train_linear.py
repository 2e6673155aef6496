from __future__ import annotations

import numpy as np
import pytest

from bench.tasks.roles import spread
from bench.train.events import TAGS, folds, role_chain
from bench.train.linear import Chain, Plan, Sequenced, fit

AB = Chain("ab", "ab", range(2), np.ones((3, 2), bool))


def test_what_clues_say_is_learnt() -> None:
    model = fit([Sequenced([["bias", "x"]], "a"), Sequenced([["bias", "y"]], "b")] * 4, AB, Plan(batch=3))
    assert model.tag([["bias", "y"], ["bias", "y"], ["bias", "x"]]) == ["b", "b", "a"]


def test_what_follows_what_is_learnt() -> None:
    model = fit([Sequenced([["first"], ["bias"], ["bias"], ["bias"]], "abab")] * 6, AB, Plan())
    assert model.tag([["first"], *[["bias"]] * 5]) == list("ababab")


def test_a_clue_that_is_too_rare_counts_for_nothing() -> None:
    model = fit([Sequenced([["bias", "once"]], "a"), *[Sequenced([["bias"]], "b")] * 3], AB, Plan())
    assert len(model.rows) == 1
    assert model.chances(["bias", "once"]) == model.chances(["bias"])


@pytest.mark.parametrize(
    "tags",
    [
        ["B-S", "I-S", "O", "B-T", "O"],
        ["B-T", "O", "B-S", "B-T", "I-T"],
        ["O", "B-R", "O", "B-R", "I-R"],
    ],
)
def test_a_sequence_of_roles_has_one_path(tags: list[str]) -> None:
    chain = role_chain()
    path = chain.path(tags)
    assert [TAGS[chain.emits[state]] for state in path] == tags


def test_roles_that_go_on_without_a_beginning_have_no_path() -> None:
    with pytest.raises(ValueError, match="I-T at place 1"):
        role_chain().path(["B-S", "I-T"])


def test_sentences_that_are_nearly_the_same_are_in_one_fold() -> None:
    words = [" ".join(f"w{n}" for n in range(start, start + 12)) for start in range(0, 120, 12)]
    found = folds([*words, words[0] + " more", "now " + words[3]], 5)
    assert (found[10], found[11]) == (found[0], found[3])
    assert set(found) == set(range(5))


def test_tags_of_words_are_those_of_the_tokens_that_they_touch() -> None:
    tokens = ["Ms.", "Jones", "'s", "army"]
    words = [(0, 2), (2, 3), (4, 9), (10, 12), (13, 17)]
    assert spread(["B-S", "I-S", "I-S", "O", "B-T"], words, tokens) == ["B-S", "I-S", "O", "B-T"]
