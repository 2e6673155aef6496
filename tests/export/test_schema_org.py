import io
import json
from typing import Any

from hypothesis import given, settings
from rdflib import SDO, URIRef

from allegedly.export.kept import Kept
from allegedly.export.schema_org import to_json, write
from allegedly.records import Reading
from tests.export.jsonld import expanded, terms
from tests.readings import reading, readings


def nodes(kept: Kept) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in to_json(kept)["@graph"]}


def test_a_claim_is_its_authors_and_says_by_which_act() -> None:
    found = nodes(Kept(reading()))
    denial = next(node for name, node in found.items() if name.endswith(":c2"))
    assert found[denial["author"]["@id"]]["name"] == "government of Graustark"
    assert denial["name"] == "government of Graustark (deny): the accusation"
    assert denial["additionalType"] == "urn:allegedly:act:deny"
    assert [found[about["@id"]]["@type"] for about in denial["about"]] == ["Claim"]
    assert found[denial["appearance"]["@id"]]["@type"] == "NewsArticle"


def test_a_claim_within_a_claim_is_part_of_it() -> None:
    found = nodes(Kept(reading()))
    inner = next(node for name, node in found.items() if name.endswith(":c3"))
    assert inner["isPartOf"]["@id"].endswith(":c2")


def test_nothing_is_rated() -> None:
    file = io.StringIO()
    assert write([Kept(reading())], file) == 1
    assert "Review" not in file.getvalue()
    assert "ating" not in json.dumps([list(node) for node in json.loads(file.getvalue())["@graph"]])


@settings(max_examples=40, deadline=None)
@given(drawn=readings())
def test_every_term_is_one_of_schema_org(drawn: Reading) -> None:
    data = to_json(Kept(drawn, "2021-03-05T10:00:00+00:00", "abc"))
    found = terms(expanded(data))
    assert {term for term in found if URIRef(term) not in SDO} == set()


def test_a_processor_keeps_every_node() -> None:
    data = to_json(Kept(reading(url="https://courier.example/1")))
    assert len(expanded(data)) == len(data["@graph"])
    assert data["@graph"][0]["url"] == "https://courier.example/1"
    assert "url" not in to_json(Kept(reading(url="javascript:alert(1)")))["@graph"][0]
