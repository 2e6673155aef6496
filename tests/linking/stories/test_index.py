from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.crowds import CROWD
from allegedly.linking.stories import Index
from allegedly.linking.stories.index import Pair


def meetings(arrivals: list[tuple[str, frozenset[int]]]) -> set[Pair]:
    index, pairs = Index(), set[Pair]()
    for document, keys in arrivals:
        met, parted = index.add(document, keys)
        pairs |= {(min(document, other), max(document, other)) for other in met}
        pairs -= parted
    return pairs


def test_those_that_share_a_key_meet() -> None:
    arrivals = [("a", frozenset({1, 2})), ("b", frozenset({2})), ("c", frozenset({3}))]
    assert meetings(arrivals) == {("a", "b")}


def test_a_document_is_added_once() -> None:
    index = Index()
    index.add("a", frozenset({1}))
    with pytest.raises(ValueError, match="already"):
        index.add("a", frozenset({1}))


def test_a_crowd_meets_through_a_few() -> None:
    index, crowd = Index(), [f"d{n}" for n in range(10 * CROWD)]
    met = [len(index.add(name, frozenset({7}))[0]) for name in crowd]
    assert sum(met) < 4 * CROWD * len(met)
    degree = Counter(name for pair in meetings([(name, frozenset({7})) for name in crowd]) for name in pair)
    assert min(degree.values()) == CROWD
    assert sum(one > CROWD for one in degree.values()) == CROWD


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(random: Random) -> None:
    arrivals = [(f"d{n}", frozenset({n % 2, n % 5 + 10, n % 50 + 100})) for n in range(4 * CROWD)]
    expected = meetings(arrivals)
    random.shuffle(arrivals)
    assert meetings(arrivals) == expected
