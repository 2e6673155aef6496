"""Each page in Chromium, in both themes, wide and narrow: what of its looks can be measured, and a picture of it.

The pictures are in the folder LOOKS names, if it does; somebody has to look at them now and then.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegedly.ledger import open_ledger
from tests.web.browsing import CHROMIUM, MISSING, Visitor, served
from tests.web.storied import FIRST_ID, LONG_ID, MANY_ID, make

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=MISSING)]
LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1280, 360)]

SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const seen = new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; });
  seen.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 60));
})"""
"""The sum of all layout shifts since the page began to load."""
SETTLES = 0.001
"""What a page may shift that comes in pieces, as on a busy machine: some pixels of one cell (0.1 is held good)."""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".note, .report .text")].map((one) => [one, one.getBoundingClientRect()]);
  const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const found = [];
  boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
    if (!before(a, b) && !before(b, a)) found.push(`${one.id || one.className} ${other.id || other.className}`);
  }));
  return found;
}"""
"""Notes and paragraphs that cover each other."""
BESIDE = """() => [...document.querySelectorAll(".note")].map((note) => {
  const ref = document.getElementById(note.id.replace("note-", ""));
  return ref ? note.getBoundingClientRect().top - ref.closest(".text").getBoundingClientRect().top : 0;
})"""
"""How far below the top of its paragraph each note begins."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    path = tmp_path_factory.mktemp("looks") / "l.sqlite"
    story = make(path)
    with served(path) as address:
        yield address, story


def pages(story: str) -> list[str]:
    report = f"/reports/{FIRST_ID}"
    return [
        "/", "/stories", f"/stories/{story}", report, f"/reports/{LONG_ID}",
        f"/reports/{MANY_ID}", f"{report}/claims/c1", f"{report}/events/e1", "/search", "/search?q=act:deny",
        "/sources", "/corrections", "/help", "/enter", "/reports/none", "/nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_are_laid_out_well(browser: Any, home: tuple[str, str], scheme: str, width: int, tmp_path: Path) -> None:
    address, story = home
    pictures = Path(os.environ.get("LOOKS") or tmp_path)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    visitor = Visitor(context.new_page(), address)
    for number, path in enumerate(pages(story)):
        visitor.go(path)
        page = visitor.page
        assert page.evaluate(SHIFTS) < SETTLES, path
        assert page.evaluate(WIDER) <= 0, path
        assert page.evaluate(OVERLAPS) == [], path
        picture = page.screenshot(path=str(pictures / f"{number:02}-{scheme}-{width}.png"))
        assert len(picture) > 4000, path
    context.close()
    assert [fault for fault in visitor.faults if "404" not in fault] == []


@pytest.mark.parametrize(("scheme", "width"), [LOOKS[0], LOOKS[3]])
def test_a_story_has_nothing_that_axe_objects_to(browser: Any, home: tuple[str, str], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, story = home
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in (f"/stories/{story}", f"/reports/{FIRST_ID}", "/nowhere"):
        page.goto(address + path)
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == [], path
    context.close()


def test_notes_stand_beside_their_paragraphs_and_tear_no_holes(browser: Any, home: tuple[str, str]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{home[0]}/reports/{FIRST_ID}")
    below = page.evaluate(BESIDE)
    assert below
    assert min(below) >= -1
    context.close()


def test_a_report_prints_in_two_columns_without_what_only_a_screen_needs(browser: Any, home: tuple[str, str]) -> None:
    context = browser.new_context(viewport={"width": 720, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{home[0]}/reports/{FIRST_ID}")
    text = page.locator(".report .text").first.bounding_box()
    note = page.locator(".note").first.bounding_box()
    assert note["x"] >= text["x"] + text["width"]
    assert page.locator("nav:visible, .find:visible, .mend:visible").count() == 0
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    context.close()


def test_tables_sort_by_what_their_cells_mean(browser: Any, home: tuple[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{home[0]}/stories/{home[1]}")
    table = page.locator("#figures-1")
    for name, column, wanted in (
        ("number", 4, ["3", "3", "4", "5", "9"]),
        ("when", 1, ["2 March 2031", "3 March 2031", "4 March 2031", "5 March 2031", "9 March 2031"]),
    ):
        table.get_by_role("columnheader", name=name).get_by_role("button").click()
        assert table.locator(f"tbody tr > :nth-child({column})").all_inner_texts() == wanted
        table.get_by_role("columnheader", name=name).get_by_role("button").click()
        assert table.locator(f"tbody tr > :nth-child({column})").all_inner_texts() == wanted[::-1]
    context.close()


def test_an_empty_ledger_says_what_to_do(browser: Any, tmp_path: Path) -> None:
    open_ledger(tmp_path / "new.sqlite").close()
    with served(tmp_path / "new.sqlite") as address:
        context = browser.new_context(viewport={"width": 360, "height": 700})
        visitor = Visitor(context.new_page(), address)
        for path in ("/", "/stories", "/search", "/sources", "/corrections"):
            visitor.go(path)
            assert visitor.page.evaluate(SHIFTS) == 0
            assert visitor.page.evaluate(WIDER) <= 0
        visitor.go("/")
        assert "allegedly read --ledger new.sqlite" in visitor.page.inner_text("main")
        context.close()
    assert visitor.faults == []
