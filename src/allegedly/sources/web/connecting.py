"""Connections to the open net alone: a name is resolved once, every address looked at, and exactly those connected to.

The check is made where the connection is, so that no notation, redirect or answer of the DNS that changes from one
look-up to the next can get around it. All that is sent and received on a connection has to be done by one deadline.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore2

from allegedly.errors import Forbidden, Unavailable
from allegedly.sources.web.addresses import Address, Allowed, is_public, numeric

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host; raises OSError where there are none."""

CONNECT_LIMIT = 10.0
"""Seconds to connect to one address, and to agree on TLS."""
SILENCE_LIMIT = 20.0
"""Seconds without a byte after which a site is given up."""
MOST_ADDRESSES = 3
"""So many addresses of a host are tried."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system knows them, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def addresses_of(host: str, port: int, allowed: Allowed, resolver: Resolver = resolve) -> list[Address]:
    """Return the addresses of a host, all of which may be asked; raises Forbidden or Unavailable.

    One address that may not be asked spoils the host: a name that is of the open net and of ours at once is a trap.
    """
    known = numeric(host)
    if known is not None:
        found = [known]
    else:
        try:
            found = [ip_address(address) for address in resolver(host, port)]
        except (OSError, UnicodeError) as error:
            raise Unavailable(f"the name {host} cannot be resolved ({error})") from error
        except ValueError as error:
            raise Unavailable(f"the name {host} resolves to what is no address ({error})") from error
    if not found:
        raise Unavailable(f"the name {host} has no address")
    for address in found:
        if not is_public(address) and not allowed.has(host, address):
            where = host if known is not None else f"{host} ({address})"
            raise Forbidden(f"{where} is not on the open net; --allow-host {host} lets it be asked")
    return found


class Backend(httpcore2.NetworkBackend):
    """The connections of one exchange, all done by `deadline` (of `time.monotonic`)."""

    def __init__(self, allowed: Allowed, deadline: float, resolver: Resolver = resolve) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._resolver = resolver
        self._stream: Stream | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that answers."""
        addresses = addresses_of(host, port, self._allowed, self._resolver)[:MOST_ADDRESSES]
        plain = httpcore2.SyncBackend()
        for number, address in enumerate(addresses):
            limit = left(self._deadline, CONNECT_LIMIT)
            try:
                inner = plain.connect_tcp(str(address), port, limit, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number + 1 == len(addresses):
                    raise
                continue
            self._stream = Stream(inner, self._deadline)
            return self._stream
        raise httpcore2.ConnectError(f"{host} has no address")

    def abort(self) -> None:
        """End the connection from another thread."""
        if self._stream is not None:
            self._stream.abort()


class Stream(httpcore2.NetworkStream):
    """A connection on which nothing takes longer than is left until the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come in."""
        return self._inner.read(max_bytes, left(self._deadline, SILENCE_LIMIT))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, left(self._deadline, SILENCE_LIMIT))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Agree on TLS; the certificate must be for the name that was asked for, wherever it led."""
        self._inner = self._inner.start_tls(ssl_context, server_hostname, left(self._deadline, CONNECT_LIMIT))
        return self

    def get_extra_info(self, info: str) -> Any:
        """Return what the socket knows."""
        return self._inner.get_extra_info(info)

    def abort(self) -> None:
        """Shut the socket, so that whoever waits on it gets an error."""
        try:
            self._inner.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def left(deadline: float, most: float) -> float:
    """Return the seconds until the deadline, `most` at most; raises ReadTimeout where none are left."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore2.ReadTimeout("the time for it is over")
    return min(seconds, most)
