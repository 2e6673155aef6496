"""Morphology: the same answers as the model's own components, asked word by word."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.reading import language
from allegedly.reading.algebra import one_thread
from allegedly.reading.morphology import Morphology

TEXTS = (
    "They ain't gonna do it, y'all; nuthin' doin'. C'mon, let's go. I gotta leave 'em to you.",
    "There is no deal, there's been none, and there were never any. It is what it got.",
    "That it can't be, she'd said, was the ministers' own worst doubt:\n\n  “ I've been here,\tonce. ”",
    "WHO HAD HAD DOUBTS HAD BETTER DO AS THEY DID. Do you? He does; me too, myself!",
)
SPELT = "there is 's are let gon na got ta ai n't nt y' all c'm on i you it that had do does can wo ’ Rivers said ünder"
WORDS = st.sampled_from(SPELT.split())


@pytest.fixture(scope="module")
def stock() -> Language:
    return spacy.load(language.MODEL)


def told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_) for t in doc]


def both(stock: Language, doc: Doc) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return what the model's components say of a Doc with tags and labels, and what ours says."""
    copy = doc.copy()
    for name in ("attribute_ruler", "lemmatizer"):
        doc = stock.get_pipe(name)(doc)
    return told(doc), told(Morphology(stock)(copy))


@pytest.mark.parametrize("text", TEXTS)
def test_the_answers_are_those_of_the_model(stock: Language, text: str) -> None:
    with stock.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        doc = stock(text)
    expected, ours = both(stock, doc)
    assert ours == expected


@settings(max_examples=80, deadline=None)
@given(words=st.lists(st.tuples(WORDS, st.integers(0), st.integers(0)), min_size=1, max_size=8))
def test_so_they_are_under_any_tags_and_labels(stock: Language, words: list[tuple[str, int, int]]) -> None:
    tags, deps = (sorted(stock.get_pipe(name).labels) for name in ("tagger", "parser"))  # type: ignore[attr-defined]
    doc = Doc(
        stock.vocab,
        words=[word for word, _, _ in words],
        tags=[tags[tag % len(tags)] for _, tag, _ in words],
        heads=[0] * len(words),
        deps=[deps[dep % len(deps)] for _, _, dep in words],
    )
    expected, ours = both(stock, doc)
    assert ours == expected


def test_asked_again_it_says_the_same() -> None:
    first, again = (language.analyse(language.model().make_doc(TEXTS[0])) for _ in range(2))
    assert told(first) == told(again)


def test_an_empty_text_stays_empty() -> None:
    with one_thread():
        assert not len(language.analyse(language.model().make_doc("")))


def test_a_pattern_of_another_kind_is_refused(stock: Language) -> None:
    ruler = stock.add_pipe("attribute_ruler", name="other", config={})
    ruler.add(patterns=[[{"SHAPE": "Xxx"}]], attrs={"POS": "X"})  # type: ignore[attr-defined]
    pipes = stock.get_pipe
    stock.get_pipe = lambda name: ruler if name == "attribute_ruler" else pipes(name)  # type: ignore[method-assign]
    try:
        with pytest.raises(ValueError, match="SHAPE"):
            Morphology(stock)
    finally:
        stock.get_pipe = pipes  # type: ignore[method-assign]
        stock.remove_pipe("other")
