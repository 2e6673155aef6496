"""What the words of a sentence say about whether something is so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stance.wording import SIGNS, wording


def there(text: str) -> set[str]:
    return {name for name, value in wording(text).items() if value}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("The tale of the sunken ferry is a hoax", {"untrue"}),
        ("The report of a sunken ferry is a hoax", {"untrue", "verdict", "report"}),
        ("The ferry story is not true", {"untrue", "verdict"}),
        ("It is no hoax", {"upheld"}),
        ("The captain denies it was a hoax", {"upheld"}),
        ("Captain denies that ferry sank", {"deny"}),
        ("The captain did not deny it", set()),
        ("No, the ferry did not sink", {"no", "not", "none"}),
        ("Nothing more than a hoax", {"untrue"}),
        ("Has the ferry sunk?", {"ask"}),
        ("Nobody has confirmed that the ferry sank", {"doubt"}),
        ("The navy confirmed that the ferry sank", {"confirm"}),
        ("The ferry may have sunk", {"might"}),
        ("Ferry reportedly sinks", {"report"}),
        ("The ferry ‘sank in minutes’", {"quoted"}),
        ("He had “never seen such a wave”", {"quoted"}),
        ("The ferry sank; it was not overloaded", {"not"}),
        ("", set()),
    ],
)
def test_words_that_take_sides(text: str, signs: set[str]) -> None:
    assert there(text) == signs


def test_a_turned_word_turns_in_its_clause_alone() -> None:
    assert there("The ferry did not sink: the story is a hoax") == {"not", "untrue", "verdict"}


@given(st.text(max_size=200))
def test_any_text_has_each_sign_or_not(text: str) -> None:
    found = wording(text)
    assert tuple(found) == SIGNS
    assert set(found.values()) <= {0.0, 1.0}
