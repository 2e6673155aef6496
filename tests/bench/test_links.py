from typing import Any

from bench.cases import own_links
from bench.score.links import Spans, matched, score


def test_gold_against_itself_is_right_and_nothing_is_wrong() -> None:
    for data in own_links().values():
        own, none = score(data, data["gold"]), score(data, {})
        figures = ("figures_mentions",) if data["gold"]["figures"] else ()
        for name in ("disputes", "corroborations", "undertakings", "stories_pairs", *figures):
            assert own[name]["f1"] == 1.0
            assert none[name]["f1"] == 0.0


def test_other_wordings_of_a_claim_are_placed_too() -> None:
    links = [link for data in own_links().values() for link in data["gold"]["disputes"]]
    others = [place for link in links for place in link["answer"].get("alt", ())]
    assert others
    assert all(0 <= place["start"] < place["end"] for place in others)


def test_a_side_in_a_copy_matches_by_its_words() -> None:
    documents: list[dict[str, Any]] = [{"id": "a", "text": "He came late."}, {"id": "b", "text": "Well: he came late."}]
    gold = {"doc": "a", "start": 0, "end": 12}
    copy = {"doc": "b", "start": 6, "end": 18}
    assert Spans(documents, [["a", "b"]]).side(copy, gold) == 1
    assert Spans(documents, []).side(copy, gold) == 0
    assert Spans(documents, []).side(gold, gold) == 2


def test_the_sides_of_a_denial_do_not_change_places() -> None:
    documents = [{"id": "a", "text": "one two three four"}]
    first, second = {"doc": "a", "start": 0, "end": 7}, {"doc": "a", "start": 8, "end": 18}
    data = {"documents": documents, "gold": {"disputes": [{"kind": "denial", "claim": first, "answer": second}]}}
    turned = {"disputes": [{"kind": "denial", "claim": second, "answer": first}]}
    assert score(data, turned)["disputes"]["f1"] == 0.0


def test_matching_is_as_large_as_it_can_be() -> None:
    assert matched([[0, 1], [0]]) == {0: 1, 1: 0}
