"""What reports are about: words of one kind lie close, and what much of the news is about is common."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import profile_of
from allegedly.linking.stories.background import number
from allegedly.linking.stories.scoring import about
from allegedly.linking.stories.topics import MOST, WIDTH, Topic, topic, words

CRUSH = "Fans were crushed at the gates when the match ended, and the crowd fled the stands."
STADIUM = "The arena has been closed since; the players trained on another pitch, their league said."
HARVEST = "Farmers expect less wheat and barley this autumn because of the drought in the valley."
SHOOTING = "Police said a man was shot and killed in an apartment, and a suspect was arrested by detectives."
WEIGHTS = st.dictionaries(st.sampled_from([*words().places][:500]) | st.integers(0, 2**32 - 1), st.integers(8, 1200))


def made(text: str) -> Topic:
    return profile_of(None, text, None).topic


def close(a: Topic, b: Topic) -> float:
    return about(a, b, 0.0)[0]


def test_what_shares_no_word_may_be_about_the_same() -> None:
    assert close(made(CRUSH), made(STADIUM)) > close(made(CRUSH), made(HARVEST))
    assert close(made(CRUSH), made(STADIUM)) > close(made(STADIUM), made(SHOOTING))


def test_crime_is_more_common_than_what_happens_seldom() -> None:
    assert made(SHOOTING).common > made(CRUSH).common


def test_a_report_lies_on_itself() -> None:
    assert abs(close(made(CRUSH), made(CRUSH)) - 1) < 1e-9


def test_what_is_not_known_is_as_common_as_usual_and_close_to_nothing() -> None:
    nothing = topic({number("word", "zzyzx"): 117})
    assert nothing == Topic(bytes(WIDTH), words().usual)
    assert close(nothing, made(CRUSH)) == 0
    assert close(topic({}), topic({})) == 0


def test_unknown_words_draw_towards_the_usual() -> None:
    known = profile_of(None, SHOOTING, None).terms[0]
    strange = {number("word", f"zzyzx{n}"): 117 for n in range(40)}
    pure, mixed = topic(known), topic({**known, **strange})
    assert mixed.direction == pure.direction
    assert abs(mixed.common - words().usual) < abs(pure.common - words().usual)


@given(WEIGHTS)
def test_the_order_of_the_words_does_not_matter(weights: dict[int, int]) -> None:
    assert topic(dict(reversed(weights.items()))) == topic(weights)


@given(WEIGHTS, WEIGHTS, st.floats(0, 8))
def test_two_topics_are_compared_alike_from_both_sides(
    one: dict[int, int], other: dict[int, int], apart: float
) -> None:
    a, b = topic(one), topic(other)
    assert about(a, b, apart) == about(b, a, apart)
    assert -1.000001 < close(a, b) < 1.000001
    assert 0 <= a.common <= MOST


def test_the_package_has_a_direction_for_each_word_it_names() -> None:
    its = words()
    assert its.vectors.shape == (len(its.places), WIDTH)
    assert its.around.shape[1] == WIDTH
    assert its.vectors.dtype == its.around.dtype == np.int8
