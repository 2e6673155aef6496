from dataclasses import replace

from hypothesis import given, settings

from allegedly.export.events import reported
from allegedly.records import Block, Event, Reading
from tests.export.events.examples import events
from tests.readings import at, reading, readings


def test_an_event_is_joined_with_who_says_so_and_who_denies_it() -> None:
    alleged, plain = events()
    assert alleged.id == f"{alleged.document.id}-e1"
    assert alleged.according_to == "Harbour Ministry of Ruritania"
    assert (alleged.voice, alleged.claim and alleged.claim.act) == ("source", "accuse")
    assert alleged.denied_by == ("government of Graustark",)
    assert [part.name for part in alleged.actors] == ["government of Graustark"]
    assert [(part.name, part.country) for part in alleged.recipients] == [("40 barges", None)]
    assert (plain.according_to, plain.voice, plain.claim) == ("The Streslau Courier", "outlet", None)


def test_a_claim_within_a_claim_says_who_quotes_it() -> None:
    inner = replace(reading(), events=(Event("e1", "ACCUSE", at(reading().text, "a fairy tale"), claim="c3"),))
    [event] = reported(inner)
    assert event.according_to == "a spokesman"
    assert event.quoted_by == ("government of Graustark",)


def test_a_circle_of_claims_ends() -> None:
    base = reading()
    circle = tuple(replace(claim, parent="c1") if claim.id == "c1" else claim for claim in base.claims)
    [event, _] = reported(replace(base, claims=circle))
    assert set(event.quoted_by) == {"Harbour Ministry of Ruritania"}


def test_the_day_is_the_moments_or_that_of_publication() -> None:
    alleged, plain = events()
    assert (alleged.day, alleged.last_day, alleged.dated_by) == ("2021-03-02", "2021-03-02", "moment")
    assert (plain.day, plain.last_day, plain.dated_by) == ("2021-03-04", "2021-03-04", "published")
    [undated, _] = reported(reading(published=None, published_from=None))
    [_, nothing] = reported(reading(published=None, published_from=None))
    assert undated.day == "2021-03-02"
    assert (nothing.day, nothing.dated_by) == (None, None)


def test_the_passage_is_the_paragraph_of_the_trigger() -> None:
    base = reading()
    body = at(base.text, base.text.split("\n\n")[1])
    alleged, plain = reported(replace(base, blocks=(*base.blocks, Block(body, "body"))))
    assert alleged.passage == body
    assert plain.passage == base.blocks[0].span
    outside, _ = events()
    assert outside.passage == outside.event.trigger


def test_without_any_name_somebody_still_says_it() -> None:
    base = reading(outlet=None)
    nobody = tuple(replace(claim, source=(), actor=None) for claim in base.claims)
    alleged, plain = reported(replace(base, claims=nobody))
    assert alleged.according_to == "nobody named"
    assert plain.according_to == "the outlet"


@settings(max_examples=50, deadline=None)
@given(drawn=readings())
def test_all_events_of_any_reading_are_there_in_order(drawn: Reading) -> None:
    found = list(reported(drawn))
    assert [one.event for one in found] == list(drawn.events)
    assert all(one.passage.contains(one.event.trigger) for one in found)
