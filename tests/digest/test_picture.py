"""A mail as a mail program shows it: in a browser, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allegedly.digest import rehearse, subscribe
from allegedly.ledger import open_ledger
from tests.digest.wire import HEAD, add, body, fire, parsed
from tests.web.browsing import CHROMIUM, MISSING

LONG = "mayor: " + "https://quay.example/" + "fire" * 80 + " burns " + "again and " * 60
_CONTRAST = """
() => [...document.querySelectorAll('td, a, b, i, span, h1, h2')].map(one => {
    const light = colour => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(n => n / 255)
            .map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4);
        return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
    };
    const ground = matchMedia('(prefers-color-scheme: dark)').matches ? light('18, 18, 18') : 1;
    const text = light(getComputedStyle(one).color);
    return (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
}).reduce((least, one) => Math.min(least, one))
"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_a_mail_can_be_read_in_both_themes_and_widths(browser: Any, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        subscribe(ledger, "reader@example.org")
        add(ledger, fire(LONG, "guard: they come at night", "3 killed", outlet="O" * 120))
        add(ledger, fire("clerk: not they come at night", "5 killed", day=2, outlet="The Bell"))
        [mail] = [parsed(content) for content in rehearse(ledger, HEAD)]
    (tmp_path / "mail.html").write_text(body(mail, "html"), encoding="utf-8")
    for scheme in ("light", "dark"):
        for width in (320, 800):
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
            page = context.new_page()
            asked = _watched(page)
            page.goto((tmp_path / "mail.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(_CONTRAST) >= 4.5
            assert asked == ["file"]
            context.close()


def _watched(page: Any) -> list[str]:
    """Return a list that fills with the schemes of what the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    return asked
