"""Figures of none among those that are followed."""

from dataclasses import replace

import pytest

from allegedly.linking.figures import Mention, disputes, mentions
from allegedly.reading.pipeline import read_document
from allegedly.sources.document import make_document


def told(text: str, published: str) -> list[Mention]:
    reading = read_document(make_document(text, published=published, language="en"))
    return list(mentions(replace(reading, parse=None)))


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The governor said there were no casualties.", ["killed", "injured"]),
        ("The ministry said nobody was arrested.", ["arrested"]),
        ("The army said no soldiers were hurt.", ["injured"]),
        ("The mayor said there was no loss of life.", ["killed"]),
        ("No casualties were reported.", []),
        ("The firm said none of its drivers was hurt.", []),
    ],
)
def test_what_there_is_none_of_is_followed(text: str, things: list[str]) -> None:
    assert [(m.thing, m.low, m.high) for m in told(text, "2023-03-04")] == [(thing, 0, 0) for thing in things]


@pytest.mark.parametrize(
    ("none", "some", "answered"),
    [
        ("The Georgian ministry said that no one had been killed.", "Moscow said that 12 people were killed.", True),
        ("The governor said there were no casualties.", "The union said that five people were injured.", True),
        ("The army said no soldiers were hurt.", "The union said that five people were injured.", False),
    ],
)
def test_none_stands_against_some(none: str, some: str, answered: bool) -> None:
    assert bool(disputes([*told(none, "2023-03-04"), *told(some, "2023-03-05")])) == answered
