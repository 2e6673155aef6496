import io
import json

from hypothesis import given, settings
from label_studio_sdk.label_interface import LabelInterface

from allegedly.export.kept import Kept
from allegedly.export.label_studio import config, to_json, write
from allegedly.records import Reading
from tests.readings import reading, readings

INTERFACE = LabelInterface(config())


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
    assert INTERFACE.validate_task({"data": task["data"]})
    for prediction in task["predictions"]:
        assert INTERFACE.validate_prediction(prediction), INTERFACE.validate_prediction(prediction, return_errors=True)
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
