"""The commands of the digest, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegedly.ledger import open_ledger
from tests.cli.conftest import Result, call
from tests.cli.linked import make
from tests.digest.post import PASSWORD, USER, Post
from tests.digest.wire import entries, parsed

HEAD = ("--from", "news@example.org", "--room", "https://room.example.org")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "l.sqlite"
    make(made)
    monkeypatch.setenv("ALLEGEDLY_LEDGER", str(made))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FROM", "ROOM", "SMTP", "SMTP_USER", "SMTP_PASSWORD"):
        monkeypatch.delenv(f"ALLEGEDLY_{name}", raising=False)
    return made


def test_subscribing_listing_and_ending(path: Path) -> None:
    assert call("subscribe", "ann@example.org", "--search", "mill").code == 0
    assert "everything (subscription 2)" in call("subscribe", "bob@example.org").err
    listed = call("subscriptions")
    assert "the words mill" in listed.out
    rows = [json.loads(line) for line in call("subscriptions", "--json").out.splitlines()]
    assert [row["address"] for row in rows] == ["ann@example.org", "bob@example.org"]
    assert not any(row["token"] for row in rows)
    assert call("unsubscribe", "ann@example.org").code == 0
    assert call("unsubscribe", "ann@example.org").code == 1
    assert "ann@" not in call("subscriptions").out
    assert "unsubscribed" in call("subscriptions", "--ended").out
    assert call("subscribe", "no address").code == 2


def test_a_dry_run_writes_the_mails_and_keeps_nothing(path: Path, tmp_path: Path) -> None:
    call("subscribe", "ann@example.org", "--past")
    for _ in range(2):
        done = call("digest", "--dry-run", str(tmp_path / "mails"))
        assert (done.code, done.err) == (0, f"allegedly: 1 mail written to {tmp_path / 'mails'}; nothing was sent\n")
    [file] = (tmp_path / "mails").iterdir()
    assert len(entries([parsed(file.read_bytes())])) > 4


@pytest.mark.parametrize("how", ["environment", "file"])
def test_a_digest_is_sent_once(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    call("subscribe", "ann@example.org", "--past")
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    if how == "environment":
        monkeypatch.setenv("ALLEGEDLY_SMTP_PASSWORD", PASSWORD)
    file = ("--password-file", str(tmp_path / "password")) if how == "file" else ()
    with Post("starttls", tmp_path) as post:
        server = ("--smtp", f"localhost:{post.port}", "--user", USER, "--ca", str(post.ca), *file)
        first = call("digest", *HEAD, *server)
        second = call("digest", *HEAD, *server, "--json")
    assert (first.code, first.err) == (0, "allegedly: 9 new entries, 1 mail sent\n")
    assert second.code == 0
    assert json.loads(second.out)["sent"] == []
    assert len(post.taken) == 1


def test_what_is_unsure_is_told_until_somebody_decides(path: Path) -> None:
    call("subscribe", "ann@example.org", "--past")
    with Post() as post:
        server = ("--smtp", f"localhost:{post.port}", "--tls", "none")
        post.deeds["ann@example.org"] = ["take and cut"]
        first: Result = call("digest", *HEAD, *server)
        assert first.code == 1
        assert "may have come or not; --resend" in first.err
        second = call("digest", *HEAD, *server)
        assert "may have come or not" in second.err
        third = call("digest", *HEAD, *server, "--resend")
        assert "1 mail sent" in third.err
        assert "may have come" not in call("digest", *HEAD, *server).err
    with open_ledger(path) as ledger:
        assert [row["state"] for row in ledger.select("SELECT state FROM mails")] == ["sent"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--dry-run FOLDER"),
        ((*HEAD, "--smtp", "localhost", "--user", "news"), "a user and a password"),
        ((*HEAD, "--smtp", "localhost", "--user", "news", "--password-file", "/nowhere"), "cannot be read"),
        ((*HEAD, "--smtp", "local host"), "HOST:PORT"),
        (("--from", "x", "--room", "https://a.example", "--smtp", "localhost"), "mail cannot go to"),
    ],
)
def test_what_cannot_be_sent_is_told(path: Path, options: tuple[str, ...], said: str) -> None:
    done = call("digest", *options)
    assert done.code == 2
    assert said in done.err
