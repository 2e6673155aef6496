import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.happenings.averaging import joined


def symmetric(values: list[float], count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    odds = np.zeros((count, count), np.float32)
    odds[np.triu_indices(count, 1)] = values
    return odds + odds.T


def slowly(odds: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> list[list[int]]:
    """Average link as it is defined, all means made anew at each step."""
    groups = [[n] for n in range(len(odds))]
    while len(groups) > 1:
        pairs = [(a, b) for a in range(len(groups)) for b in range(a)]
        mean, a, b = max((float(np.mean(odds[np.ix_(groups[a], groups[b])].astype(float))), a, b) for a, b in pairs)
        if mean <= 0:
            break
        groups[b] += groups.pop(a)
    return sorted(sorted(group) for group in groups)


PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73)
"""No mean of some of their roots is that of others, so that nothing depends on which of two is taken first."""


@settings(derandomize=True)
@given(st.integers(1, 7).flatmap(lambda n: st.tuples(st.just(n), st.permutations(range(n * (n - 1) // 2)))))
def test_groups_are_those_of_average_link(given_: tuple[int, list[int]]) -> None:
    count, ranks = given_
    odds = symmetric([PRIMES[rank] ** 0.5 - 5.4321 for rank in ranks], count)
    assert joined(odds) == slowly(odds)


def test_one_doubtful_pair_does_not_chain_two_groups() -> None:
    odds = symmetric([4, 1, -3, -3, -3, 4], 4)
    assert joined(odds) == [[0, 1], [2, 3]]


def test_nothing_makes_no_groups() -> None:
    assert joined(np.zeros((0, 0), np.float32)) == []
    assert joined(np.zeros((1, 1), np.float32)) == [[0]]
