"""What sentences say of victims, from the words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures.casualties import casualties
from allegedly.linking.figures.sentences import LETTERS, sentences


def told(text: str, *, headline: bool = False) -> list[tuple[str, int | None]]:
    return [(c.fate, c.count) for s in sentences(text, headline=headline) for c in casualties(s, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed and 40 others were injured.", [("killed", 12), ("injured", 40)]),
        ("The gunman wounded three customers.", [("injured", 3)]),
        ("A baker was shot dead outside his shop.", []),
        ("A clerk was shot dead outside his shop.", [("killed", 1)]),
        ("Two men and a woman died at the scene.", [("killed", 3)]),
        ("Lena Ostrow, 24, was fatally shot near the mill.", [("killed", 1)]),
        ("He shot his wife before killing himself.", [("shot", 1), ("killed", 1)]),
        ("Four people were shot, one fatally.", [("shot", 4), ("killed", 1)]),
        ("The blast left two dead and nine wounded.", [("killed", 2), ("injured", 9)]),
        ("A boy and his sister were taken by boat to a hospital.", [("shot", 2)]),
        ("No one was injured.", []),
        ("He is charged with attempted murder.", []),
        ("Police are looking into three shooting deaths.", [("killed", 3)]),
        ("They arrested two hundred and six marchers, and 1.5 million people were displaced.",
         [("arrested", 206), ("displaced", 1_500_000)]),
        ("Some 60 miners are still missing.", [("missing", 60)]),
        ("Fighters have killed 30 villagers.", [("killed", 30)]),
        ("The victims died later.", [("killed", None)]),
        ("The storm killed about 30 villagers.", [("killed", 30)]),
        ("Nine nurses of the night shift were injured.", [("injured", 9)]),
    ],
)  # fmt: skip
def test_counts_and_fates(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(text) == expected


def test_a_headline_has_no_names_in_its_capitals() -> None:
    assert told("Man Shot Outside Harbour Bar", headline=True) == [("shot", 1)]


def test_who_is_known_and_who_is_new() -> None:
    text = "A man was killed. The man was killed. Another woman was wounded."
    found = [c for s in sentences(text) for c in casualties(s, text)]
    assert [c.known for c in found] == [False, True, False]
    assert [c.others for c in found] == [False, False, True]


def test_names_and_ages_tell_persons_apart() -> None:
    text = "Ana Petrov, 31, was killed and a 9-year-old boy was wounded."
    found = [c for s in sentences(text) for c in casualties(s, text)]
    assert [set(c.keys) for c in found] == [{"Petrov", "31"}, {"9"}]


@given(st.text(max_size=300))
def test_any_text_gives_tokens_in_order_and_casualties_inside(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert len(sentence.code) == len(sentence.tokens)
        for token in sentence.tokens:
            assert end <= token.start < token.end <= len(text)
            end = token.end
        for casualty in casualties(sentence, text):
            assert sentence.tokens[0].start <= casualty.start < casualty.end <= sentence.tokens[-1].end


def test_letters_are_one_character() -> None:
    assert {len(letter) for letter in LETTERS.values()} == {1}
