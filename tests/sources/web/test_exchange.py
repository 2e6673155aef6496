"""A question to a host that misbehaves ends soon, in an answer or in an error that says why."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from allegedly.errors import DocumentError, Forbidden, NotFetched, TooLong, Unavailable
from allegedly.sources.web import Allowed, Ask, Exchange, Reply
from tests.watch.site import Answer, Site, endless, moved, packed, raw

LOOPBACK = Allowed.of(["127.0.0.1"])
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BODY = b"<p>It was said.</p>" * 20


def ask(url: str, seconds: float = 5.0, most: int = 100_000, allowed: Allowed = LOOPBACK, **more: Any) -> Reply:
    return Exchange(Ask(url, seconds=seconds, most_bytes=most), allowed, **more).run()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


GOOD = {
    "plain": Answer(BODY),
    "packed": packed(BODY),
    "zlib": Answer(zlib.compress(BODY), headers={"Content-Encoding": "deflate"}),
    "no length": raw(HEAD + b"\r\n", BODY),
    "chunked": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n"),
    "in pieces": raw(HEAD + b"\r\n", *(BODY[at : at + 38] for at in range(0, len(BODY), 38)), pause=0.01),
    "too many bytes": raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY), BODY, b"and more"),
    "a hint before": raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + b"\r\n", BODY),
    "no status text": raw(b"HTTP/1.1 200\r\n\r\n", BODY),
}
BAD: dict[str, tuple[Answer, type[DocumentError]]] = {
    "too large": (Answer(b"a" * 200_000), TooLong),
    "endless": (endless(b"a" * 10_000), TooLong),
    "slow": (endless(b"a", pause=0.05), Unavailable),
    "a bomb": (packed(bytes(50_000_000)), TooLong),
    "torn gzip": (Answer(gzip.compress(BODY)[:40], headers={"Content-Encoding": "gzip"}), Unavailable),
    "no gzip": (Answer(BODY, headers={"Content-Encoding": "gzip"}), Unavailable),
    "an unasked coding": (Answer(BODY, headers={"Content-Encoding": "br"}), NotFetched),
    "too few bytes": (Answer(BODY, headers={"Content-Length": "90000"}), Unavailable),
    "a length that is none": (raw(HEAD + b"Content-Length: many\r\n\r\n", BODY), Unavailable),
    "two lengths": (raw(HEAD + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\n", BODY), Unavailable),
    "broken chunks": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\n" + BODY), Unavailable),
    "hangs up": (raw(b""), Unavailable),
    "hangs up in the head": (raw(b"HTTP/1.1 200 OK\r\nContent-"), Unavailable),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Unavailable),
    "garbage": (raw(bytes(range(256))), Unavailable),
    "a huge head": (raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000), Unavailable),
    "endless heads": (raw(*[b"HTTP/1.1 200 OK\r\n"] + [b"X: 1\r\n"] * 30_000), Unavailable),
    "endless hints": (raw(*[b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 50, pause=0.1), Unavailable),
}


@pytest.mark.parametrize("name", GOOD)
def test_answers_that_are_taken(site: Site, name: str) -> None:
    site.answers["/good"] = GOOD[name]
    reply = ask(site.url("/good"))
    assert (reply.status, reply.body) == (200, BODY)


@pytest.mark.parametrize("name", BAD)
def test_answers_that_are_refused_in_time(site: Site, name: str) -> None:
    answer, error = BAD[name]
    site.answers["/bad"] = answer
    started = time.monotonic()
    with pytest.raises(error):
        ask(site.url("/bad"), seconds=0.6)
    assert time.monotonic() - started < 3


def test_other_answers_are_not_read(site: Site) -> None:
    site.answers["/moved"] = moved("/elsewhere", 301)
    site.answers["/gone"] = Answer(b"a" * 1_000_000, status=410)
    assert (ask(site.url("/moved")).target, ask(site.url("/moved")).body) == ("/elsewhere", b"")
    assert (ask(site.url("/gone")).status, ask(site.url("/gone")).body) == (410, b"")


def test_what_is_known_is_sent_back(site: Site) -> None:
    site.answers["/feed"] = Answer(BODY, headers={"ETag": '"1"', "Last-Modified": "Sat, 15 Oct 2022 12:34:00 GMT"})
    first = ask(site.url("/feed"))
    etag, modified = first.validator("etag"), first.validator("last-modified")
    again = Exchange(Ask(site.url("/feed"), etag=etag, modified=modified, agent="Tester/1 (us)"), LOOPBACK).run()
    assert again.status == 304
    assert site.seen[-1].headers["user-agent"] == "Tester/1 (us)"
    assert "cookie" not in site.seen[-1].headers


def test_validators_that_are_not_fit_to_be_sent() -> None:
    reply = Reply("http://x/", 200, {"etag": "a" * 900, "last-modified": "Märch"})
    assert (reply.validator("etag"), reply.validator("last-modified")) == (None, None)


def test_encodings_that_a_host_names() -> None:
    def reply(value: str) -> Reply:
        return Reply("http://x/", 200, {"content-type": value})

    assert reply('Text/HTML; Charset="windows-1252"').charset == "windows-1252"
    assert reply("text/html; charset=").charset is None
    assert reply("Text/HTML ; a=b").content_type == "text/html"


def test_nothing_is_sent_to_a_machine_that_is_not_allowed(site: Site) -> None:
    before = len(site.seen)
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        with pytest.raises(Forbidden):
            ask(site.url("/plain", host), allowed=Allowed())
    with pytest.raises(Forbidden):
        ask(site.url("/plain", "harmless.example"), allowed=Allowed(), resolver=lambda *_: ["127.0.0.1"])
    assert len(site.seen) == before


def test_a_name_that_leads_elsewhere_the_second_time(site: Site) -> None:
    """The check and the connection use one answer of the DNS, so that another cannot come between them."""
    site.answers["/plain"] = Answer(BODY)
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    reply = ask(site.url("/plain", "changing.example"), resolver=resolver)
    assert reply.status == 200
    assert asked == ["changing.example"]
    assert site.seen[-1].host == "changing.example"


def test_the_first_address_that_answers_is_asked(site: Site) -> None:
    site.answers["/plain"] = Answer(BODY)
    both = Allowed.of(["127.0.0.0/8"])
    reply = ask(site.url("/plain", "two.example"), allowed=both, resolver=lambda *_: ["127.9.9.9", "127.0.0.1"])
    assert reply.status == 200


def test_nobody_is_there() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with pytest.raises(Unavailable, match="reached"):
        ask(f"http://127.0.0.1:{port}/")


def test_an_exchange_can_be_broken_off(site: Site) -> None:
    site.answers["/slow"] = endless(b"a", pause=0.05)
    exchange = Exchange(Ask(site.url("/slow"), seconds=30), LOOPBACK)
    threading.Timer(0.3, exchange.abort).start()
    started = time.monotonic()
    with pytest.raises(Unavailable):
        exchange.run()
    assert time.monotonic() - started < 5


def test_tls_is_checked_for_the_name_that_was_asked_for() -> None:
    authority = trustme.CA()
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("press.example").configure_cert(server)
    authority.configure_trust(client)
    to_us: dict[str, Any] = {"resolver": lambda *_: ["127.0.0.1"], "context": client}
    with Site(context=server) as site:
        site.answers["/"] = Answer(BODY)
        assert ask(site.url("/", "press.example", "https"), **to_us).body == BODY
        with pytest.raises(Unavailable, match=r"(?i)certificate|hostname"):
            ask(site.url("/", "other.example", "https"), **to_us)
        with pytest.raises(Unavailable, match=r"(?i)certificate"):
            ask(site.url("/", "press.example", "https"), resolver=lambda *_: ["127.0.0.1"])


def test_tls_where_there_is_none(site: Site) -> None:
    with pytest.raises(Unavailable):
        ask(site.url("/plain", scheme="https"))
