"""Figures that are followed, from the records and the text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.figures import Mention, mentions
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from tests.readings import reading as any_reading


def read(text: str) -> Reading:
    """Read with a parse, and give back what a ledger would: the records without it."""
    document = make_document(text, published="2023-03-04", language="en")
    names = ("furniture", "language", "moments", "places", "actors", "figures")
    return replace(read_document(document, pick(*names)), parse=None)


def found(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(m.thing, m.low, m.high) for m in mentions(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 41 people drowned and more than 60 are missing, the coast guard said.",
         [("killed", 41, None), ("missing", 60, None)]),
        ("The death toll has risen to 312, the ministry said.", [("killed", 312, 312)]),
        ("Police detained 140 demonstrators; the ministry spoke of 87 detentions.",
         [("arrested", 140, 140), ("arrested", 87, 87)]),
        ("The army said that it had destroyed 31 tanks and shot down four aircraft.",
         [("tanks destroyed", 31, 31), ("aircraft destroyed", 4, 4)]),
        ("Up to 300 lorries and 36 armoured vehicles crossed the bridge.",
         [("vehicles", None, 300), ("armoured vehicles", 36, 36)]),
        ("Some 350 tonnes of flour arrived.", [("tonne of flour", 350, 350)]),
        ("The ministry sent 900 soldiers. The total will be 2,000 people, it said.",
         [("troops", 900, 900), ("troops", 2000, 2000)]),
        ("The union said 4,000 dockers had joined the strike.", [("on strike", 4000, 4000)]),
        ("Six sailors, two of them officers, were injured in the fire.", [("injured", 6, 6)]),
        ("The brigade has lost 60 soldiers on the hill.", [("killed", 60, 60)]),
        ("A blast at the mill killed at least 34 people, the union said.", [("killed", 34, None)]),
        ("Eighteen people are now known to have died.", [("killed", 18, 18)]),
        ("The mudslide has claimed 19 lives.", [("killed", 19, 19)]),
        ("The number of people who lost their lives there is 23, he said.", [("killed", 23, 23)]),
        ("Twelve workers of the day shift were killed.", [("killed", 12, 12)]),
        ("Fifteen of our colleagues lost their lives in the shaft.", [("killed", 15, 15)]),
        ("Some 45 people have been treated for burns.", [("injured", 45, 45)]),
        ("There were 180 souls on board.", [("aboard", 180, 180)]),
        ("Thirty men of the Karvan brigade fell in the fighting.", [("killed", 30, 30)]),
        ("An earlier version of this report put the number of dead at 61. The council's figure is 47.",
         [("killed", 47, 47)]),
        ("Our own estimate of the regiment is poor. 900 soldiers came; the estimate was 700.",
         [("troops", 900, 900), ("troops", 700, 700)]),
    ],
)  # fmt: skip
def test_what_is_followed(text: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers found 13 more dead.",
        "In 2019 people burned to death in a mill.",
        "Four members of the crew were injured.",
        "Two of the wounded were officers.",
        "A fire killed 75 people in 2009.",
        "One woman was killed.",
        "Bread costs 4 crowns in the city of 240,000.",
        "Dozens were injured.",
        "Three ministers met for two days.",
    ],
)
def test_what_is_not_followed(text: str) -> None:
    assert found(text) == []


def test_the_owner_stands_in_the_noun_phrase() -> None:
    first, second = mentions(read("Poland will get 20 German tanks, and Germany’s 30 helicopters will stay."))
    assert (first.whose, second.whose) == ("DEU", "DEU")
    (third,) = mentions(read("Forty soldiers of the German army were killed."))
    assert third.whose == "DEU"


def test_bounds_offsets_and_ids_are_those_of_the_figures() -> None:
    reading = read("Nearly 1,900 people were injured and 45,000 left homeless.")
    figures = {figure.id: figure for figure in reading.figures}
    for mention in mentions(reading):
        figure = figures[mention.figure]
        assert (mention.start, mention.end) == (figure.span.start, figure.span.end)
        assert (mention.low, mention.high) == (figure.low, figure.high)
        assert mention.document == reading.document.id


def test_a_reading_without_records_has_none() -> None:
    assert mentions(Reading(make_document("31 tanks were destroyed.", language="en"))) == ()


@given(st.sampled_from(["2021-03-04", "2021", "soon", None]))
def test_any_date_will_do(published: str | None) -> None:
    assert all(isinstance(mention, Mention) for mention in mentions(any_reading(published=published)))
