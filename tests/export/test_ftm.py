import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from click.testing import CliRunner
from followthemoney import model
from followthemoney.cli.cli import cli
from hypothesis import given, settings

from allegedly.export.ftm import entities, write
from allegedly.export.kept import Kept
from allegedly.records import Actor, Reading
from tests.readings import TEXT, reading, readings


def by_schema(*kept: Kept) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in entities(kept):
        found.setdefault(entity["schema"], []).append(entity)
    return found


def test_what_each_record_becomes() -> None:
    found = by_schema(Kept(reading(url="https://courier.example/1"), "2021-03-05T10:00:00+00:00"))
    assert {schema: len(several) for schema, several in found.items()} == {
        "Article": 1,
        "PublicBody": 2,
        "Person": 1,
        "Mention": 2,
        "Event": 2,
        "Note": 3,
        "UnknownLink": 1,
        "Address": 1,
    }
    [article] = found["Article"]
    assert article["properties"]["bodyText"] == [TEXT]
    assert article["properties"]["publishedAt"] == ["2021-03-04"]
    assert article["properties"]["language"] == ["eng"]


def test_an_event_says_according_to_whom_and_who_denies_it() -> None:
    alleged, plain = (event["properties"] for event in by_schema(Kept(reading()))["Event"])
    assert alleged["name"] == [
        "ASSAULT government of Graustark → 40 barges (according to Harbour Ministry of Ruritania (accuse))"
    ]
    assert alleged["summary"] == [
        "occurred; according to Harbour Ministry of Ruritania (accuse); denied by government of Graustark"
    ]
    assert plain["summary"] == ["ongoing; according to The Streslau Courier"]


def test_a_link_leads_from_the_accuser_to_the_accused() -> None:
    found = by_schema(Kept(reading()))
    names = {entity["id"]: entity["properties"]["name"] for entity in found["PublicBody"]}
    [link] = found["UnknownLink"]
    assert names[link["properties"]["subject"][0]] == ["Harbour Ministry of Ruritania"]
    assert names[link["properties"]["object"][0]] == ["government of Graustark"]
    assert link["properties"]["role"] == ["accuse"]


def test_an_actor_of_two_documents_is_written_once() -> None:
    found = by_schema(Kept(reading()), Kept(reading(outlet="Another")))
    assert (len(found["Article"]), len(found["PublicBody"]), len(found["Mention"])) == (2, 2, 4)


def test_countries_are_the_models() -> None:
    ministry = Actor("BLR.MOD", "Ministry", "institution", "BLR", ("MIL",))
    read = replace(reading(), actors=(ministry,), claims=(), events=())
    [actor] = by_schema(Kept(read))["PublicBody"]
    assert actor["properties"]["country"] == ["by"]


@settings(max_examples=30, deadline=None)
@given(drawn=readings())
def test_the_model_takes_every_entity(drawn: Reading) -> None:
    found: list[Any] = list(entities([Kept(drawn)]))
    for entity in found:
        schema = model[entity["schema"]]
        schema.validate(cast("Any", entity))
        assert set(entity["properties"]) <= set(schema.properties)
        assert set(schema.required) <= set(entity["properties"])


def test_ftm_validate_takes_the_file(tmp_path: Path) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    with source.open("w", encoding="utf-8") as file:
        count = write([Kept(reading())], file)
    done = CliRunner().invoke(cli, ["validate", "-i", str(source), "-o", str(target)])
    assert done.exit_code == 0, done.output
    before, after = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in (source, target))
    assert len(after) == count
    for one, other in zip(before, after, strict=True):
        assert {name: sorted(values) for name, values in one["properties"].items()} == {
            name: sorted(values) for name, values in other["properties"].items()
        }


def test_nothing_that_runs_is_a_url() -> None:
    [article] = by_schema(Kept(reading(url="javascript:alert(1)")))["Article"]
    assert "sourceUrl" not in article["properties"]
