import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings

from allegedly.errors import BadRecord
from allegedly.export import jsonl
from allegedly.records import Reading
from tests.readings import reading, readings


@settings(max_examples=60, deadline=None)
@given(drawn=readings())
def test_any_reading_survives_the_way_out_and_back(drawn: Reading) -> None:
    line = jsonl.dumps(drawn)
    assert line.isascii()
    assert "\n" not in line
    assert jsonl.loads(line) == drawn


def test_the_form_is_that_of_the_records() -> None:
    data = json.loads(jsonl.dumps(reading()))
    names = {field.name for field in fields(Reading)} - {"parse"}
    assert data.keys() == names | {"format"}
    assert data["format"] == "allegedly-reading/1"
    assert data["claims"][1]["cue"] == [{"start": 157, "end": 163, "quote": "denied"}]
    assert data["figures"][0]["high"] is None
    assert data["versions"][0] == ["furniture", 3]


def test_fields_of_later_versions_are_passed_over() -> None:
    data = jsonl.to_json(reading())
    data["stories"] = []
    data["document"]["mood"] = "grey"
    assert jsonl.from_json(data) == reading()


def broken(path: list[Any], value: Any) -> dict[str, Any]:
    data: Any = json.loads(jsonl.dumps(reading()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["format"], "allegedly-reading/9", "no object with"),
        (["claims"], {}, r"reading\.claims is no list"),
        (["claims", 0], 7, r"reading\.claims\[0\] is no object"),
        (["claims", 0, "quote"], "sung", r"claims\[0\]\.quote is 'sung' and not one of direct"),
        (["figures", 0, "low"], "40", "and not a number"),
        (["figures", 0, "low"], True, "and not a number"),
        (["document", "text"], None, "and not str"),
        (["document"], {"id": "x"}, "has no author, deck"),
        (["versions", 0], ["furniture"], "no list of 2"),
    ],
)
def test_what_is_no_reading_is_refused(path: list[Any], value: Any, message: str) -> None:
    with pytest.raises(BadRecord, match=message):
        jsonl.from_json(broken(path, value))


@pytest.mark.parametrize("line", ["", "{", "[]", "[" * 100_000, "null", b"\xff"])
def test_what_is_no_line_is_refused(line: str | bytes) -> None:
    with pytest.raises(BadRecord):
        jsonl.loads(line)
