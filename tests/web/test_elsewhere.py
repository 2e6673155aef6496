"""What notes say of other reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import open_ledger
from allegedly.web import application
from allegedly.web.elsewhere import Elsewhere, elsewhere
from tests.web.storied import BELL_ID, FIRST_ID, MANY_ID, make
from tests.web.test_pages import Seen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make(tmp_path / "l")
    return tmp_path / "l"


def told(path: Path, document: str, claim: str) -> dict[str, Elsewhere]:
    with open_ledger(path, read_only=True) as ledger:
        return {one.label: one for one in elsewhere(ledger, document)[claim]}


def test_figures_that_differ_are_given_side_by_side(path: Path) -> None:
    found = told(path, FIRST_ID, "c1")["figures differ"]
    assert found.own == "3 killed"
    assert {saying.words for saying in found.sayings} == {"4 killed", "9 killed", "5 killed"}


def test_independent_reports_are_counted_without_copies(path: Path) -> None:
    found = told(path, FIRST_ID, "c2")
    assert len(found["read as denied by"].sayings) == 2
    also = found["read as also said by"]
    assert also.apart
    assert also.reports == len({saying.document for saying in also.sayings}) > 0


def test_who_denies_says_whom_and_who_undertook_what_came_of_it(path: Path) -> None:
    assert "read as denying" in told(path, BELL_ID, "c2")
    (done,) = told(path, FIRST_ID, "c3")["undertaken; read as fulfilled in the words of"].sayings
    assert done.document == BELL_ID


def test_notes_give_a_few_as_links_and_the_claim_s_page_gives_all(path: Path) -> None:
    with TestClient(application(path), base_url="http://localhost") as room:
        page = room.get(f"/reports/{FIRST_ID}").text
        for words in ("figures differ", "3 killed", "denied by", "also said by", "independent report", "fulfilled"):
            assert words in Seen(page).text
        claim = re.search(rf'href="(/reports/{FIRST_ID}/claims/c\d+)">(\d+) more</a>', page)
        assert claim
        whole = room.get(claim[1]).text
        assert whole.count(f"/reports/{MANY_ID}") > 4
        for target in re.findall(rf'href="/reports/{BELL_ID}#(c\d+)"', page):
            assert f'id="{target}"' in room.get(f"/reports/{BELL_ID}").text
