"""What there was none of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.reading import figures
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "moments")


def read(text: str) -> Reading:
    return figures.read(read_document(make_document(text, language="en"), LAYERS))


def zeros(text: str) -> list[tuple[str, str | None]]:
    return [(f.span.quote, f.counted) for f in read(text).figures if f.low == f.high == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No casualties were reported after the quake.", [("No", "casualties")]),
        ("Nobody was injured when the crane fell.", [("Nobody", "injured")]),
        ("The governor said that no one had been killed.", [("no one", "killed")]),
        ("No-one died in the fire.", [("No-one", "died")]),
        ("None of the pupils was hurt.", [("None", "pupils")]),
        ("Neither driver was hurt.", [("Neither", "driver")]),
        ("Not a single guard was wounded.", [("Not a single", "guard")]),
        ("Not one of the miners died.", [("Not one", "miners")]),
        ("The crew was rescued without loss of life.", [("without", "loss of life")]),
        ("There were no deaths or injuries.", [("no", "deaths"), ("no", "injuries")]),
        ("The police made no arrests.", [("no", "arrests")]),
        ("No one hurt in school bus crash", [("No one", "hurt")]),
    ],
)
def test_none_is_a_figure(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert zeros(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There were no reports of injuries.",
        "No further casualties were found.",
        "No evidence was found.",
        "Nobody was surprised.",
        "The mayor hopes that nobody will be hurt.",
        "They made sure that no one was hurt.",
        "It is not known whether no one was killed.",
        "There was no risk of injuries.",
        "No more than five people were hurt.",
        "The answer was no",
    ],
)
def test_what_is_hoped_unheard_or_partial_is_none(text: str) -> None:
    assert zeros(text) == []


WORDS = ["no", "none", "nobody", "one", "not", "a", "single", "-", "of", "the", "deaths", "was", "hurt", "."]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_any_run_of_these_words_is_read_and_in_its_place(words: list[str]) -> None:
    reading = read(" ".join(words))
    assert all(reading.text[f.span.start : f.span.end] == f.span.quote for f in reading.figures)
