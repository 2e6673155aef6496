import io
import json
from typing import Any

from hypothesis import given, settings

from allegedly.export.events import plover, reported
from allegedly.records import Reading
from tests.export.events.examples import events, with_status
from tests.readings import readings


def records(rows: Any, **options: bool) -> list[dict[str, Any]]:
    file = io.StringIO()
    count = plover.write(rows, file, **options)
    lines = file.getvalue().splitlines()
    assert len(lines) == count
    return [json.loads(one) for one in lines]


def test_a_record_has_plovers_fields_and_ours() -> None:
    alleged, plain = records(events())
    assert (alleged["event"], alleged["mode"], alleged["quadCode"]) == ("ASSAULT", "destroy", 4)
    assert (alleged["date"], alleged["enddate"], alleged["context"]) == ("2021-03-02", "2021-03-02", ["military"])
    [source] = alleged["source"]
    assert (source["code"], source["sector"], source["actorText"]) == ("GRA", "GOV", "Graustark")
    assert alleged["eventLoc"]["geonameid"] == 4711
    assert alleged["claim"]["act"] == "accuse"
    assert alleged["claim"]["deniedBy"] == ["government of Graustark"]
    assert (plain["source"], plain["accordingTo"], plain["voice"]) == ([], "The Streslau Courier", "outlet")
    assert "claim" not in plain
    assert "target" not in plain


def test_offsets_lead_to_the_words() -> None:
    text = events()[0].document.text
    for record in records(events()):
        assert text[record["textInfo"]["start"] : record["textInfo"]["end"]] == record["text"]
        for span in (record["trigger"], *record.get("claim", {}).get("content", ())):
            assert text[span["start"] : span["end"]] == span["quote"]


def test_status_is_told_and_what_did_not_happen_left_out() -> None:
    assert records([with_status("hypothetical")]) == []
    [record] = records([with_status("hypothetical")], every_status=True)
    assert (record["event"], record["status"]) == ("ASSAULT", "hypothetical")
    [record] = records([with_status("future")])
    assert (record["event"], record["reportedType"], record["status"]) == ("THREATEN", "ASSAULT", "future")


@settings(max_examples=50, deadline=None)
@given(drawn=readings())
def test_any_reading_can_be_written(drawn: Reading) -> None:
    found = records(reported(drawn), every_status=True)
    assert [record["documentEvent"] for record in found] == [event.id for event in drawn.events]
    assert all({"id", "source", "event"} <= record.keys() for record in found)
