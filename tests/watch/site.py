"""A web site on loopback that answers as it is told, and keeps an account of who asked what, and when."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Seen:
    """One question: which host was asked for what, with which headers, from when to when (monotonic seconds)."""

    host: str
    path: str
    headers: dict[str, str]
    started: float
    ended: float = 0.0
    status: int = 0


@dataclass
class Answer:
    """What to answer; a 200 with an ETag becomes a 304 where the question has it. `does` takes the whole in hand."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    does: Callable[[BaseHTTPRequestHandler], None] | None = None


Maker = Callable[[], Answer]


class Site:
    """Answers at each of the addresses, all at one port; use it in a `with` statement.

    `answers` has an answer, or what makes one, for a path, or for a host and a path ("127.0.0.2/feed"); what it does
    not have is a 404, robots.txt among it.
    """

    def __init__(self, addresses: Iterable[str] = ("127.0.0.1",), context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer | Maker] = {}
        self.seen: list[Seen] = []
        self._servers: list[ThreadingHTTPServer] = []
        self.port = 0
        for address in addresses:
            server = _Server((address, self.port), self._handler())
            if context is not None:
                server.socket = context.wrap_socket(server.socket, server_side=True)
            self.port = server.server_address[1]
            self._servers.append(server)

    def __enter__(self) -> Self:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.path == path]

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def _answer(self, host: str, path: str) -> Answer:
        bare = path.partition("?")[0]
        for name in (host + path, path, host + bare, bare):
            if name in self.answers:
                found = self.answers[name]
                return found if isinstance(found, Answer) else found()
        return Answer(b"nothing here", status=404)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = (self.headers.get("Host") or "").rpartition(":")[0]
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(host, self.path, headers, time.monotonic())
                site.seen.append(seen)
                try:
                    self._say(seen, site._answer(host, self.path))
                except OSError:
                    self.close_connection = True
                finally:
                    seen.ended = time.monotonic()

            def _say(self, seen: Seen, answer: Answer) -> None:
                if answer.does is not None:
                    self.close_connection = True
                    answer.does(self)
                    return
                etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
                known = (etag and self.headers.get("If-None-Match") == etag) or (
                    modified and not etag and self.headers.get("If-Modified-Since") == modified
                )
                seen.status = 304 if known and answer.status == 200 else answer.status
                self.send_response(seen.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if seen.status != 304:
                    self.send_header("Content-Type", answer.type)
                    if "Content-Length" not in answer.headers:
                        self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if seen.status != 304:
                    self.wfile.write(answer.body)

            def log_message(self, *_: Any) -> None:
                return

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


def moved(target: str, status: int = 302) -> Answer:
    """Redirect."""
    return Answer(status=status, headers={"Location": target})


def packed(body: bytes, type_: str = "text/html; charset=utf-8") -> Answer:
    """Send it with gzip."""
    return Answer(gzip.compress(body), type_, headers={"Content-Encoding": "gzip"})


def raw(*parts: bytes, pause: float = 0.0) -> Answer:
    """Send these bytes as they are, with pauses, and hang up."""

    def does(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)
        handler.connection.shutdown(socket.SHUT_RDWR)

    return Answer(does=does)


def endless(chunk: bytes, pause: float = 0.0, seconds: float = 10.0) -> Answer:
    """Send a head and then the same bytes over and over, for so long or until nobody listens."""

    def does(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            handler.wfile.write(chunk)
            handler.wfile.flush()
            time.sleep(pause)

    return Answer(does=does)


def rss(items: Iterable[tuple[str, str]], more: str = "", title: str = "The Harbour Wire") -> Answer:
    """Make an RSS feed of links and titles; it has an ETag."""
    body = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Sat, 15 Oct 2022 12:34:00 +0300</pubDate></item>"
        for link, name in items
    )
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    data = f"{head}<title>{title}</title><link>/</link><description>-</description>{body}{more}".encode()
    data += b"</channel></rss>"
    return Answer(data, "application/rss+xml", headers={"ETag": f'"{hash(data) & 0xFFFFFFFF:x}"'})


def page(number: int, more: str = "") -> Answer:
    """Make the page of a report, with words of its own."""
    told = (
        f"The harbour office said on Monday that barge {number} had left the port with {number + 2} crates of apples."
    )
    denied = f"The owner of barge {number} denied that it had been stopped near pier {number + 5} on Sunday. {more}"
    more_text = (
        f"An official told reporters that {number + 40} dockers would be asked to work at night in the old port."
    )
    body = "".join(f"<p>{part}</p>" for part in (told, denied, more_text, told.replace("Monday", "Tuesday")))
    title = f"Barge {number} leaves port with apples"
    return Answer(
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}"
        f"</article></body></html>".encode()
    )
