"""A mail server on loopback (aiosmtpd), with certificate and login, that does as it is told with each mail."""

from __future__ import annotations

import os
import signal
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from allegedly.digest import Server

Deed = Literal["take", "later", "never", "gone", "busy", "cut", "take and cut", "take and kill", "kill"]
"""What the server does with one mail; "cut" and "kill" come in the middle of it, or once it has all of it."""
USER, PASSWORD = "news", "correct horse"


class Post:
    """A running server: `taken` are the mails that it took (address, content), `deeds` what it does next."""

    def __init__(self, tls: Literal["starttls", "tls", "none"] = "none", folder: Path | None = None) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.deeds: dict[str, list[Deed]] = defaultdict(list)
        self.sessions: list[tuple[bool, bool]] = []
        self.kill: Callable[[], None] = lambda: None
        self.ca: Path | None = None
        self._tls = tls
        self._controller = self._made(tls, folder)

    def __enter__(self) -> Post:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def server(self, **otherwise: Any) -> Server:
        """Return how to reach it."""
        login: dict[str, Any] = {"user": USER, "password": PASSWORD} if self._tls != "none" else {}
        known: dict[str, Any] = {"port": self.port, "encryption": self._tls, "ca": self.ca, "timeout": 10.0}
        return Server(**{"host": "localhost", **known, **login, **otherwise})

    def _made(self, tls: str, folder: Path | None) -> Controller:
        options: dict[str, Any] = {}
        if tls != "none":
            assert folder is not None
            context = self._context(folder)
            options = {"authenticator": _authenticated, "auth_required": True, "auth_require_tls": tls == "starttls"}
            options |= (
                {"tls_context": context, "require_starttls": True} if tls == "starttls" else {"ssl_context": context}
            )
        post = self

        class Made(Controller):
            def factory(self) -> SMTP:
                return _Cutting(post, self.handler, **self.SMTP_kwargs)

        return Made(_Handler(self), hostname="localhost", port=_free_port(), server_hostname="localhost", **options)

    def _context(self, folder: Path) -> ssl.SSLContext:
        authority = trustme.CA()
        self.ca = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        return context

    def deed(self, address: str) -> Deed:
        return self.deeds[address][0] if self.deeds[address] else "take"

    def done(self, address: str) -> None:
        if self.deeds[address]:
            self.deeds[address].pop(0)


class _Handler:
    def __init__(self, post: Post) -> None:
        self._post = post

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        refusals = {"gone": "550 nobody of that name", "busy": "451 greylisted, come again"}
        deed = self._post.deed(address)
        if deed in refusals:
            self._post.done(address)
            return refusals[deed]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        deed = self._post.deed(address)
        self._post.done(address)
        if deed in {"later", "never"}:
            return "452 no room now" if deed == "later" else "554 not this"
        transport: Any = server.transport
        is_encrypted = transport.get_extra_info("ssl_object") is not None
        self._post.sessions.append((is_encrypted, bool(session.authenticated)))
        self._post.taken.append((address, bytes(envelope.original_content)))
        if deed == "take and kill":
            self._post.kill()
        if deed in {"take and kill", "take and cut"}:
            transport.abort()
        return "250 OK, kept as 4711"


class _Cutting(SMTP):
    def __init__(self, post: Post, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._post = post

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        envelope: Any = self.envelope
        transport: Any = self.transport
        address = envelope.rcpt_tos[0] if envelope.rcpt_tos else ""
        deed = self._post.deed(address)
        if deed not in {"cut", "kill"}:
            await super().smtp_DATA(arg)
            return
        self._post.done(address)
        if deed == "kill":
            self._post.kill()
        await self.push("354 go on")
        transport.abort()


def _authenticated(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


def killer(pid: int) -> Callable[[], None]:
    return lambda: os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])
