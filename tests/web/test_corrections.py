"""People correct what was read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import check, open_ledger
from allegedly.ledger.corrections import corrections, gold, of_records
from allegedly.records import Claim
from tests.readings import TEXT, VERSIONS, at, reading
from tests.web.test_pages import document

HOME = {"origin": "http://localhost"}


def say(room: TestClient, verdict: str, record: str = "claims/c2", **more: str) -> int:
    form = {"verdict": verdict, "person": "A. Reader", "reason": "heard the recording", **more}
    path = f"/reports/{document()}/{record}/correct"
    return room.post(path, data=form, headers=HOME, follow_redirects=False).status_code


def test_a_claim_is_confirmed_and_the_report_says_so(room: TestClient) -> None:
    assert say(room, "confirm") == 303
    page = room.get(f"/reports/{document()}").text
    assert "confirmed</strong> by A. Reader" in page
    assert "heard the recording" in page
    assert 'value="A. Reader"' in room.get(f"/reports/{document()}/claims/c1").text


def test_what_is_rejected_is_no_longer_marked(room: TestClient) -> None:
    assert 'class="cue deny"' in room.get(f"/reports/{document()}").text
    say(room, "reject")
    page = room.get(f"/reports/{document()}").text
    assert 'class="cue deny"' not in page
    assert "rejected</strong>" in page
    say(room, "withdraw")
    assert 'class="cue deny"' in room.get(f"/reports/{document()}").text


def test_fields_are_amended_and_the_machines_record_stays(room: TestClient, ledger: Path) -> None:
    assert say(room, "amend", act="refuse", quote="indirect", actor="GRA.GOV", polarity="positive", target="") == 303
    page = room.get("/corrections").text
    assert "act: refuse" in page
    with open_ledger(ledger, read_only=True) as opened:
        (correction,) = corrections(opened)
        assert correction.amended == {"act": "refuse"}
        assert correction.machine["act"] == "deny"
        assert opened.reading(document()).claims[1].act == "deny"


def test_events_are_corrected_too(room: TestClient) -> None:
    assert say(room, "amend", "events/e1", type="COERCE", status="occurred", mode="destroy") == 303
    assert "type: COERCE" in room.get("/corrections").text


@pytest.mark.parametrize(
    ("verdict", "more"),
    [
        ("maybe", {}),
        ("confirm", {"person": " "}),
        ("amend", {}),
        ("amend", {"act": "sing"}),
        ("amend", {"actor": "nobody"}),
    ],
)
def test_what_says_nothing_is_refused(room: TestClient, verdict: str, more: dict[str, str]) -> None:
    assert say(room, verdict, **more) == 400
    assert "Nobody has corrected" in room.get("/corrections").text


def test_corrections_survive_another_reading(room: TestClient, ledger: Path) -> None:
    say(room, "confirm")
    newer = tuple((layer, version + 1) for layer, version in VERSIONS)
    read = reading(url="https://courier.example/barges", title="Barges", versions=newer)
    first = Claim("c1", (), (at(TEXT, "rejects"),), (at(TEXT, "report of 40 lost barges"),), "indirect", "deny")
    again = replace(read, claims=(first, *(_renumbered(claim) for claim in read.claims)), figures=(), events=())
    with open_ledger(ledger) as opened:
        assert opened.add(again) == "reread"
        held = of_records(opened, document())
        assert {key: one.verdict for key, one in held.items()} == {"c3": "confirm"}
        assert not list(check(opened))
    assert "confirmed</strong>" in room.get(f"/reports/{document()}/claims/c3").text


def _renumbered(claim: Claim) -> Claim:
    def moved(key: str | None) -> str | None:
        return key and f"c{int(key[1:]) + 1}"

    return replace(
        claim, id=moved(claim.id) or "", parent=moved(claim.parent), answers=moved(claim.answers), moment=claim.moment
    )


def test_what_holds_comes_out_as_gold(room: TestClient, ledger: Path) -> None:
    say(room, "confirm")
    say(room, "amend", act="refuse")
    say(room, "reject", "events/e1")
    lines = [json.loads(line) for line in room.get("/corrections.jsonl").text.splitlines()]
    (line,) = lines
    claim, event = line["corrections"]
    assert line["text"][claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["quote"] == "denied"
    assert claim["gold"]["act"] == "refuse"
    assert claim["machine"]["act"] == "deny"
    assert event["gold"] is None
    with open_ledger(ledger, read_only=True) as opened:
        assert json.loads(json.dumps(list(gold(opened)))) == lines


def test_a_record_that_is_not_there_cannot_be_corrected(room: TestClient) -> None:
    assert say(room, "confirm", "claims/c99") == 404
    assert say(room, "confirm", "figures/f1") == 404
    links = room.post("/corrections/links", data={"kind": "denial", "verdict": "confirm", "person": "x"}, headers=HOME)
    assert links.status_code == 404
