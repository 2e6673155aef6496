"""Denials that only point at what they deny, and where what they deny is told."""

import pytest

from allegedly.linking.claims.pointers import points
from allegedly.linking.claims.statements import statements
from allegedly.records import Reading
from tests.linking.claims.told import Said, report


def denial(content: str) -> Reading:
    return report(Said("Graustark", "dismissed", content, "deny", "AUT"))


@pytest.mark.parametrize(
    "content",
    [
        "it", "this as a lie", "the accusation", "such reports", "that description", "all these charges as fiction",
        "the charges of the Ruritanian government as an invention", "claims made by the opposition in March",
    ],
)  # fmt: skip
def test_content_that_names_what_others_said_points(content: str) -> None:
    reading = denial(content)
    assert points(reading.claims[0], reading)


@pytest.mark.parametrize(
    "content",
    [
        "that any bridge was mined", "claims that its army had burned a farm", "accusations of torture in its prisons",
        "reports about a second front",
    ],
)  # fmt: skip
def test_content_that_tells_what_was_said_does_not_point(content: str) -> None:
    reading = denial(content)
    assert not points(reading.claims[0], reading)


def test_only_the_source_that_is_answered_is_answered() -> None:
    reading = report(
        Said("The guild", "said", "the mayor pocketed the fees", "accuse"),
        Said("a baker", "said", "it was a long day"),
        Said("The mayor", "rejected", "the accusation", "deny", answers=0),
    )
    found = statements(reading)
    pointer = next(s for s in found if s.pointer)
    assert [found[n].text for n in pointer.answers] == ["the mayor pocketed the fees"]


def test_a_denial_that_points_at_nothing_repeats_what_its_source_denies_elsewhere() -> None:
    reading = report(
        Said("Graustark", "denied", "that it had mined the bridge", "deny", "AUT"),
        Said("a baker", "said", "it was a long day"),
        Said("Graustark", "has dismissed", "the charges of the Ruritanian government as fiction", "deny", "AUT"),
    )
    found = statements(reading)
    pointer = next(s for s in found if s.pointer)
    assert not pointer.answers
    assert [found[n].text for n in pointer.carries] == ["that it had mined the bridge"]


def test_a_claim_set_against_a_denial_is_what_it_answers() -> None:
    reading = report(
        Said("Graustark", "denied", "that strangers were on the farm", "deny", "AUT", answers=1),
        Said("a baker", "nevertheless said", "she had sold bread to six of them"),
    )
    found = statements(reading)
    assert [found[n].text for n in found[0].answers] == ["she had sold bread to six of them"]
