"""Looking only where a match may begin finds what looking everywhere finds."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from allegedly.reading.figures import numbers as module
from allegedly.reading.figures.numbers import Number, numbers
from allegedly.reading.openings import first_words, openings

PARTS = st.sampled_from(
    ["a", "few", "Several", "HUNDRED", "thousand", "two", "-", "thirds", " of ", " ", " ", ",", ".", "1", "20", "½",
     "$", "–", "minus ", "m", "USD", "9th", "dozens", "half", "an", "and ", "_", "ſix", "é", "\n", "quarter", "pair",
     "x3"]
)  # fmt: skip


def everywhere(text: str) -> list[Number]:
    """Return the numbers of a text, the pattern asked at every character."""
    found, position = [], 0
    while match := module._pattern().search(text, position):
        number = module._of_digits(match, text) if match["digits"] else module._of_words(match)
        position = max(number.end if number else match.end(), position + 1)
        found += [number] if number else []
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=14).map("".join))
@example("1HUNDREDHUNDRED")
def test_numbers_are_found_wherever_they_begin(text: str) -> None:
    assert list(numbers(text, 0, len(text))) == everywhere(text)


def test_a_word_opens_by_its_letters_whatever_their_case() -> None:
    text = "So-called ALLEGED ring; said-to-be so"
    assert list(openings(text, 0, len(text), first_words(["so-called", "alleged"]))) == [0, 10, 35]


@given(st.text("abé½ſ_9 -", max_size=20))
def test_openings_are_where_words_begin(text: str) -> None:
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+", text)]
    assert set(openings(text, 0, len(text), frozenset({"a", "ab"}))) <= set(starts)
