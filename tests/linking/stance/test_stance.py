"""How reports stand to claims that are asked about."""

import math
from dataclasses import replace
from functools import cache

import pytest

from allegedly.linking.stance import KINDS, Account, Question, account, question, stance
from allegedly.records import Reading
from tests.linking.stance.texts import BACKS, DENIES, OPEN, OTHER, read


@cache
def asked(text: str) -> Question:
    return question(read(text))


@cache
def told(text: str) -> Account:
    return account(read(text))


@pytest.mark.parametrize(
    ("claim", "kinds"),
    [
        ("Dam near Velden bursts and floods three villages", ("agree", "disagree", "discuss", "unrelated")),
        ("Velden dam did not burst", ("disagree", "agree", "discuss", "unrelated")),
        ("Velden dam burst is a hoax", ("disagree", "agree", "discuss", "unrelated")),
        ("Dam near Velden reportedly burst, sources say", ("discuss", "discuss", "discuss", "unrelated")),
    ],
)
def test_a_report_stands_to_a_claim_as_both_lean(claim: str, kinds: tuple[str, ...]) -> None:
    assert tuple(stance(asked(claim), told(text)).kind for text in (BACKS, DENIES, OPEN, OTHER)) == kinds


def test_a_report_of_a_denial_agrees_that_it_was_denied() -> None:
    assert stance(asked("Water authority denies that Velden dam burst"), told(DENIES)).kind == "agree"


def test_evidence_is_of_the_report_and_near_the_claim() -> None:
    found = stance(asked("Dam near Velden bursts and floods three villages"), told(DENIES))
    assert found.evidence is not None
    assert DENIES[found.evidence.start : found.evidence.end] == found.evidence.quote
    assert "dam" in found.evidence.quote


def test_who_says_so_are_the_claims_of_the_evidence() -> None:
    reading = read(OPEN)
    found = stance(asked("Three villages under water, Velden Post reports"), account(reading))
    sources = {span.quote for claim in reading.claims if claim.id in found.claims for span in claim.source}
    assert any("Post" in words for words in sources)


def test_the_outlet_says_so_where_no_claim_does() -> None:
    found = stance(asked("Dam near Velden bursts and floods three villages"), told(BACKS))
    assert found.claims == ()


def test_chances_add_up() -> None:
    for text in (BACKS, DENIES, OPEN, OTHER):
        found = stance(asked("Dam near Velden bursts"), told(text))
        assert math.isclose(sum(found.chances), 1)
        assert (found.kind == "unrelated") == (found.chances[3] > 0.5)
        assert found.kind == "unrelated" or found.chances[KINDS.index(found.kind)] == max(found.chances[:3])


def test_what_is_unrelated_has_no_evidence() -> None:
    found = stance(asked("Dam near Velden bursts"), told(OTHER))
    assert found.evidence is None
    assert found.claims == ()


@pytest.mark.parametrize("text", ["!!! ???", "Yes", "\N{ZERO WIDTH SPACE}x", "½ — …"])
def test_odd_texts_have_a_stance(text: str) -> None:
    assert stance(asked(text), told(text)).kind in KINDS
    assert stance(asked("Dam near Velden bursts"), told(text)).kind == "unrelated"


def test_a_reading_without_anything_is_unrelated() -> None:
    bare = Reading(document=read(OTHER).document)
    assert stance(asked("Dam near Velden bursts"), account(bare)).kind == "unrelated"


def test_the_parse_is_not_needed() -> None:
    reading = read(DENIES)
    claim = asked("Dam near Velden bursts")
    assert stance(claim, account(replace(reading, parse=None))) == stance(claim, account(reading))


def test_furniture_says_nothing() -> None:
    text = BACKS + "\n\nRead more: Velden dam story is a hoax and was never true"
    related = [block for block in read(text).blocks if block.is_furniture]
    assert related
    assert all(span.end <= related[0].span.start for span in account(read(text)).spans)
