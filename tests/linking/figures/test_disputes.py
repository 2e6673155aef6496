"""Disputes about figures: which statements stand against each other, and each pair once."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures import Mention, disputes
from allegedly.linking.records import Side
from tests.linking.figures.test_series import MENTIONS
from tests.linking.figures.test_series import mention as counted


def mention(document: str, number: float, **more: Any) -> Mention:
    return replace(counted(document, number, number), **{"begin": 0, "stop": 40} | more)


def test_the_sides_are_the_statements_around_the_figures() -> None:
    one = mention("d1", 30, side="TCD", claim="c1", begin=0, stop=40)
    other = mention("d2", 50, side="union", claim="c4", begin=60, stop=95)
    [found] = disputes([other, one])
    assert found.kind == "figures"
    assert (found.claim, found.answer) == (Side("d1", 0, 40, "c1"), Side("d2", 60, 95, "c4"))
    assert not found.interested


def test_who_counts_their_own_is_interested() -> None:
    [found] = disputes([mention("d1", 30, side="RUS", whose="RUS"), mention("d2", 90, side="union")])
    assert found.interested


def test_a_number_that_a_report_repeats_is_in_dispute_once_under_its_claim() -> None:
    title = mention("d1", 30, begin=0, stop=20)
    told = mention("d1", 30, side="TCD", claim="c1", begin=50, stop=90, start=60)
    other = mention("d2", 50, side="union", claim="c1")
    [found] = disputes([title, told, other])
    assert found.claim == Side("d1", 50, 90, "c1")


def test_a_part_does_not_dispute_the_whole() -> None:
    village, country = mention("d1", 200, side="shop"), mention("d2", 70_000, side="TCD")
    assert disputes([village, country]) == ()
    assert disputes([village, replace(country, low=2_000.0, high=2_000.0)])


def test_fewer_of_nobody_may_be_a_part_and_more_may_not() -> None:
    whole = mention("d1", 900, side="RUS", whose="RUS")
    assert disputes([whole, mention("d2", 200, side="shop")]) == ()
    assert disputes([whole, mention("d2", 4_000, side="shop")])
    assert disputes([whole, mention("d2", 200, side="shop", whose="RUS")])


@given(st.lists(MENTIONS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_mentions_makes_no_difference(mentions: list[Mention], chance: Any) -> None:
    numbered = [
        replace(one, figure=f"f{n}", start=10 * n, begin=10 * n, stop=10 * n + 8) for n, one in enumerate(mentions)
    ]
    mixed = list(numbered)
    chance.shuffle(mixed)
    assert disputes(mixed) == disputes(numbered)
    for one in disputes(numbered):
        assert one.claim != one.answer
