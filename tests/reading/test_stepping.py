from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import SENT_START
from spacy.tokens import Doc

from allegedly.reading import language, stepping
from allegedly.reading.stepping import Stepping

PARAGRAPHS = (
    "The ministry said that the bridge had been closed, and that nobody was hurt.",
    "“We saw the smoke”, said Mara Veldt, who sells fish there.",
    "''It burned for an hour. Then it rained.",
    "Asked about it",
    "-- the third this year --",
    "Officials in Tarn denied on Monday that they had known of the cracks. They would look into it.",
    "7",
    "• Boats",
    "She added: the boats, the nets, and what was left of the pier.",
)
KINDS = ("DEP", "HEAD", "SENT_START", "TAG", "LEMMA", "ENT_TYPE")


def parser() -> Any:
    return language.model().get_pipe("parser")


def prepared(paragraphs: Sequence[str]) -> Doc:
    """Return a Doc with vectors, and told where its paragraphs begin."""
    text = "\n\n".join(paragraphs)
    doc = language.model().make_doc(text)
    starts = {sum(map(len, paragraphs[:n])) + 2 * n for n in range(len(paragraphs))}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    [doc] = language._steps()[0]([doc])
    return doc


def told(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array(["DEP", "HEAD", SENT_START]).tolist()
    return rows + [[token.left_edge.i, token.right_edge.i, token.n_lefts, token.n_rights] for token in doc]


@given(st.lists(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=9), min_size=1, max_size=3))
@settings(deadline=None, max_examples=40)
def test_in_step_a_text_is_parsed_as_it_is_as_a_whole(texts: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stepping, "LEAST", 6)
        patched.setattr(stepping, "MOST", 50)
        found = Stepping(parser())([prepared(text) for text in texts])
    for doc, text in zip(found, texts, strict=True):
        whole = prepared(text)
        parser().set_annotations([whole], parser().predict([whole]))
        assert told(doc) == told(whole)


def test_short_and_empty_texts_are_not_cut() -> None:
    docs = [Doc(language.model().vocab), prepared(PARAGRAPHS[:1])]
    assert Stepping(parser())(docs) == docs
    assert docs[1].has_annotation("DEP")


def test_a_long_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "LEAST", 6)
    doc = prepared([PARAGRAPHS[0]] * 8)
    cuts = stepping._cuts(doc, 6)
    assert len(cuts) == 8
    assert all(doc[at].is_sent_start for at in cuts)
