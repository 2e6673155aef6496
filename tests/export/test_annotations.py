import io
import json
from typing import Any

from hypothesis import given, settings

from allegedly.export.annotations import to_annotations, write
from allegedly.export.kept import Kept
from allegedly.records import Reading
from tests.export.jsonld import ANNOTATION_TERMS, expanded, terms
from tests.readings import TEXT, reading, readings

OA = "http://www.w3.org/ns/oa#"


def all_of(kept: Kept) -> dict[str, dict[str, Any]]:
    return {annotation["id"].split(":")[-1]: annotation for annotation in to_annotations(kept)}


def parts(annotation: dict[str, Any]) -> list[tuple[str, str]]:
    return [(target["styleClass"], target["selector"][0]["exact"]) for target in annotation["target"]]


def test_a_claim_has_a_target_for_each_of_its_parts() -> None:
    claim = all_of(Kept(reading()))["c3"]
    assert parts(claim) == [
        ("source", "a spokesman"),
        ("cue", "added"),
        ("content", "It was"),
        ("content", "“a fairy tale”"),
        ("hedge", "“a fairy"),
    ]
    said = {body["purpose"]: body.get("value") for body in claim["body"]}
    assert said["describing"] == "a spokesman (assert): It was … “a fairy tale”"


def test_a_denial_replies_to_what_it_denies() -> None:
    found = all_of(Kept(reading()))
    replies = [body["source"] for body in found["c2"]["body"] if body["purpose"] == "replying"]
    assert replies == [found["c1"]["id"]]


def test_an_event_says_according_to_whom() -> None:
    found = all_of(Kept(reading()))
    said = "according to Harbour Ministry of Ruritania (accuse); denied by government of Graustark"
    assert said in [body.get("value") for body in found["e1"]["body"]]
    assert "according to The Streslau Courier" in [body.get("value") for body in found["e2"]["body"]]


def test_a_processor_of_json_ld_knows_every_term() -> None:
    for annotation in to_annotations(Kept(reading(url="https://courier.example/1"), "2021-03-05T10:00:00+00:00")):
        [node] = expanded(annotation)
        assert node["@type"] == [OA + "Annotation"]
        assert len(node[OA + "hasTarget"]) == len(annotation["target"])
        assert {term for term in terms(node) if term.startswith("http")} == terms(node)
        assert _keys(annotation) <= {"@context", *ANNOTATION_TERMS}
        assert node["http://purl.org/dc/terms/issued"][0]["@value"] == "2021-03-05T10:00:00Z"


def _keys(node: Any) -> set[str]:
    if isinstance(node, list):
        return {key for one in node for key in _keys(one)}
    return set(node).union(*map(_keys, node.values())) if isinstance(node, dict) else set()


@settings(max_examples=40, deadline=None)
@given(drawn=readings())
def test_selectors_find_the_words_again(drawn: Reading) -> None:
    text = drawn.document.text
    for annotation in to_annotations(Kept(drawn)):
        for target in annotation["target"]:
            words, place = target["selector"]
            assert text[place["start"] : place["end"]] == words["exact"]
            around = words.get("prefix", "") + words["exact"] + words.get("suffix", "")
            assert text[place["start"] - len(words.get("prefix", "")) :].startswith(around)


def test_one_annotation_a_line() -> None:
    file = io.StringIO()
    count = write([Kept(reading()), Kept(reading(TEXT + "\u2028😀"))], file)
    lines = file.getvalue().splitlines()
    assert len(lines) == count
    assert file.getvalue().isascii()
    assert len({json.loads(line)["id"] for line in lines}) == count


def test_no_link_of_a_report_is_followed_that_runs_anything() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "https://x.example/\x1b[2J"):
        [first, *_] = to_annotations(Kept(reading(url=url)))
        assert "via" not in first["target"][0]["source"]
