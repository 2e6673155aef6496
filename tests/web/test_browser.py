"""The room in Chromium: flows, keys, axe-core, hostile reports. Without Chromium the summary says what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegedly.ledger import open_ledger
from tests.cli.linked import MIRROR, QUAY, make
from tests.readings import reading
from tests.web.browsing import CHROMIUM, MISSING, Visitor, served
from tests.web.test_pages import document

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=MISSING)]
THEMES = [("light", 1280), ("dark", 400)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("room") / "room.sqlite"
    make(path)
    with open_ledger(path) as ledger:
        ledger.add(reading(url="https://courier.example/barges", title="Barges"))
    with served(path) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, home: str) -> Iterator[Visitor]:
    context = browser.new_context()
    found = Visitor(context.new_page(), home)
    yield found
    context.close()
    assert found.faults == []


@pytest.mark.parametrize(("scheme", "width"), THEMES)
def test_axe_finds_no_violation_and_nothing_overflows(browser: Any, home: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    visitor = Visitor(context.new_page(), home)
    report = f"/reports/{document()}"
    paths = (
        "/", "/stories", f"/stories/{QUAY}", report, f"/reports/{QUAY}", f"{report}/claims/c3", f"{report}/events/e1",
        "/search?q=barges+since:x", "/sources", "/sources/GRA.GOV", "/corrections", f"/copies/{QUAY}/{MIRROR}",
        f"/corrections/links?kind=copy&one_document={QUAY}&other_document={MIRROR}", "/help", "/enter", "/reports/none",
    )  # fmt: skip
    for path in paths:
        visitor.go(path)
        violations = Axe().run(visitor.page).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == [], path
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            path
        )
    context.close()
    assert [fault for fault in visitor.faults if "404" not in fault] == []


def test_keys_go_from_claim_to_claim(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go(f"/reports/{document()}")
    for key, expected in (("j", "c1"), ("j", "c2"), ("j", "c3"), ("k", "c2")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == expected
    assert page.locator("#note-c2.here").count() == 1
    page.keyboard.press("Enter")
    assert page.url.endswith("#note-c2")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("j barges")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=j+barges")


def test_from_a_search_to_a_correction_and_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/search?q=sinking")
    page.get_by_role("link", name="claim 1 in its report").click()
    page.get_by_role("link", name="claim 1: its own page, and corrections").click()
    page.get_by_label("No, there is no such claim: reject it").check()
    page.get_by_label("Your name").fill("A. Reader")
    page.get_by_label("Why").fill("a <b>fairy</b> tale")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url("**/claims/c1#corrections")
    assert "rejected by A. Reader" in page.locator("#corrections").inner_text()
    page.get_by_label("Take back what was said before").check()
    page.get_by_role("button", name="Keep").click()
    assert "Nobody has confirmed" in page.locator("#corrections").inner_text()


def test_tables_sort(visitor: Visitor) -> None:
    visitor.go("/sources")
    heading = visitor.page.get_by_role("columnheader", name="claims")
    cells = visitor.page.locator("tbody tr td:last-child")
    heading.get_by_role("button").click()
    first = [int(text) for text in cells.all_inner_texts()]
    assert first == sorted(first)
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.get_by_role("button").click()
    assert [int(text) for text in cells.all_inner_texts()] == sorted(first, reverse=True)


def test_everything_is_there_without_scripts(browser: Any, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/reports/{document()}")
    page.locator("#c2").click()
    assert page.url.endswith("#note-c2")
    page.get_by_label("Search").fill("act:deny")
    page.get_by_role("button", name="Find").click()
    assert page.locator(".hit").count() > 0
    context.close()


def test_the_door_lets_in_who_has_the_token(browser: Any, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading(title="Barges"))
    with served(tmp_path / "l", "a-token-of-some-length") as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.get_by_label("The token").fill("a-token-of-some-length")
        page.get_by_role("button", name="Enter").click()
        assert page.get_by_role("link", name="Barges").count() == 1
        context.close()


def test_nothing_in_hostile_reports_runs_or_is_fetched(browser: Any, besieged: Path) -> None:
    with open_ledger(besieged, read_only=True) as ledger:
        documents = [row.id for row in ledger.documents()]
    with served(besieged) as address:
        context = browser.new_context()
        visitor = Visitor(context.new_page(), address)
        for path in ("/", "/sources", "/search?q=said", *(f"/reports/{key}" for key in documents)):
            visitor.go(path)
            assert visitor.page.evaluate("window.owned") is None
            assert visitor.page.url == address + path.replace(" ", "%20")
        context.close()
    assert visitor.faults == []
