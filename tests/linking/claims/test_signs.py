import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.claims import profile
from allegedly.linking.claims.denials import WEIGHTS, signs
from allegedly.linking.claims.likeness import common
from allegedly.linking.claims.signs import Later, Matrix, Signs, columns, enough, ranks, scored
from tests.linking.claims.test_links import ACCUSED, REPEATED

odds = st.lists(st.lists(st.floats(-10, 10), min_size=3, max_size=3), min_size=1, max_size=4)


def test_what_is_weighed_is_the_sum_of_all_signs_and_the_bias() -> None:
    a, b = profile(ACCUSED), profile(REPEATED)
    found = signs(a, b, common(a, b))
    total = sum(WEIGHTS[name] * sign for name, sign in found.matrices().items()) + WEIGHTS["bias"]
    assert np.allclose(found.weighed(WEIGHTS), total, atol=1e-4)


def test_what_two_reports_have_in_common_is_the_same_from_either_side() -> None:
    a, b = profile(ACCUSED), profile(REPEATED)
    one, other = common(a, b).turned(), common(b, a)
    for name in ("like", "matter", "part", "words", "above", "same", "independent"):
        assert np.allclose(getattr(one, name), getattr(other, name), atol=1e-6)


@given(odds)
def test_the_best_stands_behind_nothing(given_odds: list[list[float]]) -> None:
    first = np.array(given_odds, np.float32)
    found = ranks(first)
    assert (found["row"].max(1) == 0).all()
    assert (found["column"].max(0) == 0).all()
    assert (found["row"] <= 0).all()


def test_a_pair_among_many_must_score_the_more() -> None:
    assert enough(-1.0, 10, 1.0) == enough(-1.0, 80, 1.0) == -1.0
    assert enough(-1.0, 800, 1.0) > enough(-1.0, 800, 0.5) > -1.0


def test_what_cannot_be_joined_never_is() -> None:
    given_signs = Signs({"near": np.ones((2, 2), np.float32)}, columns([{"loud": 1}, {"loud": 0}]))
    weights = {"near": 5.0, "loud": 1.0, "bias": 0.0}
    second = {"first": 1.0, "row": 0.0, "column": 0.0, "bias": 0.0}
    fits = np.array([[True, False], [True, True]])
    assert scored(given_signs, fits, weights, second, -math.inf).tolist() == [[6.0, -np.inf], [5.0, 5.0]]
    assert not np.isfinite(scored(given_signs, np.zeros((2, 2), bool), weights, second, -math.inf)).any()


@given(odds, odds, st.floats(-5, 5), st.floats(-2, 2), st.floats(-0.5, 1))
def test_what_comes_to_the_least_is_the_same_whatever_else_is_let_go(
    near: list[list[float]], late: list[list[float]], least: float, heavy: float, behind: float
) -> None:
    count = min(len(near), len(late))
    known: dict[str, Matrix] = {"near": np.array(near[:count], np.float32)}
    more: dict[str, Matrix] = {"late": np.array(np.abs(late[:count]), np.float32) * np.float32(0.1)}
    fits = known["near"] < 9
    weights = {"near": 1.0, "late": heavy, "bias": -0.5}
    second = {"first": 1.2, "row": behind, "column": 0.7, "bias": 0.3}
    whole = scored(Signs({**known, **more}), fits, weights, second, -math.inf)
    found = scored(Signs(known), fits, weights, second, least, Later({"late": 1.0}, lambda: more))
    assert np.where(found >= least, found, 0).tolist() == np.where(whole >= least, whole, 0).tolist()
