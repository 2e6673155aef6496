"""`allegedly watch` and `allegedly feeds`, as they are called."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from allegedly.cli import main
from allegedly.ledger import check, open_ledger
from tests.watch import quick
from tests.watch.site import Answer, Site, page, rss


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/feed"] = rss((f"/a{n}", f"Barge {n}") for n in range(2))
        site.answers |= {f"/a{n}": page(n) for n in range(2)}
        yield site


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = 0
    try:
        main(arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code or 0))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_list_is_watched_once(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allegedly.watch.work.work", quick.work)
    monkeypatch.setattr("allegedly.run.pool.Pool", quick.Pool)
    ledger, opml = str(tmp_path / "l.sqlite"), tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml><body><outline xmlUrl="{site.url("/feed")}"/><outline xmlUrl="{site.url("/no")}"/></body></opml>'
    )
    given = [
        "--ledger",
        ledger,
        "--once",
        "--delay",
        "0.01",
        "--allow-host",
        "127.0.0.1",
        "--contact",
        "me@press.example",
    ]
    code, out, err = run(capsys, "watch", "--opml", str(opml), *given)
    assert code == 1
    assert "2 polls of feeds, 1 failed; 2 reports read. The ledger is" in out
    assert f"allegedly: {site.url('/no')}: failed: the site answers 404" in err
    assert all("me@press.example" in seen.headers["user-agent"] for seen in site.seen)
    code, out, err = run(capsys, "watch", "--json", *given)
    assert [json.loads(line)["state"] for line in out.splitlines()] == ["unchanged"]
    code, out, _ = run(capsys, "feeds", "--ledger", ledger)
    assert (code, "Harbour" in out, "404" in out) == (0, True, True)
    code, out, _ = run(capsys, "feeds", "--ledger", ledger, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["kind"], row["read"], row["polls"], row["unchanged"]) for row in rows] == [
        ("rss", 2, 2, 1),
        (None, 0, 0, 0),
    ]
    code, out, _ = run(capsys, "feeds", "--ledger", ledger, "--drop", site.url("/no"))
    assert (code, "followed no more" in out) == (0, True)
    assert run(capsys, "feeds", "--ledger", ledger, "--drop", site.url("/no"))[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["http://press.example/feed", "--every", "soon"], 2),
        (["http://press.example/feed", "--every", "0m"], 2),
        (["no-such-file.txt"], 2),
        (["http://press.example/feed", "--allow-host", "http://x/"], 2),
        (["ftp://press.example/feed"], 1),
    ],
)
def test_command_lines_that_are_wrong(
    arguments: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capsys, "watch", *arguments, "--once", "--ledger", str(tmp_path / "l.sqlite"))
    assert (found, out) == (code, "")
    assert err.startswith("allegedly: ")


def test_nothing_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_ledger(tmp_path / "l.sqlite").close()
    code, out, err = run(capsys, "feeds", "--ledger", str(tmp_path / "l.sqlite"))
    assert (code, out, "allegedly watch FEED" in err) == (0, "", True)


def start(site: Site, ledger: Path) -> subprocess.Popen[str]:
    """Start a watch as a user would, that reads nothing of the pages."""
    code = (
        "import allegedly.watch.work as w, tests.watch.quick as q; w.work = q.work; import allegedly.cli as c; c.main()"
    )
    given = ["watch", site.url("/feed"), "--ledger", str(ledger), "--every", "1s", "--delay", "0.01", "--json"]
    command = [sys.executable, "-c", code, *given, "--allow-host", "127.0.0.1"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def first_report(watcher: subprocess.Popen[str]) -> dict[str, object]:
    assert watcher.stdout is not None
    for line in watcher.stdout:
        happening: dict[str, object] = json.loads(line)
        if happening["what"] == "report":
            return happening
    raise AssertionError("the watch ended before it read anything")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_watch_is_ended_and_another_goes_on(site: Site, tmp_path: Path, number: signal.Signals, code: int) -> None:
    with start(site, tmp_path / "l.sqlite") as watcher:
        assert first_report(watcher)["state"] == "new"
        watcher.send_signal(number)
        started = time.monotonic()
        assert watcher.wait(20) == code
        assert time.monotonic() - started < 10
    site.answers["/feed"] = rss([("/a2", "Barge 2"), ("/a0", "Barge 0")])
    site.answers["/a2"] = Answer(page(2).body)
    with start(site, tmp_path / "l.sqlite") as watcher:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and len(urls(tmp_path / "l.sqlite")) < 3:
            time.sleep(0.1)
        watcher.terminate()
    assert sorted(urls(tmp_path / "l.sqlite")) == [site.url(f"/a{n}") for n in range(3)]


def urls(path: Path) -> list[str]:
    with open_ledger(path, read_only=True) as ledger:
        assert list(check(ledger)) == []
        return [row.url or "" for row in ledger.documents()]
