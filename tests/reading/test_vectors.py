"""The vectors of words: the model's own, and the same whatever was read before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading import language, vectors
from allegedly.reading.algebra import one_thread
from allegedly.reading.vectors import Contextual, Vectors

SENTENCE = "On Tuesday the harbour master of Port Ruva, 61, denied that 1,200 crates — or “so” — were missing."
WORDS = st.lists(st.sampled_from([*SENTENCE.split(), "\n\n", "…", "naïve", "UNO"]), min_size=1, max_size=30)


def make() -> Contextual:
    return Contextual(language.model().get_pipe("tok2vec").model)  # type: ignore[attr-defined]


def of(contextual: Contextual, text: str) -> Vectors:
    with one_thread():
        return contextual(language.model().make_doc(text))


@settings(max_examples=25, deadline=None)
@given(WORDS)
def test_the_vectors_are_those_of_the_model(words: list[str]) -> None:
    doc = language.model().make_doc(" ".join(words))
    with one_thread():
        theirs = language.model().get_pipe("tok2vec").model.predict([doc])[0]  # type: ignore[attr-defined]
    assert np.allclose(of(make(), " ".join(words)), theirs, atol=1e-4)


def test_a_word_has_the_same_vector_whatever_was_read_before() -> None:
    fresh, used = make(), make()
    for text in ("Port Ruva", "so", f"{SENTENCE} {SENTENCE}", "1,200 crates of tea were found on Friday ."):
        of(used, text)
    assert (of(fresh, SENTENCE) == of(used, SENTENCE)).all()


def test_it_forgets_words_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = of(make(), SENTENCE)
    monkeypatch.setattr(vectors, "MOST", 25)
    small = make()
    for text in (
        "Anna Tarn met nine envoys of the Union in Ruva",
        SENTENCE,
        f"{SENTENCE} A few other words, too: ten.",
    ):
        found = of(small, text)
    assert (of(small, SENTENCE) == expected).all()
    assert len(found) > 25


def test_a_model_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="another way"):
        Contextual(language.model().get_pipe("ner").model.get_ref("tok2vec"))  # type: ignore[attr-defined]
