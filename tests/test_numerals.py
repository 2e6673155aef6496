import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import numerals

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> list[str]:
    """Write a whole number below a billion in English."""
    if number < 20:
        return [SMALL[number]]
    if number < 100:
        return [TENS[number // 10 - 2], *([SMALL[number % 10]] if number % 10 else [])]
    for size, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = ["and"] if 0 < rest < 100 else []
            return [*in_words(number // size), word, *joint, *(in_words(rest) if rest else [])]
    raise AssertionError


@given(st.integers(0, 999_999_999))
def test_a_number_written_in_words_reads_back(number: int) -> None:
    assert numerals.value(in_words(number)) == number


@given(st.integers(0, 10**12))
def test_a_number_with_commas_reads_back(number: int) -> None:
    assert numerals.digits(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nineteen ninety one", 1991),
        ("two and a half", 2.5),
        ("a hundred", 100),
        ("1.5 million", 1_500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("1/2", 0.5),
    ],
)
def test_shorter_ways_of_writing(words: str, value: float) -> None:
    assert numerals.value(words.split()) == value


@pytest.mark.parametrize("words", ["", "troops", "two three", "1/0", "five apples"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert numerals.value(words.split()) is None
