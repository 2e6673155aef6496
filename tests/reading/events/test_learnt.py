from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import ModelError
from allegedly.reading.events import coded, proposed
from allegedly.reading.events.index import Index
from allegedly.reading.events.learnt import model, quad_chances, role_tags, words_of
from allegedly.reading.events.linear import Linear, load, save
from allegedly.records import Reading
from allegedly.sources.document import make_document
from tests.reading.events.conftest import read_all


def tagged(text: str) -> dict[str, str]:
    """Return the words of each role, blanks between them."""
    reading = read_all(text)
    found = proposed(reading)
    words = words_of(reading.parse)
    roles: dict[str, str] = {}
    for word, tag in zip(words, role_tags(words, Index(reading), found[0] if found else None, found), strict=True):
        if tag != "O":
            roles[tag[2]] = f"{roles.get(tag[2], '')} {word.text}".strip()
    return roles


def likeliest(text: str) -> str:
    reading = read_all(text)
    found = proposed(reading)
    chances = quad_chances(words_of(reading.parse), found[0] if found else None, found)
    assert sum(chances.values()) == pytest.approx(1)
    return max(chances, key=lambda name: chances[name])


def test_who_does_it_and_who_suffers_it() -> None:
    assert tagged("Kenyan police arrested three journalists on Monday.") == {
        "S": "Kenyan police",
        "T": "three journalists",
    }
    assert tagged("Uganda was criticised by Kenya on Sunday.") == {"S": "Kenya", "T": "Uganda"}


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The president of Ghana said that the harvest had been good.", "0"),
        ("Norway and Finland agreed to hold talks on fishing.", "1"),
        ("Japan sent 300 tonnes of food aid to Malawi.", "2"),
        ("Chad accused Sudan of arming rebels.", "3"),
        ("Rebels attacked an army base in Mali and killed five soldiers.", "4"),
    ],
)
def test_the_quad_class_of_a_sentence(sentence: str, label: str) -> None:
    assert likeliest(sentence) == label


def test_the_model_names_whom_the_rules_do_not_find_and_nobody_whom_they_do() -> None:
    reading = read_all("Angered by the vote, soldiers loyal to Chad had an attack on a Sudanese village carried out.")
    for rule, one in zip(proposed(reading), coded(reading), strict=True):
        if rule.event.actors:
            assert one.event == rule.event
        else:
            assert replace(one.event, actors=rule.event.actors) == rule.event


def test_without_words_there_are_no_roles() -> None:
    reading = Reading(make_document("Chad attacked Sudan.", language="en"))
    assert role_tags(words_of(reading.parse), Index(reading), None, []) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["bias", "w the", "t NN", "nothing"]), min_size=1), max_size=8))
def test_no_span_goes_on_that_has_not_begun(places: list[list[str]]) -> None:
    tags = model("roles").tag(places)
    assert len(tags) == len(places)
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert tag[0] != "I" or before[1:] == tag[1:]


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    weights = np.array([[1.5, -2], [0.25, 0], [0, 0]], np.float32)
    zeros = np.zeros(2, np.float32)
    written = Linear(("a", "b"), (0, 1), {7: 0, 9: 1}, weights, np.zeros((2, 2), np.float32), zeros, zeros)
    save(written, tmp_path, "tiny")
    found = load(tmp_path, "tiny")
    assert (found.labels, found.emits, found.rows) == (written.labels, written.emits, written.rows)
    assert np.array_equal(found.weights, weights)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="train-events"):
        load(tmp_path, "roles")
