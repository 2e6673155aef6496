from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import Profile, profile_of, related, score
from allegedly.linking.stories.scoring import FEATURES, features
from tests.linking.stories.texts import REPORTS, TOGETHER, profiles


def test_reports_of_one_happening_are_related() -> None:
    known = profiles()
    for together in TOGETHER:
        for a, b in combinations(sorted(together), 2):
            assert related(known[a], known[b]), (a, b)


def test_reports_of_two_happenings_score_low() -> None:
    known = profiles()
    for one, other in permutations(TOGETHER, 2):
        assert all(score(known[a], known[b]) < 0.2 for a in one for b in other)


def test_the_score_falls_with_time() -> None:
    title, text, _ = REPORTS["mill-1"]
    other = profile_of(*REPORTS["mill-2"][:2], "2021-03-03")
    scores = [score(profile_of(title, text, day), other) for day in ("2021-03-03", "2021-04-13", "2023-06-13")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_a_day_that_a_later_report_goes_back_to_speaks_for_one_happening() -> None:
    fall = profile_of("Bridge falls at Vinterby", "A bridge fell into the river at Vinterby on Tuesday.", "2021-03-03")
    later = "The builder told the inquiry of {} that the piers had been sound."
    told, other = (
        profile_of("Inquiry into bridge", later.format(f"what happened on March {day}"), "2021-06-10")
        for day in (2, 20)
    )
    place = FEATURES.index("days told back")
    assert [features(fall, report)[place] for report in (told, other)] == [1, 0]
    assert features(told, fall)[place] == 1
    assert score(fall, told) > score(fall, other)


def test_a_day_of_the_same_week_is_no_going_back() -> None:
    one, other = (profile_of(None, "The ferry sank on Monday, March 1.", day) for day in ("2021-03-02", "2021-03-04"))
    assert features(one, other)[FEATURES.index("days told back")] == 0


def test_what_has_no_day_or_no_text_is_compared() -> None:
    empty, undated = profile_of(None, "", None), profile_of(*REPORTS["budget"][:2], None)
    for a, b in ((empty, empty), (empty, undated), (undated, profile_of(*REPORTS["budget"]))):
        assert 0 <= score(a, b) <= 1
        assert len(features(a, b)) == len(FEATURES)


@given(st.data())
def test_the_score_is_symmetric_to_the_bit(data: st.DataObject) -> None:
    words = st.lists(st.sampled_from(" ".join(text for _, text, _ in REPORTS.values()).split()), max_size=40)
    days = st.sampled_from([None, "2021-03-02", "2021-03-30", "2022-01-01"])
    a, b = (profile_of(None, " ".join(data.draw(words)), data.draw(days)) for _ in range(2))
    assert score(a, b) == score(b, a)
    assert score(a, b) == score(Profile.from_bytes(a.to_bytes()), Profile.from_bytes(b.to_bytes()))
