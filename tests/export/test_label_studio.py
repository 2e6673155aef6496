import io
import json
from typing import Any

from hypothesis import given, settings
from lxml import etree

from allegedly.export.kept import Kept
from allegedly.export.label_studio import config, to_json, write
from allegedly.records import Reading
from tests.readings import reading, readings

TAGS = {tag.get("name"): tag for tag in etree.fromstring(config().encode()).iter() if tag.get("name")}
"""The labelling set-up as Label Studio reads it: what `from_name` and `to_name` of a result must name."""


def is_taken(result: dict[str, Any]) -> bool:
    """Say whether Label Studio takes a result: its tags are in the set-up, and its labels are theirs."""
    if result["type"] == "relation":
        return {"from_id", "to_id"} <= result.keys()
    control = TAGS[result["from_name"]]
    choices = {child.get("value") for child in control}
    given = result["value"][result["type"]]
    fits = control.get("toName") == result["to_name"] and control.tag.lower() == result["type"]
    return fits and bool(given) and set(given) <= choices


def test_regions_relations_and_choices_of_a_claim() -> None:
    task = to_json(Kept(reading()))
    result = [one for one in task["predictions"][0]["result"] if one.get("id", one.get("from_id", "")).startswith("c1")]
    regions = {one["id"]: one["value"]["text"] for one in result if one["type"] == "labels"}
    assert regions["c1-source-0"] == "the Ruritanian harbour ministry"
    assert regions["c1-cue-0"] == "accused"
    assert [one["value"]["choices"] for one in result if one["type"] == "choices"] == [["accuse"]]
    related = {(one["from_id"], one["to_id"]) for one in result if one["type"] == "relation"}
    assert related == {("c1-cue-0", "c1-source-0"), ("c1-cue-0", "c1-content-0")}


@settings(max_examples=40, deadline=None)
@given(drawn=readings())
def test_label_studio_takes_every_task(drawn: Reading) -> None:
    task = to_json(Kept(drawn))
    assert {tag.get("value").removeprefix("$") for tag in TAGS.values() if tag.tag == "Text"} <= task["data"].keys()
    for prediction in task["predictions"]:
        known = {one["id"] for one in prediction["result"] if "id" in one}
        assert all(map(is_taken, prediction["result"]))
        assert {one[end] for one in prediction["result"] if "to_id" in one for end in ("from_id", "to_id")} <= known
        for one in prediction["result"]:
            if one["type"] == "labels":
                value = one["value"]
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_the_tasks_are_one_array() -> None:
    file = io.StringIO()
    assert write([Kept(reading()), Kept(reading(outlet="Another"))], file) == 2
    assert len(json.loads(file.getvalue())) == 2
    empty = io.StringIO()
    assert write([], empty) == 0
    assert json.loads(empty.getvalue()) == []


def test_no_link_that_runs_anything() -> None:
    assert "url" not in to_json(Kept(reading(url="javascript:alert(1)")))["data"]
