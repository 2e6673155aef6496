"""A watch over a site that behaves, and one that misbehaves in every way that we know."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from allegedly.errors import Forbidden, LedgerError, RunError
from allegedly.ledger import check, open_ledger
from allegedly.run.pool import Pool
from allegedly.sources.feeds import Listed
from allegedly.watch import Happening, Tally, drop, followed, watch
from allegedly.watch.alone import alone
from tests.watch import quick
from tests.watch.site import Answer, Site, endless, moved, packed, page, raw, rss

WHOLE = "<p>" + "The harbour office said on Monday that a barge had left the port. " * 15 + "</p>"


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.watch.work.work", quick.work)
    monkeypatch.setattr("allegedly.run.pool.Pool", quick.Pool)
    monkeypatch.setattr("allegedly.watch.asking.SECONDS", 0.5)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


Watcher = Callable[..., list[Happening]]


@pytest.fixture
def once(site: Site, tmp_path: Path) -> Watcher:
    """Watch the site's feed (or others) once, and return what happened."""

    def run(*paths: str, **more: Any) -> list[Happening]:
        happened: list[Happening] = []
        listed = [Listed(path if "://" in path else site.url(path)) for path in paths or ("/feed",)]
        given: dict[str, Any] = {"delay": 0.02, "every": 60.0, "allow": ["127.0.0.1"], "link": False} | more
        watch(tmp_path / "l.sqlite", listed, once=True, on_progress=happened.append, **given)
        return happened

    return run


def states(happened: list[Happening]) -> dict[str, str]:
    return {one.url.rpartition("/")[2]: one.error or one.state for one in happened if one.what == "report"}


def documents(path: Path) -> list[tuple[str | None, str]]:
    with open_ledger(path / "l.sqlite", read_only=True) as ledger:
        assert list(check(ledger)) == []
        later = "SELECT supersedes FROM documents WHERE supersedes NOT NULL"
        rows = ledger.select(f"SELECT url, text FROM documents WHERE id NOT IN ({later}) ORDER BY number")
        return [(row["url"], row["text"]) for row in rows]


def test_what_a_feed_names_is_read_once(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/feed"] = rss((f"/a{n}?utm_source=rss", f"Barge {n}") for n in range(3))
    site.answers["/other"] = rss(("/a1", "Barge 1") for _ in range(2))
    for n in range(3):
        site.answers[f"/a{n}?utm_source=rss"] = site.answers[f"/a{n}"] = page(n)
    happened = once("/feed", "/other", link=True)
    assert [one.entries for one in happened if one.what == "feed" and one.url.endswith("/feed")] == [3]
    assert sorted(url or "" for url, _ in documents(tmp_path)) == [site.url(f"/a{n}") for n in range(3)]
    again = once()
    assert [(one.what, one.state) for one in again] == [("feed", "unchanged")] * 2
    assert [seen.status for seen in site.asked("/feed")] == [200, 304]
    assert len(site.asked("/robots.txt")) == 1
    with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        [feed, other] = followed(ledger)
        assert (feed.kind, feed.title, feed.polls, feed.unchanged, feed.read) == ("rss", "The Harbour Wire", 2, 1, 3)
        assert other.read == 0
        assert next(ledger.documents()).published == "2022-10-15T12:34:00+03:00"


MISBEHAVING: dict[str, tuple[Answer, str]] = {
    "missing": (Answer(status=404), "NotFetched"),
    "gone": (Answer(status=410), "NotFetched"),
    "locked": (Answer(status=403), "NotFetched"),
    "nothing": (Answer(status=204), "NotFetched"),
    "not-modified": (Answer(status=304), "NotFetched"),
    "empty": (Answer(b""), "EmptyDocument"),
    "no-report": (Answer(b"<html><body></body></html>"), "BadMarkup"),
    "picture": (Answer(b"\x89PNG", "image/png"), "NotFetched"),
    "pdf-as-page": (Answer(b"%PDF-1.4 " + bytes(900)), "NotText"),
    "binary": (Answer(bytes(range(256)) * 20), "NotText"),
    "too-large": (Answer(b"a" * 6_000_000), "TooLong"),
    "bomb": (packed(bytes(10_000_000)), "TooLong"),
    "many-tags": (Answer(b"<p>" * 30_000), "BadMarkup"),
    "to-front": (moved("/"), "NotFetched"),
    "circle": (moved("/circle"), "NotFetched"),
    "to-loopback": (moved("http://127.0.0.9/x"), "Forbidden"),
    "to-metadata": (moved("http://169.254.169.254/latest/", 301), "Forbidden"),
    "to-private": (moved("http://10.1.1.1/x", 307), "Forbidden"),
    "to-number": (moved("http://2130706441/x"), "Forbidden"),
    "to-file": (moved("file:///etc/passwd"), "Forbidden"),
    "to-nothing": (moved(""), "NotFetched"),
    "to-port": (moved("http://press.example:25/"), "Forbidden"),
    "nowhere": (Answer(status=302), "NotFetched"),
    "endless": (endless(b"<p>" * 100_000), "TooLong"),
    "busy": (Answer(status=503, headers={"Retry-After": "90"}), "Unavailable"),
}
GOOD: dict[str, Answer] = {
    "plain": page(10),
    "packed": packed(page(11).body),
    "moved": moved("/moved-here", 301),
    "moved-here": page(12),
    "latin": Answer(page(13, "Señor Müller said so.").body.decode().encode("latin-1"), "text/html; charset=iso-8859-1"),
    "bad-charset": Answer(page(14, "Señor Müller said so.").body, "text/html; charset=x-nonsense"),
    "no-type": Answer(page(15).body, ""),
    "text": Answer(b"Barge 16 leaves port\n\nThe harbour office said that barge 16 had left the port.\n", "text/plain"),
    "unclosed": Answer(page(17).body.replace(b"</p>", b"").replace(b"</html>", b"")),
}


def test_pages_that_misbehave_cost_themselves_alone(site: Site, once: Watcher, tmp_path: Path) -> None:
    names = [*MISBEHAVING, *GOOD]
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n", "text/plain")
    names.insert(3, "private")
    strange = [
        "http://169.254.1.1/x",
        "http://[::1]/x",
        "http://0x7f.1.1/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ]
    # What makes the host wait comes last.
    listed = sorted((f"/{name}" for name in names), key=lambda name: name == "/busy")
    site.answers["/feed"] = rss((link, link) for link in [*strange, *listed])
    site.answers |= {f"/{name}": answer for name, (answer, _) in MISBEHAVING.items()}
    site.answers |= {f"/{name}": answer for name, answer in GOOD.items()}
    found = states(once())
    expected = {name: error for name, (_, error) in MISBEHAVING.items()} | {"private": "Disallowed", "x": "Forbidden"}
    assert {name: found.get(name) for name in expected} == expected
    assert {name: found.get(name) for name in GOOD} == {
        name: "unchanged" if name == "moved-here" else "new" for name in GOOD
    }
    urls = [url for url, _ in documents(tmp_path)]
    assert len(urls) == len(set(urls)) == len(GOOD) - 1
    assert sum("Señor Müller" in text for _, text in documents(tmp_path)) == 2
    assert "/private" not in site.paths()
    assert {seen.host for seen in site.seen} == {"127.0.0.1"}


def test_a_page_that_kills_its_reader(
    site: Site, once: Watcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allegedly.run.pool.Pool", Pool)
    site.answers["/feed"] = rss([("/deadly", "Barge"), ("/good", "Barge")])
    site.answers["/deadly"] = Answer(page(1).body.replace(b"barge", b"deadly"))
    site.answers["/good"] = page(2)
    assert states(once()) == {"deadly": "Crashed", "good": "new"}
    assert len(documents(tmp_path)) == 1


MISFEEDS: dict[str, tuple[Answer, str]] = {
    "missing": (Answer(status=404), "NotFetched"),
    "a-page": (page(1), "BadFeed"),
    "empty": (Answer(b""), "BadFeed"),
    "torn": (Answer(b'<?xml version="1.0"?><rss versio'), "BadFeed"),
    "binary": (Answer(bytes(range(256)) * 20, "application/rss+xml"), "BadFeed"),
    "bomb": (packed(bytes(60_000_000)), "TooLong"),
    "to-private": (moved("http://192.168.0.1/feed", 301), "Forbidden"),
    "to-file": (moved("file:///feed"), "Forbidden"),
    "too-many-hops": (moved("/hop0"), "NotFetched"),
    "private": (rss([]), "Disallowed"),
    "busy": (Answer(status=429, headers={"Retry-After": "3600"}), "Unavailable"),
}


def test_feeds_that_misbehave(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: Allegedly\nDisallow: /private\n", "text/plain")
    site.answers |= {f"/{name}": answer for name, (answer, _) in MISFEEDS.items()}
    site.answers |= {f"/hop{n}": moved(f"/hop{n + 1}") for n in range(9)}
    names = [name for name in MISFEEDS if name != "busy"]
    happened = once(*(f"/{name}" for name in names))
    found = {one.url.rpartition("/")[2]: one.error for one in happened}
    assert found == {name: MISFEEDS[name][1] for name in names}
    assert [one.error for one in once("/busy")] == ["Unavailable"]
    asked = len(site.seen)
    assert once("/busy", "/late") == []  # the host wants to be left alone for an hour, and all others failed
    assert len(site.seen) == asked
    with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        rows = {row.url.rpartition("/")[2]: row for row in followed(ledger)}
    assert rows["torn"].failures == 1
    assert "RSS" in (rows["torn"].message or "")
    due = datetime.fromisoformat(rows["busy"].due) - datetime.now(UTC)
    assert 3_500 < due.total_seconds() < 4_200


def test_a_report_that_changes_is_a_later_version(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/feed"] = rss([("/a", "Barge")])
    site.answers["/a"] = page(1)
    once()
    site.answers["/feed"] = rss([("/a", "Barge, corrected")])
    site.answers["/a"] = page(1, "This report was corrected.")
    happened = once(every=0.2)
    time.sleep(0.3)
    assert states(happened + once())["a"] == "changed"
    [(url, text)] = documents(tmp_path)
    assert url == site.url("/a")
    assert "This report was corrected." in text
    with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        assert len(list(ledger.documents())) == 2


def test_a_report_that_did_not_change_after_all(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/feed"] = rss([("/a", "Barge")])
    known = page(1)
    known.headers["ETag"] = '"1"'
    site.answers["/a"] = known
    once()
    site.answers["/feed"] = rss([("/a", "Another title")])
    happened = once(every=0.2)
    time.sleep(0.3)
    assert states(happened + once())["a"] == "unchanged"
    assert [seen.status for seen in site.asked("/a")] == [200, 304]


def test_the_feeds_own_text_is_read_where_the_page_cannot_be_had(site: Site, once: Watcher, tmp_path: Path) -> None:
    def item(link: str, text: str) -> str:
        whole = f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        return f"<item><title>Of {link}</title><link>/{link}</link>{whole}</item>"

    without = f"<item><guid isPermaLink='false'>7</guid><content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>"
    more = item("locked", WHOLE) + item("teaser", "<p>Subscribe to read this.</p>") + item("open", WHOLE) + without
    site.answers["/feed"] = rss([], more)
    site.answers["/locked"] = site.answers["/teaser"] = Answer(status=403)
    site.answers["/open"] = page(3)
    happened = once()
    assert states(happened) == {"locked": "new", "teaser": "NotFetched", "open": "new", "feed#7": "new"}
    assert {one.url.rpartition("/")[2] for one in happened if one.from_feed} == {"locked", "feed#7"}
    texts = dict(documents(tmp_path))
    assert "that a barge had left" in texts[site.url("/locked")]
    assert "barge 3" in texts[site.url("/open")]
    with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        [feed] = followed(ledger)
        assert (feed.read, feed.from_feed, feed.failed) == (1, 2, 1)
        assert [(error.origin, error.error) for error in ledger.errors()] == [(site.url("/teaser"), "NotFetched")]
    site.answers["/locked"] = page(4)
    site.answers["/feed"] = rss([], more.replace("Of locked", "Of the unlocked"))
    once(every=0.2)
    time.sleep(0.3)
    once()
    assert "barge 4" in dict(documents(tmp_path))[site.url("/locked")]


def test_a_page_that_is_not_there_now_is_asked_for_again(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/feed"] = rss([("/a", "Barge")])
    site.answers["/a"] = raw(b"")
    assert states(once(every=0.5)) == {"a": "Unavailable"}
    time.sleep(0.7)
    site.answers["/a"] = page(1)
    assert states(once()) == {"a": "new"}
    assert len(documents(tmp_path)) == 1


def test_sitemaps_bring_what_is_new(site: Site, once: Watcher, tmp_path: Path) -> None:
    today = datetime.now(UTC).date().isoformat()

    def urls(*listed: tuple[str, str]) -> Answer:
        each = "".join(
            f"<url><loc>{site.url(path)}</loc>{f'<lastmod>{day}</lastmod>' * bool(day)}</url>" for path, day in listed
        )
        return Answer(f"<urlset>{each}</urlset>".encode(), "text/xml")

    site.answers["/map"] = Answer(
        f"<sitemapindex><sitemap><loc>/one</loc><lastmod>{today}</lastmod></sitemap><sitemap><loc>two</loc></sitemap>"
        f"</sitemapindex>".encode()
    )
    site.answers["/one"] = urls(("/a1", today), ("/a2", "2019-05-05"), ("/a3", ""))
    site.answers["/two"] = urls(("/a4", today))
    site.answers |= {f"/a{n}": page(n) for n in range(1, 6)}
    once("/map")
    assert {url for url, _ in documents(tmp_path)} == {site.url("/a1"), site.url("/a4")}
    site.answers["/two"] = urls(("/a4", today), ("/a5", ""))
    with open_ledger(tmp_path / "l.sqlite") as ledger, ledger.writing() as connection:
        connection.execute("UPDATE feeds SET due = 0")
    once("/map")
    assert {url for url, _ in documents(tmp_path)} == {site.url(f"/a{n}") for n in (1, 4, 5)}


def test_a_feed_that_has_moved_for_good_is_asked_there(site: Site, once: Watcher) -> None:
    site.answers["/feed"] = moved("/new", 301)
    site.answers["/new"] = rss([])
    once()
    once()
    assert site.paths().count("/feed") == 1
    assert [seen.status for seen in site.asked("/new")] == [200, 304]


def test_hosts_are_asked_one_thing_at_a_time_with_pauses(tmp_path: Path) -> None:
    hosts = ["127.0.0.2", "127.0.0.3", "127.0.0.4"]
    with Site(hosts) as site:
        site.answers["127.0.0.3/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.4\n", "text/plain")
        for host in hosts:
            site.answers[f"{host}/feed"] = rss((site.url(f"/a{n}", hosts[n % 3]), "Barge") for n in range(9))
        site.answers |= {f"/a{n}": page(n) for n in range(9)}
        listed = [Listed(site.url("/feed", host)) for host in hosts]
        watch(tmp_path / "l", listed, once=True, delay=0.1, allow=["127.0.0.0/24"], link=False)
        for host, pause in zip(hosts, (0.1, 0.4, 0.1), strict=True):
            times = sorted((seen.started, seen.ended) for seen in site.seen if seen.host == host)
            assert len(times) == 5
            # Before the second, the site's own wish is not known yet.
            gaps = [after[0] - before[1] for before, after in pairwise(times[1:])]
            assert min(gaps) >= pause - 0.01


def test_a_watch_ends_and_goes_on(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = rss((f"/a{n}", f"Barge {n}") for n in range(6))
    site.answers |= {f"/a{n}": page(n) for n in range(6)}
    listed, tally = [Listed(site.url("/feed"))], Tally()

    def stop(happening: Happening) -> None:
        if happening.what == "report":
            raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            watch(tmp_path / "l.sqlite", listed, delay=0.01, allow=["127.0.0.1"], on_progress=stop, tally=tally)
    watch(tmp_path / "l.sqlite", once=True, delay=0.01, allow=["127.0.0.1"], tally=tally)
    assert sorted(url or "" for url, _ in documents(tmp_path)) == [site.url(f"/a{n}") for n in range(6)]
    assert (tally.reports["new"], tally.reports["changed"]) == (6, 0)
    with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        assert next(iter(next(ledger.select("SELECT count(*) FROM linked")))) == 6


def test_readers_go_on_while_a_watch_writes(site: Site, once: Watcher, tmp_path: Path) -> None:
    site.answers["/feed"] = rss((f"/a{n}", f"Barge {n}") for n in range(12))
    site.answers |= {f"/a{n}": page(n) for n in range(12)}
    open_ledger(tmp_path / "l.sqlite").close()
    counts, over = [], threading.Event()

    def read() -> None:
        while not over.is_set():
            with open_ledger(tmp_path / "l.sqlite", read_only=True) as ledger, ledger.snapshot():
                counts.append(len(list(ledger.documents())))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        once(link=True)
    finally:
        over.set()
        reader.join()
    assert counts == sorted(counts)
    assert len(set(counts)) > 2


def test_one_watch_a_ledger(site: Site, once: Watcher, tmp_path: Path) -> None:
    open_ledger(tmp_path / "l.sqlite").close()
    with alone(tmp_path / "l.sqlite"), pytest.raises(RunError, match="already"):
        once()
    with alone(tmp_path / "l.sqlite"):
        pass


def test_feeds_are_followed_and_dropped(tmp_path: Path, once: Watcher, site: Site) -> None:
    with pytest.raises(Forbidden):
        once("file:///etc/passwd")
    site.answers["/feed"] = rss([("/a", "Barge"), ("/b", "Barge")])
    site.answers["/a"] = page(1)
    site.answers["/b"] = raw(b"")
    once()
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        drop(ledger, site.url("/feed"))
        assert list(followed(ledger)) == []
        with pytest.raises(LedgerError, match="not followed"):
            drop(ledger, site.url("/feed"))
        assert list(check(ledger)) == []
        assert len(list(ledger.documents())) == 1
        assert [row["key"] for row in ledger.select("SELECT key FROM feed_entries")] == [site.url("/a")]
