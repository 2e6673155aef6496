"""People correct what was read, in Chromium: by selecting words, without scripts, and links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegedly.ledger import open_ledger
from allegedly.ledger.corrections import corrections
from tests.cli.linked import BELL, QUAY, make
from tests.readings import TEXT, at, reading
from tests.web.browsing import CHROMIUM, MISSING, Visitor, served
from tests.web.test_pages import document

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=MISSING)]

_SELECT = """([from, to]) => {
    const range = document.createRange(), paragraph = document.querySelector("[data-start]");
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const place = (words, end) => {
        walker.currentNode = paragraph;
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) return [walker.currentNode, at + (end ? words.length : 0)];
        }
    };
    range.setStart(...place(from, false));
    range.setEnd(...place(to, true));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "room.sqlite"
    make(path)
    with open_ledger(path) as opened:
        opened.add(reading(url="https://courier.example/barges", title="Barges"))
    return path


@pytest.fixture
def home(ledger: Path) -> Iterator[str]:
    with served(ledger) as address:
        yield address


def test_words_are_selected_and_taken(browser: Any, home: str, ledger: Path) -> None:
    context = browser.new_context()
    visitor = Visitor(context.new_page(), home)
    page = visitor.page
    visitor.go(f"/reports/{document()}/claims/c1")
    # From before the claim's number to after it, which is no part of the text.
    page.evaluate(_SELECT, ["Ruritanian", "sinking"])
    page.get_by_role("button", name="Words that are said: take the words selected above").click()
    page.evaluate(_SELECT, ["40 barges", "40 barges"])
    page.get_by_role("button", name="Words that are said: take the words selected above").click()
    assert page.get_by_label("In part: amend it as follows").is_checked()
    page.get_by_label("Your name").fill("A. Reader")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url("**/claims/c1#corrections")
    assert (
        "content: Ruritanian harbour ministry accused Graustark of sinking … 40 barges"
        in page.locator("#corrections").inner_text()
    )
    context.close()
    assert visitor.faults == []
    with open_ledger(ledger, read_only=True) as opened:
        [made] = corrections(opened)
    spans = [(one["start"], one["end"]) for one in made.amended["content"]]
    first, last = at(TEXT, "Ruritanian harbour ministry accused Graustark of sinking"), at(TEXT, "40 barges")
    assert spans == [(first.start, first.end), (last.start, last.end)]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in made.amended["content"])


def test_without_scripts_words_are_typed(browser: Any, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/reports/{document()}/events/e1")
    page.get_by_label("The words that say it").fill("of sinking 40 barges")
    page.get_by_label("In part: amend it as follows").check()
    page.get_by_label("Your name").fill("A. Reader")
    page.get_by_role("button", name="Keep").click()
    assert "trigger: of sinking 40 barges" in page.locator("#corrections").inner_text()
    page.get_by_label("The words that say it").fill("words that nobody wrote")
    page.get_by_label("In part: amend it as follows").check()
    page.get_by_role("button", name="Keep").click()
    assert "do not stand in the report" in page.locator("main").inner_text()
    context.close()


def test_a_link_is_rejected_confirmed_and_taken_back(browser: Any, home: str) -> None:
    context = browser.new_context()
    visitor = Visitor(context.new_page(), home)
    page = visitor.page
    visitor.go(f"/stories/{QUAY}")
    row = page.locator("tr", has_text="not the mill burns").filter(has_text="The Quay").first
    row.get_by_role("link", name="correct").first.click()
    page.get_by_label("No, reject it").check()
    page.get_by_label("Why").fill("two <i>mills</i>")
    page.get_by_label("Your name").fill("A. Reader")
    page.get_by_role("button", name="Keep").click()
    assert "rejected by A. Reader" in page.locator("#corrections").inner_text()
    visitor.go(f"/stories/{QUAY}")
    rejected = page.locator("h2", has_text="What people rejected").locator("xpath=following-sibling::table[1]")
    assert "two <i>mills</i>" in rejected.inner_text()
    visitor.go(f"/reports/{BELL}")
    assert page.locator(".facts.rejected").count() >= 1
    visitor.go(f"/stories/{QUAY}")
    rejected.get_by_role("link", name="correct").first.click()
    page.get_by_label("Take back what was said before").check()
    page.get_by_role("button", name="Keep").click()
    assert "Nobody has confirmed" in page.locator("#corrections").inner_text()
    visitor.go(f"/stories/{QUAY}")
    assert page.locator("h2", has_text="What people rejected").count() == 0
    context.close()
    assert visitor.faults == []
