"""The wire: twenty outlets on loopback that publish reports in their order, and misbehave in all ways that we know.

Each outlet is a host (127.0.0.2 and so on) with a feed in one of four forms. What it answers is good, or a fault by the
throw of a seeded die; a fault costs a good watcher time, and nothing else. `Wire` keeps the account of what was
asked for, and of what was served in good order.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import random
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.watch.site import Answer, Site, moved

OUTLETS = 20
TRAP = "127.1.0.1"
"""A loopback address that the watcher may not ask; the wire answers there, and keeps who asks."""
LISTED = 100
"""Reports that a feed lists."""
FEED_FAULTS, PAGE_FAULTS, CHANGES, FROM_FEED = 0.12, 0.08, 0.03, 0.04
"""Shares of polls, and of first questions for pages, that go wrong; of reports that change; that only a feed has."""
SLOW = 3.0
"""Seconds for which a slow answer drips."""


@dataclass
class Report:
    """One report: where it lies, its text, which version of it, and whether it was served in good order."""

    number: int
    outlet: str
    title: str
    text: str
    published: str
    version: int = 0
    changes: bool = False
    from_feed: bool = False
    served: int = -1
    faulty: bool = False

    @property
    def path(self) -> str:
        """Where it lies on its host."""
        return f"/report/{self.number}"

    @property
    def body(self) -> str:
        """Its text as it is now."""
        added = f"\nThe report was updated: version {self.version} of {self.number}." if self.version else ""
        return self.text + added


@dataclass
class Account:
    """What the wire saw: polls of feeds that had not changed, those of them answered with 304, faults by name."""

    unchanged: int = 0
    not_modified: int = 0
    faults: dict[str, int] = field(default_factory=dict)


class Wire:
    """The outlets; use it in a `with` statement, and call `publish` for the next reports."""

    def __init__(self, rows: Iterable[dict[str, Any]], seed: int) -> None:
        self.chance = random.Random(seed)
        self.hosts = [f"127.0.0.{number}" for number in range(2, OUTLETS + 2)]
        self.slow = set(self.hosts[1::5])
        self.site = Site([*self.hosts, TRAP])
        self.waiting = [self._report(number, row) for number, row in enumerate(rows)]
        self.published: list[Report] = []
        self.account = Account()
        self.lock = threading.Lock()
        self._last: dict[str, str] = {}
        self.is_calm = False
        for host in self.hosts:
            self.site.answers[f"{host}/feed"] = self._feed_maker(host)
            self.site.answers[f"{host}/robots.txt"] = self._robots(host)
        self._set_traps()

    def __enter__(self) -> Wire:
        self.site.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self.site.__exit__(*told)

    def feeds(self) -> list[str]:
        """Return the addresses of all feeds."""
        return [self.site.url("/feed", host) for host in self.hosts]

    def url(self, report: Report) -> str:
        """Return where a report lies."""
        return self.site.url(report.path, report.outlet)

    def publish(self, count: int) -> None:
        """Publish the next reports, and change some that were read."""
        with self.lock:
            for _ in range(min(count, len(self.waiting))):
                report = self.waiting.pop(0)
                self.published.append(report)
                self.site.answers[report.outlet + report.path] = self._page_maker(report)
            for report in self.published[-400:]:
                if report.changes and report.served == report.version == 0 and self.chance.random() < 0.1:
                    report.version = 1

    def missing(self) -> list[Report]:
        """Return the published reports of which the present version was not served in good order yet."""
        with self.lock:
            return [report for report in self.published if report.served < report.version]

    def _report(self, number: int, row: dict[str, Any]) -> Report:
        host = self.hosts[int(hashlib.sha256(str(row["host"]).encode()).hexdigest(), 16) % OUTLETS]
        title = row["title"] or f"Report {number}"
        has_texts = self.hosts.index(host) % 4 != 3  # a sitemap has none
        from_feed = has_texts and self.chance.random() < FROM_FEED and len(row["text"]) > 1_500
        changes = not from_feed and self.chance.random() < CHANGES
        return Report(number, host, title, row["text"], row["published"], changes=changes, from_feed=from_feed)

    # What the hosts answer.

    def _feed_maker(self, host: str) -> Callable[[], Answer]:
        form = [rss, atom, jsonfeed, sitemap][self.hosts.index(host) % 4]

        def make() -> Answer:
            with self.lock:
                if not self.is_calm and self.chance.random() < FEED_FAULTS:
                    return self._fault(FEED_KINDS, host)
                listed = [report for report in self.published if report.outlet == host][-LISTED:]
                answer = form(self, host, listed[::-1])
                etag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
                answer.headers["ETag"] = etag
                for report in listed:
                    if report.from_feed:
                        report.served = report.version
                self._last.setdefault(host, "")
                answer.does = self._counted(host, etag, answer)
                return answer

        return make

    def _counted(self, host: str, etag: str, answer: Answer) -> Callable[[BaseHTTPRequestHandler], None]:
        """Answer, and count whether an unchanged feed was asked for with its validator."""

        def does(handler: BaseHTTPRequestHandler) -> None:
            is_known = handler.headers.get("If-None-Match") == etag
            if self._last[host] == etag:
                self.account.unchanged += 1
                self.account.not_modified += is_known
            body = b"" if is_known else answer.body
            handler.send_response(304 if is_known else 200)
            handler.send_header("ETag", etag)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
            handler.wfile.flush()
            self._last[host] = etag

        return does

    def _page_maker(self, report: Report) -> Callable[[], Answer]:
        def make() -> Answer:
            with self.lock:
                if report.from_feed:
                    return Answer(b"subscribers only", status=403)
                if not report.faulty and not self.is_calm and self.chance.random() < PAGE_FAULTS:
                    report.faulty = True
                    return self._fault(PAGE_KINDS, report.outlet)
                body, version = page(report), report.version

            def does(handler: BaseHTTPRequestHandler) -> None:
                packed = gzip.compress(body) if report.number % 3 == 0 else body
                handler.send_response(200)
                handler.send_header("Content-Type", "text/html; charset=utf-8")
                if packed is not body:
                    handler.send_header("Content-Encoding", "gzip")
                handler.send_header("Content-Length", str(len(packed)))
                handler.end_headers()
                handler.wfile.write(packed)
                handler.wfile.flush()
                with self.lock:
                    report.served = max(report.served, version)

            return Answer(does=does)

        return make

    def _robots(self, host: str) -> Answer:
        if self.hosts.index(host) % 5 == 0:
            return Answer(b"nothing", status=404)
        delay = "Crawl-delay: 0.3\n" if host in self.slow else ""
        return Answer(f"User-agent: *\n{delay}Disallow: /private/\n".encode(), "text/plain")

    def _fault(self, kinds: dict[str, Callable[[Wire, str], Answer]], host: str) -> Answer:
        name = self.chance.choice(sorted(kinds))
        self.account.faults[name] = self.account.faults.get(name, 0) + 1
        return kinds[name](self, host)

    def _set_traps(self) -> None:
        """Put pages that lead where nobody may go behind addresses that feeds name (`traps`)."""
        port = self.site.port
        targets = (
            f"http://{TRAP}:{port}/a", f"http://localhost:{port}/a", f"http://[::1]:{port}/a", "http://169.254.169.254/a",
            f"http://2130771969:{port}/a", f"http://0x7f.1.1:{port}/a", f"http://0177.1.1:{port}/a",
            f"http://[::ffff:127.1.0.1]:{port}/a", "file:///etc/passwd", "http://10.0.0.1/a", "gopher://127.0.0.2:70/",
        )  # fmt: skip
        self.traps = list(targets)
        for number, target in enumerate(targets):
            self.site.answers[f"/trap/{number}"] = moved(target, status=(301, 302, 303, 307, 308)[number % 5])
            self.traps.append(f"/trap/{number}")
        self.site.answers["/private/1"] = Answer(b"not for robots")
        self.site.answers["/binary"] = Answer(b"\x89PNG\r\n\x1a\n" + bytes(2000), "image/png")
        self.site.answers["/circle"] = moved("/circle2")
        self.site.answers["/circle2"] = moved("/circle")
        self.site.answers["/huge"] = Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})
        self.traps += ["/private/1", "/binary", "/circle", "/huge", "/nowhere", "mailto:desk@example.org"]

    def links(self, host: str) -> list[str]:
        """Return the traps that an outlet's feed names."""
        return self.traps[self.hosts.index(host) :: OUTLETS]


def drip(handler: BaseHTTPRequestHandler, chunk: bytes, pause: float) -> None:
    """Send bytes again and again for a while; stop as soon as the other side hangs up."""
    deadline = time.monotonic() + SLOW
    while time.monotonic() < deadline:
        handler.wfile.write(chunk)
        handler.wfile.flush()
        readable, _, _ = select.select([handler.connection], [], [], pause)
        if readable and not handler.connection.recv(1, socket.MSG_PEEK):
            return


def _raw(*parts: bytes) -> Callable[[Wire, str], Answer]:
    def does(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)

    return lambda *_: Answer(does=does)


def _dripping(head: bytes, chunk: bytes, pause: float) -> Callable[[Wire, str], Answer]:
    def does(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        drip(handler, chunk, pause)

    return lambda *_: Answer(does=does)


def _status(status: int, wait: str | None) -> Callable[[Wire, str], Answer]:
    return lambda *_: Answer(b"not now", status=status, headers={"Retry-After": wait} if wait else {})


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_BOTH: dict[str, Callable[[Wire, str], Answer]] = {
    "500": _status(500, None),
    "503 and wait": _status(503, "1"),
    "429 and wait": _status(429, "1"),
    "too few bytes": _raw(_OK + b"Content-Length: 5000\r\n\r\n", b"<html><body><p>It was said"),
    "hangs up": _raw(b""),
    "no HTTP": _raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "huge head": _raw(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"a" * 200_000 + b"\r\n\r\n"),
    "torn gzip": _raw(_OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"<html>" * 500)[:30]),
    "slow": _dripping(_OK + b"Content-Length: 100000\r\n\r\n", b" ", 0.2),
}
PAGE_KINDS = _BOTH
FEED_KINDS: dict[str, Callable[[Wire, str], Answer]] = _BOTH | {
    "endless": _dripping(_OK + b"\r\n", b"<item>" * 20_000, 0.0),
    "bomb": lambda *_: Answer(gzip.compress(bytes(60_000_000), 1), headers={"Content-Encoding": "gzip"}),
    "a page": lambda *_: Answer(b"<!doctype html><html><body>Please log in.</body></html>"),
    "torn feed": lambda *_: Answer(b'<?xml version="1.0"?><rss version="2.0"><chan', "application/rss+xml"),
    "binary": lambda *_: Answer(bytes(range(256)) * 20, "application/rss+xml"),
    "404": _status(404, None),
    "to a file": lambda *_: moved("file:///etc/passwd"),
    "to the trap": lambda wire, _: moved(f"http://{TRAP}:{wire.site.port}/feed"),
    "in a circle": lambda *_: moved("/feed"),
    "unasked coding": lambda *_: Answer(b"\x0b\x02\x80abc\x03", headers={"Content-Encoding": "br"}),
}


# The forms of feeds and pages.


def paragraphs(report: Report) -> str:
    """Return the text as HTML."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in report.body.splitlines() if line.strip())


def page(report: Report) -> bytes:
    """Return the page of a report."""
    title = html.escape(report.title)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><nav><a href='/'>Home</a>"
        f"</nav><article><h1>{title}</h1>{paragraphs(report)}</article><footer>Imprint</footer></body></html>"
    ).encode()


def rss(wire: Wire, host: str, listed: list[Report]) -> Answer:
    """Return an RSS feed."""
    items = "".join(
        f"<item><title>{html.escape(report.title)}{' (updated)' * report.version}</title>"
        f"<link>{wire.url(report)}?utm_source=rss</link><guid isPermaLink='false'>{report.number}</guid>"
        f"<pubDate>{report.published}T08:00:00Z</pubDate>"
        + (f"<content:encoded>{html.escape(paragraphs(report))}</content:encoded>" if report.from_feed else "")
        + "</item>"
        for report in listed
    ) + "".join(f"<item><title>trap</title><link>{html.escape(link)}</link></item>" for link in wire.links(host))
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return Answer(f"{head}<channel><title>Outlet {host}</title>{items}</channel></rss>".encode(), "application/rss+xml")


def atom(wire: Wire, host: str, listed: list[Report]) -> Answer:
    """Return an Atom feed."""
    items = "".join(
        f"<entry><title>{html.escape(report.title)}</title><id>tag:{host},{report.number}</id>"
        f"<link href='{report.path}'/><published>{report.published}T08:00:00Z</published>"
        f"<updated>{report.published}T0{8 + report.version}:00:00Z</updated>"
        + (f"<content type='html'>{html.escape(paragraphs(report))}</content>" if report.from_feed else "")
        + "</entry>"
        for report in listed
    ) + "".join(
        f"<entry><title>trap</title><id>{n}</id><link href='{html.escape(link)}'/></entry>"
        for n, link in enumerate(wire.links(host))
    )
    head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet {host}</title><id>{host}</id>'
    return Answer(f"{head}{items}</feed>".encode(), "application/atom+xml")


def jsonfeed(wire: Wire, host: str, listed: list[Report]) -> Answer:
    """Return a JSON feed."""
    items: list[dict[str, Any]] = [
        {
            "id": str(report.number),
            "url": wire.url(report),
            "title": report.title,
            "date_published": f"{report.published}T08:00:00Z",
            "date_modified": f"{report.published}T0{8 + report.version}:00:00Z",
            **({"content_text": report.body} if report.from_feed else {}),
        }
        for report in listed
    ]
    items += [{"id": f"trap {n}", "url": link, "title": "trap"} for n, link in enumerate(wire.links(host))]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"Outlet {host}", "items": items}
    return Answer(json.dumps(feed).encode(), "application/feed+json")


def sitemap(wire: Wire, host: str, listed: list[Report]) -> Answer:
    """Return a news sitemap; its reports are of today, since a sitemap's older ones are passed over."""
    today = time.strftime("%Y-%m-%d", time.gmtime())
    items = "".join(
        f"<url><loc>{wire.url(report)}</loc><lastmod>{today}T0{report.version}:00:00Z</lastmod></url>"
        for report in listed
    ) + "".join(f"<url><loc>{html.escape(link)}</loc><lastmod>{today}</lastmod></url>" for link in wire.links(host))
    return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'.encode(), "text/xml")
