"""Who does and who suffers what a noun names."""

from __future__ import annotations

import pytest

from allegedly.records import Event
from tests.reading.events.conftest import Code


def told(event: Event) -> tuple[list[str], list[str]]:
    return [party.span.quote for party in event.actors], [party.span.quote for party in event.recipients]


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("Police are investigating a raid by bandits on a Nigerian school.", ["bandits"], ["a Nigerian school"]),
        ("A raid on a bank by armed men left Ghana shaken.", ["armed men"], ["a bank"]),
        ("Witnesses described the bombardment of Aden by Saudi jets.", ["Saudi jets"], ["Aden"]),
        ("Iran's strike on an Iraqi base was its second.", ["Iran's"], ["an Iraqi base"]),
        ("A Rwandan incursion into Congo began on Friday.", ["Rwandan"], ["Congo"]),
        ("The soldiers came under attack from Somali militants.", ["Somali militants"], ["The soldiers"]),
        ("Hamas said it was behind the bombing of a bus in Haifa.", ["it"], ["a bus"]),
        ("Turkish troops carried out a strike on a warehouse.", ["Turkish troops"], ["a warehouse"]),
        (
            "Georgia's army said a soldier was killed in an attack by Abkhaz fighters.",
            ["Abkhaz fighters"],
            ["a soldier"],
        ),
    ],
)
def test_a_deed_has_who_does_it_and_who_suffers_it(
    code: Code, sentence: str, actors: list[str], recipients: list[str]
) -> None:
    assert (actors, recipients) in [told(event) for event in code(sentence) if event.type == "ASSAULT"]


def test_nobody_does_what_nobody_owns_up_to(code: Code) -> None:
    [event] = code("No one has claimed responsibility for the bombing of the Iraqi bank.")
    assert told(event) == ([], ["the Iraqi bank"])


def test_what_came_of_a_passive_is_not_done_by_who_suffered_it(code: Code) -> None:
    events = code("A market in Sudan was shelled, killing 30 civilians.")
    assert all(not event.actors for event in events if event.trigger.quote == "killing")
