import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.web.asking import FILTERS, asked


def test_words_and_filters_are_told_apart() -> None:
    question = asked('troops by:Lukashenko "joint force" outlet:"The Courier" act:deny')
    assert question.words == 'troops "joint force"'
    assert question.filters == {"by": "Lukashenko", "outlet": "The Courier", "act": "deny"}
    assert question.wanted.by == "Lukashenko"


@pytest.mark.parametrize("typed", ["since:yesterday barges", "barges since:2022-13", "until: barges", 'barges by:""'])
def test_what_cannot_be_understood_is_left_out_and_complained_about(typed: str) -> None:
    question = asked(typed)
    assert question.words == "barges"
    assert question.filters == {}
    assert question.complaints


def test_an_unknown_filter_is_words() -> None:
    assert asked("colour:red https://x.example").words == "colour:red https://x.example"


@given(st.text())
def test_anything_may_be_typed_and_typing_it_again_asks_the_same(typed: str) -> None:
    question = asked(typed)
    again = asked(question.typed())
    assert set(question.filters) <= set(FILTERS)
    assert again.filters == question.filters or any('"' in value for value in question.filters.values())
    assert again.words.split() == question.words.split() or '"' in typed
