from hypothesis import given, settings

from allegedly.export.events import reported, table
from allegedly.records import Reading
from tests.export.events.examples import events, written
from tests.readings import readings


def test_the_table_says_what_where_and_according_to_whom() -> None:
    alleged, plain = written(table.write, events(), ",")
    document = events()[0].document
    assert alleged["event_id"] == f"{document.id}-e1"
    assert (alleged["type"], alleged["mode"], alleged["status"]) == ("ASSAULT", "destroy", "occurred")
    assert (alleged["quad"], alleged["cameo_root"]) == ("material conflict", "19")
    assert (alleged["actor_name"], alleged["actor_id"]) == ("government of Graustark", "GRA.GOV")
    assert (alleged["according_to"], alleged["act"], alleged["claim"]) == (
        "Harbour Ministry of Ruritania",
        "accuse",
        "c1",
    )
    assert (alleged["source_sectors"], alleged["denied_by"]) == ("GOV; MIL", "government of Graustark")
    assert (alleged["latitude"], alleged["longitude"], alleged["geonameid"]) == ("50.5", "-3.25", "4711")
    assert (alleged["figure_low"], alleged["figure_high"], alleged["figure_of"]) == ("40", "", "barge")
    assert (plain["according_to"], plain["voice"], plain["act"]) == ("The Streslau Courier", "outlet", "")


def test_offsets_lead_to_the_words() -> None:
    text = events()[0].document.text
    for row in written(table.write, events(), ","):
        for name in ("trigger", "source", "cue", "passage", "place", "actor", "recipient"):
            words = row.get(f"{name}_words", row.get(name, ""))
            if words:
                assert text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])] == words


def test_no_events_give_a_header_alone() -> None:
    assert written(table.write, [], ",") == []


@settings(max_examples=50, deadline=None)
@given(drawn=readings())
def test_any_reading_can_be_written(drawn: Reading) -> None:
    rows = written(table.write, list(reported(drawn)), ",")
    assert [row["event"] for row in rows] == [event.id for event in drawn.events]
