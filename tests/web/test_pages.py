"""What the pages show, without a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import open_ledger
from allegedly.web import application
from tests.readings import TEXT, reading

VOID = {"meta", "link", "input", "br", "img", "base"}


class Seen(HTMLParser):
    """The elements of a page, its text, and whether they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.nests = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.nests = self.nests and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def document() -> str:
    return reading(url="https://courier.example/barges", title="Barges").document.id


def paths() -> list[str]:
    report = f"/reports/{document()}"
    return [
        "/", "/search", "/search?q=barges", "/search?q=by:Graustark+act:deny", "/sources", "/sources/GRA.GOV", report,
        f"{report}/claims/c3", f"{report}/events/e1", "/corrections", "/help", "/enter", "/reports/none",
    ]  # fmt: skip


@pytest.mark.parametrize("path", paths())
def test_pages_are_well_formed_and_small(room: TestClient, path: str) -> None:
    answer = room.get(path)
    assert answer.status_code == (404 if path.endswith("none") else 200)
    seen = Seen(answer.text)
    assert seen.nests
    assert not seen.open
    ids = [value for _, name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for tag, name, value in seen.attributes:
        assert name != "style"
        assert not name.startswith("on")
        if name in {"href", "src", "action"} and tag != "a":
            assert value.startswith("/")
        if name == "href" and value.startswith("#"):
            assert value[1:] in ids, value
    assert "<script>" not in answer.text


def test_every_link_of_the_room_leads_somewhere(room: TestClient) -> None:
    waiting, known = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = room.get(path)
        assert answer.status_code == 200, path
        for tag, name, value in Seen(answer.text).attributes if "html" in answer.headers["content-type"] else []:
            target = value.partition("#")[0]
            if tag == "a" and name == "href" and target.startswith("/") and target not in known and len(known) < 150:
                known.add(target)
                waiting.append(target)
    assert len(known) > 20


def test_a_report_shows_its_text_claims_and_notes(room: TestClient) -> None:
    page = room.get(f"/reports/{document()}").text
    text = re.sub(r"\s+", " ", Seen(re.sub(r'<a class="ref.*?</a>', "", page)).text)
    for paragraph in TEXT.split("\n\n"):
        assert paragraph in text
    assert 'class="said accuse"' in page
    assert 'class="said assert within"' in page
    assert 'href="/sources/RUR.harbour-ministry"' in page
    assert "denied in" in page


def test_the_beginning_of_an_id_leads_to_the_report(room: TestClient) -> None:
    answer = room.get(f"/reports/{document()[:8]}", follow_redirects=False)
    assert answer.headers["location"] == f"/reports/{document()}"


def test_search_finds_claims_by_words_and_by_what_they_are(room: TestClient) -> None:
    assert "1 claim." in room.get("/search?q=sinking").text
    assert "1 claim." in room.get("/search?q=act:deny").text
    assert "No claim fits" in room.get("/search?q=sinking+act:deny").text
    assert "gave" not in room.get("/search?q=since:nonsense").text
    assert "left out" in room.get("/search?q=since:nonsense").text


@pytest.mark.parametrize(
    "query", ["%00", '"', "*", "by:%22", "report:zzz", "before=x", "NEAR(a%20b)", "act:", "-x", "a" * 5000]
)
def test_no_search_fails(room: TestClient, query: str) -> None:
    assert room.get(f"/search?q={query}&before={query}").status_code in {200, 404}


def test_hostile_reports_are_shown_as_text(besieged: Path) -> None:
    with open_ledger(besieged, read_only=True) as ledger:
        documents = [row.id for row in ledger.documents()]
        actors = [row["id"] for row in ledger.select("SELECT id FROM actors")]
    allowed = {"/", "#"}
    with TestClient(application(besieged), base_url="http://localhost") as room:
        shown = [f"/reports/{key}" for key in documents] + [f"/reports/{key}/claims/c1" for key in documents[:20]]
        shown += ["/", "/search?q=said", "/search", "/sources", "/corrections", "/search?q=<script>"]
        assert actors
        for path in shown:
            answer = room.get(path)
            assert answer.status_code == 200, path
            seen = Seen(answer.text)
            assert seen.nests, path
            assert {tag for tag, _, _ in seen.attributes}.isdisjoint({"img", "iframe", "base", "style", "math"})
            for tag, name, value in seen.attributes:
                assert not name.startswith("on"), path
                if name in {"href", "src", "action"}:
                    assert value[:1] in allowed or (tag == "a" and value.startswith("https://")), (path, value)
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", answer.text), path


def test_what_is_not_there_is_told_on_a_page_of_the_room(room: TestClient) -> None:
    for path, words in (("/nowhere", "no page of that address"), ("/reports/none", "no such report")):
        answer = room.get(path)
        assert answer.status_code == 404
        assert words in Seen(answer.text).text
        assert 'href="/search"' in answer.text


def test_a_ledger_that_is_gone_is_told(tmp_path: Path) -> None:
    answer = TestClient(application(tmp_path / "none.sqlite"), base_url="http://localhost").get("/")
    assert answer.status_code == 503
    assert "there is no ledger" in answer.text
