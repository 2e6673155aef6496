"""Stories, and what joins reports."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import Linker, open_ledger
from allegedly.ledger.corrections import corrections
from allegedly.web import application
from allegedly.web.wording import reason, uncertain
from tests.cli.linked import BELL, HARBOUR, MIRROR, MOSS, QUAY, make
from tests.ledger.links.simple import SimpleRules
from tests.web.test_pages import Seen


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    make(tmp_path / "l.sqlite")
    return tmp_path / "l.sqlite"


@pytest.fixture
def room(linked: Path) -> TestClient:
    return TestClient(application(linked), base_url="http://localhost")


def story(room: TestClient) -> str:
    found = re.search(r'href="(/stories/[0-9a-f]+)"', room.get("/stories").text)
    assert found
    return found[1]


def test_the_list_has_the_stories_of_several_reports_and_all_if_asked(room: TestClient) -> None:
    assert f"/stories/{HARBOUR}" not in room.get("/stories").text
    assert f"/stories/{HARBOUR}" in room.get("/stories?all=1").text


def test_a_story_shows_claims_with_answers_figures_and_reports(room: TestClient) -> None:
    page = room.get(story(room)).text
    seen = Seen(page)
    assert seen.nests
    for words in ("What is claimed", "the mill burns", "Figures", "Reports", "1 copy"):
        assert words in seen.text
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert page.count("<svg") == page.count("</svg>") > 0


def test_any_report_of_a_story_leads_to_it(room: TestClient) -> None:
    assert room.get(f"/stories/{BELL[:10]}").url.path == story(room)
    assert room.get("/stories/none").status_code == 404


def test_a_report_tells_its_story_copies_and_answers(room: TestClient) -> None:
    page = room.get(f"/reports/{QUAY}").text
    assert story(room) in page
    assert f'href="/reports/{MIRROR}"' in page
    assert "denied by" in page
    assert "/stories/" in room.get(f"/reports/{HARBOUR}").text


def test_a_link_is_corrected(room: TestClient, linked: Path) -> None:
    page = room.get(story(room)).text
    found = re.search(r'href="(/corrections/links\?[^"]*)"', page)
    assert found
    path = unescape(found[1])
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', room.get(path).text))
    form |= {"verdict": "reject", "person": "A. Reader", "reason": "two mills"}
    answer = room.post("/corrections/links", data=form, headers={"origin": "http://localhost"})
    assert answer.status_code == 200
    assert "two mills" in answer.text
    assert "rejected</strong> by A. Reader" in room.get(path).text
    with open_ledger(linked, read_only=True) as ledger:
        (correction,) = corrections(ledger)
        assert correction.kind == "link"
        assert correction.other


def test_reasons_are_shown_without_weights() -> None:
    assert reason("denies the same matter (log-odds -0.4)") == "denies the same matter"
    assert uncertain("denies the same matter (log-odds -0.4)")
    assert not uncertain("denies the same matter (log-odds 1.2)")
    assert not uncertain("the report says what is denied")


def test_a_report_that_does_not_belong_is_told_and_parted(room: TestClient, linked: Path) -> None:
    page = room.get(f"/stories/{QUAY}").text
    path = next(unescape(found) for found in re.findall(r'href="([^"]*kind=story[^"]*)"', page) if MOSS in found)
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', room.get(path).text))
    form |= {"verdict": "reject", "person": "A. Reader", "reason": "another mill"}
    assert "another mill" in room.post("/corrections/links", data=form, headers={"origin": "http://localhost"}).text
    assert "does not belong in this story" in room.get(f"/stories/{QUAY}").text
    with open_ledger(linked) as ledger:
        Linker(ledger, SimpleRules()).link([])
    assert "3 documents" in room.get(f"/stories/{QUAY}").text
    assert "rejected</strong> by A. Reader" in room.get(path).text
    assert Seen(room.get(f"/stories/{QUAY}").text).nests


def test_what_was_never_joined_has_no_page(room: TestClient) -> None:
    for query in ("kind=story", "kind=sung", f"kind=copy&one_document={QUAY}&other_document={HARBOUR}"):
        assert room.get(f"/corrections/links?{query}").status_code == 404
