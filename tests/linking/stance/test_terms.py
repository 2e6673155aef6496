"""What a claim is about, by its terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stance.terms import terms, told, weighed


def test_forms_of_a_word_are_one_term() -> None:
    assert terms("Sinking ferry") == terms("the ferry that sinks")


def test_numbers_in_words_and_figures_are_one_term() -> None:
    assert terms("three-headed calf") & terms("a calf with 3 heads") >= terms("3 calf")


def test_what_is_rare_tells_more() -> None:
    found = weighed("Police visit Velden")
    assert told(found, terms("Velden")) > told(found, terms("police")) > 0


@given(st.text(max_size=100), st.text(max_size=100))
def test_shares_are_from_none_to_all(claim: str, text: str) -> None:
    found = weighed(claim)
    assert sum(found.values()) == pytest.approx(1 if found else 0)
    assert -1e-9 <= told(found, terms(text)) <= 1 + 1e-9
    assert told(found, terms(claim)) == pytest.approx(1 if found else 0)
