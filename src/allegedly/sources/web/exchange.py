"""One question to one host, and what it answers, within limits of time and size.

Redirects are not followed here: where they lead is another question, which has to wait for its own turn.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import httpcore2

from allegedly.errors import NotFetched, TooLong, Unavailable
from allegedly.sources.web.addresses import Allowed
from allegedly.sources.web.connecting import CONNECT_LIMIT, SILENCE_LIMIT, Backend, Resolver, resolve

MOST_SECONDS = 60.0
"""Seconds that a question may take from its first byte to the last of the answer."""
MOST_VALIDATOR = 500
"""A longer ETag or date is not kept."""
TEMPORARY = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529}
REDIRECTS = {301, 302, 303, 307, 308}
LASTING = {301, 308}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for: a checked address, what is accepted, and what is known of it already."""

    url: str
    accept: str = "*/*"
    agent: str = "Allegedly"
    etag: str | None = None
    modified: str | None = None
    most_bytes: int = 10_000_000
    seconds: float = MOST_SECONDS

    def headers(self) -> list[tuple[bytes | str, bytes | str]]:
        """Return the headers to send."""
        known = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        said = {
            "User-Agent": self.agent,
            "Accept": self.accept,
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        return [(name, value) for name, value in (said | known).items() if value]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: names of headers in lower case; `body` is empty unless `status` is 200."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def target(self) -> str | None:
        """Where a redirect leads, None for another answer."""
        return self.headers.get("location") if self.status in REDIRECTS else None

    @property
    def content_type(self) -> str:
        """The type of the body, without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the host says the body has."""
        for parameter in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \"'")[:40] or None
        return None

    def validator(self, name: str) -> str | None:
        """Return `etag` or `last-modified`, if it is fit to be sent back."""
        value = self.headers.get(name)
        return value if value and len(value) <= MOST_VALIDATOR and value.isprintable() and value.isascii() else None


class Exchange:
    """A question that is put by `run`, which another thread may break off with `abort`."""

    def __init__(
        self,
        ask: Ask,
        allowed: Allowed,
        *,
        resolver: Resolver = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.ask = ask
        self._context = context
        self.deadline = time.monotonic() + ask.seconds
        self._backend = Backend(allowed, self.deadline, resolver)
        self._aborted = False

    def abort(self) -> None:
        """Break the exchange off; `run` raises Unavailable."""
        self._aborted = True
        self._backend.abort()

    def run(self) -> Reply:
        """Return the answer; raises a NotFetched that says why there is none.

        Forbidden for a host that is not on the open net, Unavailable for what may be different another time, TooLong
        for an answer above the limit, packed or unpacked, NotFetched for what is no proper answer.
        """
        try:
            reply = self._run()
        except httpcore2.TimeoutException as error:
            raise Unavailable(f"the site took too long to answer ({type(error).__name__})") from error
        except httpcore2.RemoteProtocolError as error:
            raise Unavailable(f"the site broke off, or speaks no proper HTTP ({error})") from error
        except (httpcore2.NetworkError, httpcore2.ProxyError, ssl.SSLError, OSError) as error:
            raise Unavailable(f"the site cannot be reached ({error or type(error).__name__})") from error
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, ValueError) as error:
            raise NotFetched(f"the address cannot be asked for ({error})") from error
        if self._aborted:  # what came in may look whole, and is not
            raise Unavailable("the site took too long to answer, and was broken off")
        return reply

    def _run(self) -> Reply:
        timeouts = {"connect": CONNECT_LIMIT, "read": SILENCE_LIMIT, "write": SILENCE_LIMIT, "pool": CONNECT_LIMIT}
        context = self._context or _context()
        with (
            httpcore2.ConnectionPool(ssl_context=context, max_connections=1, network_backend=self._backend) as pool,
            pool.stream("GET", self.ask.url, headers=self.ask.headers(), extensions={"timeout": timeouts}) as response,
        ):
            headers: dict[str, str] = {}
            for name, value in response.headers:
                headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
            body = b""
            if response.status == 200:
                encoding = headers.get("content-encoding", "").strip().lower()
                body = _joined(unpacked(response.iter_stream(), encoding), self.ask.most_bytes)
            return Reply(self.ask.url, response.status, headers, body)


@cache
def _context() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes without their content coding, 64 KiB at a time at most; raises NotFetched, Unavailable."""
    if encoding in {"", "identity"}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise NotFetched(f"the site answers in {encoding[:40]!r}, which we did not ask for")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            yield inflate.decompress(chunk, 65_536)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, 65_536)
    except zlib.error as error:
        raise Unavailable(f"the answer is packed, and damaged ({error})") from error
    if not inflate.eof:
        raise Unavailable("the answer is packed, and cut off")


def _joined(chunks: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise TooLong(f"the answer has more than {most:,} bytes")
    return bytes(body)
