"""The way out of the mails: by a button, and by a mail program that posts by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.digest import subscribe, subscriptions
from allegedly.ledger import open_ledger
from allegedly.web import application

CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def token(ledger: Path) -> str:
    with open_ledger(ledger) as opened:
        return subscribe(opened, "reader@example.org", words="barges").token


def left(ledger: Path) -> int:
    with open_ledger(ledger, read_only=True) as opened:
        return len(list(subscriptions(opened)))


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_one_click_ends_a_subscription_without_token_or_page(ledger: Path, token: str, kind: str) -> None:
    body = (
        CLICK
        if "url" in kind
        else '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'
    )
    app = application(ledger, "a token of the room")
    with TestClient(app, base_url="https://room.example.org", follow_redirects=False) as client:
        for _ in range(2):
            answer = client.post(f"/unsubscribe/{token}", content=body, headers={"Content-Type": kind})
            assert answer.status_code == 200
            assert not answer.cookies
            assert "Content-Security-Policy" in answer.headers
    assert left(ledger) == 0


def test_looking_ends_nothing(ledger: Path, token: str) -> None:
    app = application(ledger, "a token of the room")
    with TestClient(app, base_url="https://room.example.org", follow_redirects=False) as client:
        page = client.get(f"/unsubscribe/{token}")
        assert page.status_code == client.head(f"/unsubscribe/{token}").status_code == 200
        assert "the words barges" in page.text
        assert "reader@example.org" not in page.text
        assert client.get("/").status_code == 401
        assert client.post("/unsubscribe/../corrections").status_code in {403, 404, 405}
    assert left(ledger) == 1


@pytest.mark.parametrize("wrong", ["x", "x" * 5000, "%00", "' OR 1=1 --"])
def test_who_guesses_ends_nothing(room: TestClient, ledger: Path, token: str, wrong: str) -> None:
    assert room.post(f"/unsubscribe/{wrong}", content=CLICK).status_code == 404
    assert left(ledger) == 1
