from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.copies import Index, Sketch, common, group, hanging, sketch
from allegedly.linking.crowds import COPIED_CROWD
from tests.linking.copies.texts import edited, first_words, last_words, prose

TEXTS = {
    f"{seed}{kind}": text
    for seed in range(4)
    for kind, text in {
        "whole": prose(200, seed),
        "cut": first_words(prose(200, seed), 120),
        "edited": f"{edited(prose(200, seed), 0.05)} Read more and share this with all your friends on the pier",
        "half": last_words(prose(200, seed), 100),
    }.items()
}
SKETCHES = {name: sketch(text) for name, text in TEXTS.items()}


def pairs(sketches: dict[str, Sketch]) -> dict[tuple[str, str], float]:
    shares = {(a, b): common(sketches[a], sketches[b]) for a, b in combinations(sketches, 2)}
    return {pair: share for pair, share in shares.items() if share is not None}


def test_all_versions_of_a_report_are_one_set_and_no_others() -> None:
    assert group(SKETCHES, pairs(SKETCHES)) == {name: f"{name[0]}cut" for name in SKETCHES}


def test_a_cut_that_is_much_like_another_report_does_not_join_the_two() -> None:
    notice = prose(45, seed=8)
    texts = {"a": f"{prose(200, 1)} {notice}", "b": f"{prose(250, 2)} {notice}"}
    texts["half"] = last_words(texts["a"], 70)
    sketches = {name: sketch(text) for name, text in texts.items()}
    assert ("b", "half") in pairs(sketches)
    assert group(sketches, pairs(sketches)) == {"a": "a", "half": "a", "b": "b"}


def test_documents_without_copies_are_sets_of_their_own_and_unknown_ones_are_left_out() -> None:
    assert group({"a": SKETCHES["0cut"]}, {("a", "gone"): 1.0}) == {"a": "a"}


@given(st.permutations(sorted(SKETCHES)))
def test_the_index_comes_to_the_same_in_any_order(order: list[str]) -> None:
    index = Index()
    for name in order:
        index.add(name, SKETCHES[name])
    assert len(index) == len(order)
    assert index.sets() == group(SKETCHES, pairs(SKETCHES))


@given(st.permutations(sorted(SKETCHES)))
def test_the_index_finds_the_pairs_that_there_are(order: list[str]) -> None:
    index = Index()
    for name in order:
        index.add(name, SKETCHES[name])
    found = [(frozenset((one, other)), share) for one, other, share in index.pairs()]
    assert len(dict(found)) == len(found)
    assert dict(found) == {frozenset(pair): share for pair, share in pairs(SKETCHES).items()}


def test_a_text_that_stands_everywhere_is_one_set_and_meets_a_few() -> None:
    index = Index()
    text = prose(200, seed=3)
    for number in range(20 * COPIED_CROWD):
        index.add(f"d{number:04}", sketch(text))
    assert set(index.sets().values()) == {"d0000"}
    assert sum(1 for _ in index.pairs()) < COPIED_CROWD * len(index)


def test_a_document_is_put_in_once() -> None:
    index = Index()
    index.add("d", SKETCHES["0cut"])
    with pytest.raises(ValueError, match="already"):
        index.add("d", SKETCHES["0cut"])


@given(st.lists(st.sampled_from([0, 30, 31, 60, 61, 90]), max_size=8), st.randoms())
def test_groups_do_not_depend_on_the_order_of_pairs(lengths: list[int], luck: object) -> None:
    sketches = {f"d{number}": sketch(first_words(prose(90), length)) for number, length in enumerate(lengths)}
    shares = pairs(sketches)
    backwards = {(b, a): share for (a, b), share in reversed(shares.items())}
    assert group(sketches, backwards) == group(sketches, shares)


@given(st.permutations(sorted(pairs(SKETCHES))))
def test_what_a_document_hangs_on_can_be_found_pair_by_pair(order: list[tuple[str, str]]) -> None:
    shares = pairs(SKETCHES)
    found: dict[str, str] = {}
    for pair in order:
        now = {(one, found[one]) for one in pair if one in found}
        known = {side: shares.get(side, shares.get((side[1], side[0]), 0.0)) for side in (pair, *now)}
        found |= {one: other for one, other in hanging(SKETCHES, known).items() if one in pair}
    assert found == hanging(SKETCHES, shares)
