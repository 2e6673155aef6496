from itertools import permutations

from allegedly.linking.happenings import Trigger, chaining, chains, told_of
from allegedly.linking.happenings.chaining import staged
from allegedly.linking.happenings.weights import model
from tests.linking.happenings.texts import WORDS, quoted, told

ALL = [told(name) for name in WORDS]


def together(*names: str) -> set[frozenset[tuple[str, str]]]:
    found = chains(told(name) for name in names)
    return {frozenset(quoted(*trigger) for trigger in chain) for chain in found if len(chain) > 1}


def test_one_event_told_in_two_reports_is_one_chain() -> None:
    found = together("ferry", "ferry again")
    assert {("ferry", "rescued"), ("ferry again", "rescued")} in found


def test_the_same_event_is_known_in_other_words() -> None:
    found = together("ferry", "ferry again")
    assert {("ferry", "died"), ("ferry again", "killed")} in found


def test_like_events_of_two_happenings_are_kept_apart() -> None:
    for chain in chains(ALL):
        assert len({trigger.document.split()[0] for trigger in chain}) == 1, [quoted(*trigger) for trigger in chain]


def test_every_trigger_is_in_one_chain() -> None:
    found = [trigger for chain in chains(ALL) for trigger in chain]
    assert sorted(found) == sorted(Trigger(one.document, *place) for one in ALL for place in one.triggers)


def test_the_order_of_the_reports_makes_no_difference() -> None:
    first, *others = (chains(order) for order in permutations(ALL))
    assert all(other == first for other in others)


def test_a_document_given_twice_counts_once() -> None:
    assert chains([*ALL, *ALL]) == chains(ALL)


def test_nothing_told_makes_no_chains() -> None:
    assert chains([]) == []
    assert chains([told_of("empty", "", [])]) == []
    assert chains([told_of("empty", "Nothing happened.", []), told("mill")]) == chains([told("mill")])


def test_reports_of_one_happening_are_one_branch() -> None:
    scene = staged([told(name) for name in WORDS], model())
    assert scene.branch == [0, 0, 1, 1]


def test_where_there_are_many_triggers_each_branch_is_taken_by_itself(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    whole = chains(ALL)
    monkeypatch.setattr(chaining, "MOST", 8)
    assert chains(ALL) == whole


def test_in_a_branch_of_too_many_only_one_stem_is_joined(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(chaining, "MOST", 1)
    found = [{quoted(*trigger) for trigger in chain} for chain in chains(ALL) if len(chain) > 1]
    assert found == [{("ferry", "rescued"), ("ferry again", "rescued")}]
