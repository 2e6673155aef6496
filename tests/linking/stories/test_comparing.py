"""One report compared with many is as if compared with each."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import Profile, profile_of, score, scores
from tests.linking.stories.texts import REPORTS

WORDS = (
    *" ".join(text for _, text, _ in REPORTS.values()).split(),
    "Saturday.", "March", "9,", "March 1", "March 29", "a", "37-year-old", "12", "people", "Jan.", "30,",
)  # fmt: skip
PROFILES = st.builds(
    lambda words, day: profile_of(None, " ".join(words), day),
    st.lists(st.sampled_from(WORDS), max_size=60),
    st.sampled_from([None, "2021-03-02", "2021-03-30", "2022-01-01"]),
)


@given(PROFILES, st.lists(PROFILES, max_size=6))
def test_the_scores_are_those_of_each_pair_to_the_bit(one: Profile, others: list[Profile]) -> None:
    found = scores(one.to_bytes(), [other.to_bytes() for other in others])
    assert found == [score(one, other) for other in others]


def test_real_reports_compared_with_all() -> None:
    known = [profile_of(*REPORTS[name]) for name in sorted(REPORTS)]
    data = [profile.to_bytes() for profile in known]
    for one, its in zip(known, data, strict=True):
        assert scores(its, data) == [score(one, other) for other in known]
