from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.web import application
from allegedly.web.guard import COOKIE, OPEN
from allegedly.web.pages import PAGES

TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("path", ["/", "/search?q=barges", "/enter", "/reports/none", "/nowhere", "/static/x/room.css"])
def test_every_answer_has_the_policy(room: TestClient, path: str) -> None:
    headers = room.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_without_a_token_only_this_machine_is_served(ledger: Path) -> None:
    app = application(ledger)
    for host in ("localhost:8765", "127.0.0.1", "[::1]:8765"):
        assert TestClient(app).get("/", headers={"host": host}).status_code == 200
    for host in ("evil.example", "localhost.evil.example", "", "["):
        assert TestClient(app).get("/", headers={"host": host}).status_code == 421


def test_with_a_token_nobody_is_served_without_it(ledger: Path) -> None:
    client = TestClient(application(ledger, TOKEN), base_url="http://room.example", follow_redirects=False)
    for page in PAGES:
        path = page.path.replace("{", "").replace("}", "")
        if not path.startswith(OPEN):
            refused = client.request(page.method, path, headers={"origin": "http://room.example"})
            assert refused.status_code == 401, path
    assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/", headers={"accept": "text/html"}).headers["location"] == "/enter"


def test_the_door_gives_a_cookie_that_scripts_cannot_read(ledger: Path) -> None:
    client = TestClient(application(ledger, TOKEN), base_url="http://room.example", follow_redirects=False)
    own = {"origin": "http://room.example"}
    assert client.post("/enter", data={"token": "wrong"}, headers=own).status_code == 403
    given = client.post("/enter", data={"token": TOKEN}, headers=own)
    assert given.status_code == 303
    assert "httponly" in given.headers["set-cookie"].lower()
    assert "samesite=strict" in given.headers["set-cookie"].lower()
    assert client.cookies[COOKIE] == TOKEN
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost.evil.example", "http://"])
def test_what_changes_something_comes_from_the_room_itself(room: TestClient, origin: str | None) -> None:
    headers = {} if origin is None else {"origin": origin}
    answer = room.post("/reports/x/claims/c1/correct", data={"verdict": "confirm", "person": "x"}, headers=headers)
    assert answer.status_code == 403


def test_a_form_may_not_be_endless(room: TestClient) -> None:
    answer = room.post("/enter", data={"token": "x" * 100_000}, headers={"origin": "http://localhost"})
    assert answer.status_code == 413


def test_static_files_are_kept_by_browsers_and_nothing_else_is(room: TestClient) -> None:
    page = room.get("/")
    assert page.headers["cache-control"] == "no-store"
    sheet = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in room.get(sheet).headers["cache-control"]
    assert room.get("/static/x/..%2f..%2fapp.py").status_code == 404
