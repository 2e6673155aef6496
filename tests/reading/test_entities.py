"""Names in a parse: the same as the model's own recognizer finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from allegedly.reading import language
from allegedly.reading.algebra import one_thread
from allegedly.reading.entities import Entities

TEXTS = (
    "On Tuesday, 3 May 2022, Anna Petrova of the Ministry of Foreign Affairs met the European Union's envoys in Kyiv.",
    "At least 1,200 people fled Ruvania last week. The Ruvanian Red Cross spent $4.5 million, 20 percent more.",
    "NATO",
    "GENERAL OMAR HASSAN\n\n  of the 3rd Division\n\nsaid the New York\tTimes had it wrong “ On the Road ” is English",
    "",
)
WORDS = st.sampled_from(
    ["New", "York", "the", "of", "Bank", "Monday", "3", "May", ".", "\n\n", "said", "Omar", "’s", "EU"]
)


def names(doc: Doc) -> list[tuple[int, int, str]]:
    return [(name.start, name.end, name.label_) for name in doc.ents]


def both(text: str) -> tuple[Doc, Doc]:
    """Return the text with the names of the model's component, and with ours; both after the same parse."""
    nlp = language.model()
    with one_thread(), nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        doc = nlp(text)
        copy = doc.copy()
        return nlp.get_pipe("ner")(doc), Entities(nlp)(copy)


@pytest.mark.parametrize("text", TEXTS)
def test_the_names_are_those_of_the_model(text: str) -> None:
    expected, ours = both(text)
    assert names(ours) == names(expected)
    assert [token.ent_iob_ for token in ours] == [token.ent_iob_ for token in expected]


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=40))
def test_so_they_are_in_any_text(words: list[str]) -> None:
    expected, ours = both(" ".join(words))
    assert names(ours) == names(expected)


def test_no_name_goes_over_the_end_of_a_sentence() -> None:
    doc = language.analyse(language.model().make_doc(" ".join(TEXTS)))
    assert all(not any(token.is_sent_start for token in name[1:]) for name in doc.ents)
    assert doc.ents
