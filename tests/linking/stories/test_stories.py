"""From arrival to stories: the same in whatever order, and in batches of whatever size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.stories import EDGE, Index, Profile, group, score
from tests.linking.stories.texts import TOGETHER, profiles


def linked(arrivals: list[tuple[str, Profile]], batch: int) -> dict[str, str]:
    """Return the stories after all have arrived, grouped anew after each batch."""
    index, known, found = Index(), dict[str, Profile](), dict[str, str]()
    edges: dict[tuple[str, str], float] = {}
    for start in range(0, len(arrivals), batch):
        for document, its in arrivals[start : start + batch]:
            met, parted = index.add(document, frozenset(its.keys))
            likely = {(document, other): score(its, known[other]) for other in met}
            edges |= {pair: one for pair, one in likely.items() if one >= EDGE}
            for a, b in parted:
                edges.pop((a, b), None)
                edges.pop((b, a), None)
            known[document] = its
        found = group(known, edges)
    return found


def test_reports_of_one_happening_are_one_story() -> None:
    found = linked(list(profiles().items()), 1)
    assert {frozenset(name for name in found if found[name] == story) for story in found.values()} == {
        frozenset(names) for names in TOGETHER
    }


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(profiles().items())), st.integers(1, 6))
def test_order_and_batching_do_not_matter(arrivals: list[tuple[str, Profile]], batch: int) -> None:
    assert linked(arrivals, batch) == linked(list(profiles().items()), 6)
