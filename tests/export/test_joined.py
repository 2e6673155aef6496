"""What joins documents, and what people said, in the formats that have a word for it; their own tools take it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from prov.model import ProvDocument

from allegedly.export import ftm, label_studio, prov, schema_org
from allegedly.export.annotations import to_annotations
from allegedly.export.events import from_ledger as events_of
from allegedly.export.events import table
from allegedly.export.kept import Kept, from_ledger
from allegedly.ledger import Linker, open_ledger
from tests.cli.linked import BELL, MIRROR, MOSS, QUAY, make
from tests.export.jsonld import expanded, terms
from tests.export.test_label_studio import is_taken
from tests.ledger.corrections.saying import say, say_of_link
from tests.ledger.links.simple import SimpleRules
from tests.readings import reading

GRAUSTARK = reading().document.id


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Kept]]:
    path = tmp_path_factory.mktemp("joined") / "l.sqlite"
    make(path)
    with open_ledger(path) as ledger:
        ledger.add(reading())
        linker = Linker(ledger, SimpleRules())
        linker.link(linker.unlinked())
        say_of_link(ledger, "denial", f"{QUAY}:c1", f"{BELL}:c1", "reject")
        say_of_link(ledger, "denial", f"{MOSS}:c1", f"{BELL}:c1", "confirm")
        say(ledger, GRAUSTARK, "c1", "confirm")
        say(ledger, GRAUSTARK, "c2", "amend", act="refuse", content=[{"start": 51, "end": 61, "quote": "On Tuesday"}])
        say(ledger, GRAUSTARK, "c3", "reject")
        say(ledger, GRAUSTARK, "e1", "reject")
        yield {one.reading.document.id: one for one in from_ledger(ledger)}


def test_a_link_is_told_once_and_not_where_it_is_rejected(kept: dict[str, Kept]) -> None:
    denials = [(one, link.one.document) for one in kept for link in kept[one].joined.links if link.kind == "denial"]
    assert denials == [(BELL, MOSS)]
    assert [(one, copy.first) for one in kept for copy in kept[one].joined.copies] == [(MIRROR, QUAY)]
    stories = {one: kept[one].joined.story for one in kept}
    assert {one for one, story in stories.items() if story and story.id == QUAY} == {QUAY, MIRROR, BELL, MOSS}
    assert [one for one, story in stories.items() if story and len(story.documents) > 1] == [QUAY]


def test_follow_the_money_links_notes_and_articles(kept: dict[str, Kept]) -> None:
    found = {one["id"]: one for one in ftm.entities(kept.values())}
    for entity in found.values():
        model[entity["schema"]].validate(entity)  # type: ignore[arg-type]
    links = [one["properties"] for one in found.values() if one["schema"] == "UnknownLink"]
    by_role = {link["role"][0]: link for link in links}
    assert by_role["copy"]["subject"] == [f"allegedly-{MIRROR}"]
    assert by_role["denial"]["status"] == ["confirmed"]
    assert {by_role["denial"][end][0] for end in ("subject", "object")} <= found.keys()
    assert by_role["fulfilled"]["status"] == ["found by rule"]
    [story] = [
        one
        for one in found.values()
        if one["properties"].get("keywords") == ["story"] and len(one["properties"]["entity"]) > 1
    ]
    assert set(story["properties"]["entity"]) == {f"allegedly-{one}" for one in (QUAY, MIRROR, BELL, MOSS)}
    rejected = found[f"allegedly-{GRAUSTARK}-c3"]["properties"]
    assert "rejected" in rejected["keywords"]
    assert rejected["summary"][0].startswith("rejected by A. Reader on 20")


def test_prov_has_people_collections_and_alternates(kept: dict[str, Kept]) -> None:
    file = io.StringIO()
    prov.write(kept.values(), file)
    document = ProvDocument.deserialize(content=file.getvalue(), format="json")
    assert document.serialize(format="json")
    bundles: dict[str, Any] = json.loads(file.getvalue())["bundle"]
    own = bundles[f"allegedly:{GRAUSTARK}:provenance"]
    [invalidated, _] = own["wasInvalidatedBy"].values()
    assert invalidated["prov:entity"] == f"allegedly:{GRAUSTARK}:c3"
    assert own["entity"][f"allegedly:{GRAUSTARK}:c2:amended"]["allegedly:content"] == "On Tuesday"
    assert own["agent"]["allegedly:person:A.%20Reader"]["prov:label"] == "A. Reader"
    [alternate] = bundles[f"allegedly:{MIRROR}:provenance"]["alternateOf"].values()
    assert alternate["prov:alternate2"] == f"allegedly:{QUAY}"
    kinds = {one["prov:type"]["$"] for one in bundles[f"allegedly:{BELL}:provenance"]["wasInfluencedBy"].values()}
    assert kinds == {"allegedly:denial", "allegedly:fulfilled"}
    assert bundles[f"allegedly:{BELL}:provenance"]["hadMember"]


def test_schema_org_has_collections_and_comments(kept: dict[str, Kept]) -> None:
    copy = schema_org.to_json(kept[MIRROR])["@graph"][0]
    assert copy["isBasedOn"] == [{"@id": f"urn:allegedly:{QUAY}"}]
    assert copy["isPartOf"] == {"@id": f"urn:allegedly:story:{QUAY}"}
    answers = [one.get("about") for one in schema_org.to_json(kept[BELL])["@graph"] if "Claim" in one["@type"]]
    assert [{"@id": f"urn:allegedly:{MOSS}:c1"}] in answers
    said = schema_org.to_json(kept[GRAUSTARK])
    comments = [one.get("correction") or one.get("comment") for one in said["@graph"] if "Claim" in one["@type"]]
    assert [comment["@type"] for comment in comments] == ["Comment", "CorrectionComment", "CorrectionComment"]
    assert {"https://schema.org/correction", "https://schema.org/CorrectionComment"} <= terms(expanded(said))


def test_annotations_tell_what_was_said(kept: dict[str, Kept]) -> None:
    found = list(to_annotations(kept[GRAUSTARK]))
    assessed = [body["value"] for one in found for body in one["body"] if body.get("purpose") == "assessing"]
    assert len(assessed) == 4
    assert assessed[0].startswith("confirmed by A. Reader")
    assert "http://www.w3.org/ns/oa#assessing" in str(expanded(found))


def test_label_studio_gets_what_people_made_sure_of_as_annotations(kept: dict[str, Kept]) -> None:
    task = label_studio.to_json(kept[GRAUSTARK])
    [annotation] = task["annotations"]
    assert all(map(is_taken, annotation["result"]))
    regions = {one["id"]: one["value"]["text"] for one in annotation["result"] if one["type"] == "labels"}
    assert {key.partition("-")[0] for key in regions} == {"c1", "c2"}
    assert regions["c2-content-0"] == "On Tuesday"
    assert [one["value"]["choices"] for one in annotation["result"] if one["type"] == "choices"] == [
        ["accuse"],
        ["refuse"],
    ]
    assert "annotations" not in label_studio.to_json(kept[BELL])


def test_event_tables_have_the_verdict(tmp_path: Path) -> None:
    from allegedly.export.events import plover

    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading())
        say(ledger, GRAUSTARK, "e1", "reject")
        found = list(events_of(ledger))
    file = io.StringIO()
    table.write(found, file)
    assert "rejected by A. Reader" in file.getvalue()
    every = plover.write(found, io.StringIO(), every_status=True)
    assert every == len(found)
    assert plover.write([one for one in found if one.verdict], io.StringIO()) == 0
