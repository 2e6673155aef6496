from itertools import combinations, pairwise
from math import log
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import group, profile_of
from allegedly.linking.stories.grouping import LIMIT, Edges

PROFILE = profile_of(None, "", "2021-03-03")


def stories(edges: Edges, *documents: str) -> set[frozenset[str]]:
    names = {*documents, *(name for pair in edges for name in pair)}
    found = group(dict.fromkeys(names, PROFILE), edges)
    return {frozenset(name for name in names if found[name] == story) for story in found.values()}


def full(names: str, score: float = 0.9) -> dict[tuple[str, str], float]:
    return dict.fromkeys(combinations(names, 2), score)


def test_documents_without_edges_are_stories_of_their_own() -> None:
    assert stories({}, "a", "b") == {frozenset("a"), frozenset("b")}


def test_one_doubtful_edge_does_not_chain_two_stories() -> None:
    assert stories({**full("abc"), **full("xyz"), ("c", "x"): 0.3}) == {frozenset("abc"), frozenset("xyz")}


def test_many_edges_merge_two_stories() -> None:
    between = {(a, b): 0.7 for a in "abc" for b in "xyz"}
    assert stories({**full("abc"), **full("xyz"), **between}) == {frozenset("abcxyz")}


def test_an_edge_below_the_threshold_joins_nothing() -> None:
    assert stories({("a", "b"): 0.06}) == {frozenset("a"), frozenset("b")}


def test_a_story_is_named_after_its_earliest_document() -> None:
    days = {"a": "2021-03-04", "b": "2021-03-03", "c": None}
    known = {name: profile_of(None, "", day) for name, day in days.items()}
    assert group(known, full("abc")) == dict.fromkeys("abc", "b")


def test_edges_to_unknown_documents_are_passed_over() -> None:
    assert group({"a": PROFILE}, {("a", "b"): 0.9, ("a", "a"): 0.9}) == {"a": "a"}
    assert group({}, {}) == {}


def test_a_giant_set_falls_apart_into_what_certain_edges_connect() -> None:
    names = [f"{n:05d}" for n in range(2 * LIMIT + 20)]
    chain = dict.fromkeys(pairwise(names), 0.99)
    chain[names[9], names[10]] = 0.5
    assert frozenset(names[10:]) in stories(chain)


names = st.sampled_from([f"d{n}" for n in range(12)])
graphs = st.dictionaries(
    st.tuples(names, names).filter(lambda pair: pair[0] < pair[1]), st.floats(0.2, 1.0), max_size=40
)


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_edges_and_documents_does_not_matter(edges: Edges, random: Random) -> None:
    known = {f"d{n}": profile_of(None, "", f"2021-03-{n + 1:02d}") for n in range(12)}
    items, documents = list(edges.items()), list(known)
    random.shuffle(items)
    random.shuffle(documents)
    turned = {(b, a): score for (a, b), score in items}
    assert group({name: known[name] for name in documents}, turned) == group(known, edges)


def joined_one_by_one(edges: Edges, names: list[str]) -> set[frozenset[str]]:
    """Return the groups of average-link clustering as the textbook has it, all means made anew at each step."""
    said = {frozenset(pair): log(score / (1 - score)) - log(0.1 / 0.9) for pair, score in edges.items()}
    groups = [frozenset({name}) for name in names]

    def mean(pair: tuple[frozenset[str], frozenset[str]]) -> float:
        pairs = [frozenset({a, b}) for a in pair[0] for b in pair[1]]
        return sum(max(-4.0, min(4.0, said.get(one, -1.0))) for one in pairs) / len(pairs)

    while len(groups) > 1:
        best = max(combinations(groups, 2), key=mean)
        if mean(best) <= 0:
            break
        groups = [group for group in groups if group not in best] + [best[0] | best[1]]
    return set(groups)


@given(st.lists(st.floats(0.05, 0.97), min_size=15, max_size=15, unique=True))
def test_the_most_alike_are_joined_first(scores: list[float]) -> None:
    pairs = list(combinations("abcdef", 2))
    edges = {pair: score for pair, score in zip(pairs, scores, strict=True) if score > 0.3}
    assert stories(edges, *"abcdef") == joined_one_by_one(edges, list("abcdef"))


@given(graphs)
def test_stories_lie_within_connected_sets_and_are_named_after_a_member(edges: Edges) -> None:
    known = dict.fromkeys((f"d{n}" for n in range(12)), PROFILE)
    found = group(known, edges)
    assert found.keys() == known.keys()
    assert all(found[story] == story for story in found.values())
    alone = known.keys() - {name for pair in edges for name in pair}
    assert all(found[name] == name for name in alone)
