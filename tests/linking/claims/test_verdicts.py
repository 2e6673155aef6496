"""What somebody calls untrue, and sentences that are nothing but such a verdict."""

import pytest

from allegedly.linking.claims.verdicts import is_remark, judged, only_judges


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Reports that the castle had been taken were groundless", "Reports that the castle had been taken"),
        ("that the talk of a second army was pure invention", "the talk of a second army"),
        ("The bridge was built in a year", None),
        ("", None),
    ],
)
def test_a_verdict_names_what_it_judges(text: str, about: str | None) -> None:
    assert judged(text) == about


@pytest.mark.parametrize("text", ["this a lie", "as disinformation", "the accusation", "it nonsense"])
def test_a_verdict_alone_says_nothing_of_its_own(text: str) -> None:
    assert only_judges(text.split())


@pytest.mark.parametrize("text", ["", "the bridge", "this city has been bombed by them for a week on a false claim"])
def test_other_content_does(text: str) -> None:
    assert not only_judges(text.split())


def test_words_about_words_state_no_deed() -> None:
    assert is_remark(["the", "remarks", "a", "provocation"])
    assert not is_remark(["the", "raid", "a", "provocation"])
