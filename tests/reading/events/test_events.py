from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading import events
from allegedly.reading.events.plover import TYPES
from allegedly.reading.pipeline import read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from tests.reading.events.conftest import LAYERS, Code, read_all

NONSENSE = (
    "Russia Kenya attacked denied agreed troops to on the of and “ ” , . not will sanctions its who \u202e é\u0301 said"
)
WORDS = st.sampled_from(NONSENSE.split())


def test_without_a_parse_nothing_changes() -> None:
    reading = Reading(make_document("Chad attacked Sudan.", language="en"))
    assert events.read(reading) is reading or events.read(reading).events == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_words_give_well_formed_events(words: list[str]) -> None:
    reading = read_all(" ".join(words))
    assert not reading.problems
    assert [event.id for event in reading.events] == [f"e{n}" for n in range(1, len(reading.events) + 1)]
    for event in reading.events:
        assert event.type in TYPES
        for span in (event.trigger, *(party.span for party in (*event.actors, *event.recipients))):
            assert reading.text[span.start : span.end] == span.quote


def test_reading_twice_gives_the_same() -> None:
    once = read_all("Chad attacked Sudan on Monday. Sudan denied this.")
    assert events.read(once) == once


def test_an_event_stands_under_the_innermost_claim_and_a_speech_act_in_the_own_voice() -> None:
    reading = read_all("Chad said on Monday that Sudan had shelled a village near Adré. Libya condemned Sudan.")
    shelled, condemned = reading.events
    claim = next(claim for claim in reading.claims if claim.id == shelled.claim)
    assert "Chad" in claim.source[0].quote
    assert condemned.claim is None


def test_when_where_and_how_many_are_of_the_same_clause() -> None:
    reading = read_all("Kenya sent 900 soldiers to Mombasa on 4 March 2024, and the shops stayed open in Nairobi.")
    (event,) = reading.events
    moment = next(moment for moment in reading.moments if moment.id == event.moment)
    place = next(place for place in reading.places if place.id == event.place)
    counted = [figure.low for figure in reading.figures if figure.id in event.figures]
    assert (moment.value, place.name, counted) == ("2024-03-04", "Mombasa", [900])


def test_a_title_is_read_only_where_there_is_no_body(code: Code) -> None:
    title, body = "Kenya attacks Somalia", "Kenya attacked Somalia on Monday."
    document = make_document(f"{title}\n\n{body}", title=title, language="en")
    reading = events.read(read_document(document, LAYERS))
    assert [event.trigger.quote for event in reading.events] == ["attacked"]


def test_contexts_and_modes(code: Code) -> None:
    (event,) = code("Georgian police arrested an opposition candidate before the election.")
    assert event.mode == "arrest"
    assert "election" in event.contexts


def test_a_sentence_without_end_takes_no_time() -> None:
    assert read_all("the attack on " * 1000).events == ()


def test_a_day_dates_an_event_before_a_word_for_now_does() -> None:
    reading = read_all("Angered by recent losses, rebels attacked the port of Mombasa on Monday.")
    dates = {reading.dating(event) for event in reading.events}
    assert {dating.start for dating in dates if dating and dating.by == "moment"} == {"2024-03-04"}
