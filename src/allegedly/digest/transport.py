"""Mails handed to a server by SMTP (RFC 5321), encrypted unless the server is this machine or somebody insists.

The end mark of a mail is sent apart from the mail, after `hand_over` has said that it may be: so that what happens
before is known to have sent nothing.
"""

from __future__ import annotations

import re
import select
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from allegedly.digest.outbox import Mail
from allegedly.errors import RunError, UsageError

Encryption = Literal["starttls", "tls", "none"]
ENCRYPTIONS: tuple[Encryption, ...] = get_args(Encryption)
TIMEOUT = 60.0
"""Seconds to wait for any answer of the server."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_READY = 354


class PutOff(Exception):
    """The server does not take the mail now, or cannot be reached."""


class Refused(Exception):
    """The server will never take this mail; `is_gone` says that it is because of the address."""

    def __init__(self, said: str, *, is_gone: bool = False) -> None:
        super().__init__(said)
        self.is_gone = is_gone


class Unknown(Exception):
    """The connection broke after the end mark and before the answer."""


class Withheld(Exception):
    """The mail was not to be sent any more when all but its end mark was."""


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server, and how to get in. `ca` is a file of certificates to trust beside those of the system.

    Raises UsageError for what cannot be, or would show the password to others.
    """

    host: str
    port: int = 587
    encryption: Encryption = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\w.:-]{1,253}", self.host, re.ASCII) or not 0 < self.port < 65536:
            raise UsageError(f"the mail server is {self.host}:{self.port}; give HOST or HOST:PORT")
        if self.encryption not in ENCRYPTIONS:
            raise UsageError(f"the encryption is {self.encryption!r}; give one of {', '.join(ENCRYPTIONS)}")
        if (self.user is None) != (self.password is None):
            raise UsageError("a login needs a user and a password; give both (docs/commands/digest.md), or neither")
        if self.encryption == "none" and self.user is not None and self.host not in _HERE:
            raise UsageError("the password would go out readable by all; use --tls starttls or tls")


def server_at(address: str) -> tuple[str, int | None]:
    """Return host and port (None for none) of "mail.example.org:465" or "[::1]:25"; UsageError for what is neither."""
    match = re.fullmatch(r"(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<name>[^:\s]+))(?::(?P<port>\d{1,5}))?", address.strip())
    if match is None:
        raise UsageError(f"the mail server is {address!r}; give HOST or HOST:PORT")
    return match["six"] or match["name"], int(match["port"]) if match["port"] else None


class Session:
    """A connection to a server, made when it is needed and again when it broke."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, mail: Mail, sender: str, hand_over: Callable[[], bool]) -> str:
        """Send a mail and return what the server said to it; `hand_over` is called before the end mark.

        Raises PutOff, Refused, Unknown or Withheld; RunError where the server lets nobody of ours in.
        """
        with self._closed_on_error():
            smtp = self._connected()
            with _before_the_end():
                self._open(smtp, mail, sender)
                smtp.send(_stuffed(mail.content))
                _see_that_it_holds(smtp)
            if not hand_over():
                raise Withheld(mail.message_id)
            try:
                smtp.send(b".\r\n")
                code, reply = smtp.getreply()
            except (OSError, smtplib.SMTPException) as error:
                raise Unknown(f"the connection broke before the answer ({error})") from error
            return _taken(code, reply)

    def close(self) -> None:
        """Take leave of the server."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def _open(self, smtp: smtplib.SMTP, mail: Mail, sender: str) -> None:
        try:
            _taken(*smtp.mail(sender))
        except Refused as error:
            raise RunError(f"{self._server.host} lets nobody send as {sender}: {error}") from error
        try:
            _taken(*smtp.rcpt(mail.address))
        except Refused as error:
            raise Refused(str(error), is_gone=True) from error
        code, reply = smtp.docmd("DATA")
        if code != _READY:
            _taken(code if code >= 400 else 451, reply)

    @contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        """Close the connection on any error, since a mail may be open on it; the next one opens another."""
        try:
            yield
        except BaseException:
            if self._smtp is not None:
                self._smtp.close()
                self._smtp = None
            raise

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            server = self._server
            try:
                self._smtp = _greeted(server)
                if server.user is not None and server.password is not None:
                    self._smtp.login(server.user, server.password)
            except smtplib.SMTPAuthenticationError as error:
                if error.smtp_code < 500:
                    raise PutOff(_said(error.smtp_code, error.smtp_error)) from error
                raise RunError(
                    f"{server.host} does not let {server.user} in; see that the password is right"
                ) from error
            except (smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError) as error:
                raise RunError(f"{server.host}: {error}; nothing was sent (--tls, --ca)") from error
            except (OSError, smtplib.SMTPException) as error:
                raise PutOff(f"{server.host}:{server.port} cannot be reached ({error})") from error
        return self._smtp


def _greeted(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.ca is not None:
        try:
            context.load_verify_locations(server.ca)
        except (OSError, ssl.SSLError) as error:
            raise UsageError(f"{server.ca} holds no certificates ({error}); give a file in PEM form") from error
    smtp: smtplib.SMTP
    if server.encryption == "tls":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.encryption == "starttls":
            smtp.starttls(context=context)  # raises where the server has none: never in the clear by surprise
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _see_that_it_holds(smtp: smtplib.SMTP) -> None:
    """Raise OSError if the server has something to say before the mail ends: that it goes, or is gone."""
    if smtp.sock is None or select.select([smtp.sock], [], [], 0)[0]:
        raise OSError("the server went away in the middle of the mail")


@contextmanager
def _before_the_end() -> Iterator[None]:
    """Say of what breaks here that nothing was sent."""
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise PutOff(f"the connection broke ({error})") from error


def _taken(code: int, reply: bytes) -> str:
    """Return what the server said if it agrees; raise PutOff or Refused if not."""
    said = _said(code, reply)
    if 200 <= code < 300:
        return said
    raise Refused(said) if code >= 500 else PutOff(said)


def _said(code: int, reply: bytes | str) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(words.split())}"


def _stuffed(content: bytes) -> bytes:
    """Return a mail as it goes over the wire, all lines ended by CRLF and points doubled that begin one (4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    whole = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole)
