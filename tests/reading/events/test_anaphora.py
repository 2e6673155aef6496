from __future__ import annotations

import pytest

from tests.reading.events.conftest import Code
from tests.reading.events.test_parties import sides


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kenya fired two rockets on Friday.", "Uganda condemned the launches as reckless."),
        ("Kenya attacked a village in Ethiopia.", "Uganda condemned the raid."),
    ],
)
def test_whoever_did_a_deed_is_condemned_with_it(code: Code, before: str, after: str) -> None:
    condemned = code(f"{before} {after}")[-1]
    assert sides(condemned) == (["UGA"], ["KEN"])
    assert condemned.recipients[0].span.quote in after


@pytest.mark.parametrize("noun", ["the floods", "a raid", "the decision"])
def test_what_names_no_earlier_deed_is_nobodys(code: Code, noun: str) -> None:
    condemned = code(f"Kenya attacked a village in Ethiopia. Uganda condemned {noun}.")[-1]
    assert [party.actor for party in condemned.recipients] in ([], [None])


def test_a_deed_that_comes_later_is_not_meant(code: Code) -> None:
    condemned = code("Uganda condemned the raid. Kenya attacked a village in Ethiopia.")[0]
    assert [party.actor for party in condemned.recipients] in ([], [None])


def test_two_countries_are_those_of_the_event_before_in_the_order_of_the_text(code: Code) -> None:
    fought = code("Chad was accused by Libya of lying. The two countries fought a war in 1987.")[-1]
    assert fought.type == "ASSAULT"
    assert sides(fought) == (["TCD", "LBY"], ["LBY", "TCD"])


def test_without_an_event_before_two_countries_are_nobody(code: Code) -> None:
    events = code("The two countries fought a war in 1987.")
    assert all(party.actor is None for event in events for party in (*event.actors, *event.recipients))
