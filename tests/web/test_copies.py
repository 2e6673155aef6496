"""Two documents side by side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import Linker, open_ledger
from allegedly.web import application
from tests.ledger.links.simple import SimpleRules, report
from tests.web.test_pages import Seen

FIRST = (
    "Barges sink off the old harbour wall\n\nThe pilot said that forty barges sank in the night before anyone came.\n\n"
    "Nobody was hurt, a guard at the harbour gate said on the telephone.\n\nThe mayor was in bed."
)
LATER = FIRST.replace("\n\nThe mayor was in bed.", "").replace("forty", "<b>fifty</b>") + "\n\nShare this <i>story</i>."
ONE, OTHER = (
    report(FIRST, 1, "The Quay", title="Barges sink"),
    report(LATER, 2, "The Mirror", title="Barges <b>sink</b>"),
)
QUAY, MIRROR = ONE.document.id, OTHER.document.id


class Alike(SimpleRules):
    """All reports are copies of each other."""

    def copied(self, a: object, b: object) -> float | None:
        return 0.9


@pytest.fixture
def room(tmp_path: Path) -> TestClient:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        for one in (ONE, OTHER):
            ledger.add(one)
        linker = Linker(ledger, Alike())
        linker.link(linker.unlinked())
    return TestClient(application(tmp_path / "l.sqlite"), base_url="http://localhost")


def test_what_was_cut_and_what_was_added_is_marked(room: TestClient) -> None:
    page = room.get(f"/copies/{QUAY}/{MIRROR}").text
    assert Seen(page).nests
    cut, added = (re.findall(rf"<{mark}>(.*?)</{mark}>", page, re.DOTALL) for mark in ("del", "ins"))
    assert any("The mayor was in bed" in words for words in cut)
    assert any("fifty" in words for words in added)
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "had it first" in page
    assert page.index("Barges sink") < page.index("Barges &lt;b&gt;sink")


def test_whoever_had_it_first_stands_on_the_left(room: TestClient) -> None:
    assert room.get(f"/copies/{MIRROR[:9]}/{QUAY[:9]}").url.path == f"/copies/{QUAY}/{MIRROR}"
    assert room.get(f"/copies/{QUAY}/none").status_code == 404


def test_report_and_story_lead_there(room: TestClient) -> None:
    assert f'href="/copies/{MIRROR}/{QUAY}"' in room.get(f"/reports/{MIRROR}").text
    assert f'href="/copies/{QUAY}/{MIRROR}"' in room.get(f"/stories/{QUAY}").text


def test_a_document_is_no_other_than_itself(room: TestClient) -> None:
    assert "Neither has a passage" in room.get(f"/copies/{QUAY}/{QUAY}").text
