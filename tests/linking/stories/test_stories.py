"""From arrival to stories: the same in whatever order, and in batches of whatever size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.stories import EDGE, Index, Profile, group, profile_of, score
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


AFFAIR = {
    "2021-05-04": (
        "Cable car falls at Monte Brezza, nine dead",
        (
            "MONTE BREZZA - A cabin of the cable car fell 40 metres on Monday morning, and nine passengers died, "
            "rescuers said. The haul rope snapped near the upper station, a mechanic told reporters."
        ),
    ),
    "2021-05-06": (
        "The brake that was clamped open",
        (
            "A fork held back the emergency brake of the cabin, investigators said on Thursday. The operator knew of "
            "it, according to a mechanic who was questioned."
        ),
    ),
    "2021-05-19": (
        "Three arrested over cable car",
        (
            "The head of the operator and two engineers were arrested on Wednesday, prosecutors said. Their lawyers "
            "disputed that the rope had been worn."
        ),
    ),
    "2021-07-12": (
        "Families wait for word on the rope",
        (
            "Experts will cut the rope of the cabin open in August, a judge ordered on Monday. A passenger's father "
            "said that the operator had saved on inspections before May 3."
        ),
    ),
    "2021-10-21": (
        "Monte Brezza to stay shut",
        (
            "The cable car will not run again, the mayor of Monte Brezza said. The operator is to pay the families of "
            "the nine who died two million."
        ),
    ),
}
ELSEWHERE = {
    "2021-05-05": (
        "Lift at ski resort stands still",
        "Skiers were taken from a chairlift at Kaltenegg on Tuesday after a power cut, the resort said.",
    ),
    "2021-07-13": (
        "Judge orders builder to pay",
        "A builder from Lower Hadstock must repay families who never got their houses, a court ruled on Monday.",
    ),
}


def test_an_affair_that_goes_on_for_months_is_one_story() -> None:
    told = {day: profile_of(title, text, day) for day, (title, text) in {**AFFAIR, **ELSEWHERE}.items()}
    found = linked(list(told.items()), 1)
    assert {day for day in found if found[day] == found["2021-05-04"]} == set(AFFAIR)
