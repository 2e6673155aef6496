"""A digest as a mail (RFC 5322): plain text and HTML, and headers by which one click ends it (RFC 8058)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import urlsplit

from allegedly.digest.composing import Digest
from allegedly.digest.rendering import headline, html, text
from allegedly.digest.subscriptions import checked
from allegedly.errors import UsageError
from allegedly.plain import one_line

LONGEST_SUBJECT = 150
LONGEST_ROOM = 200
_WHOLE = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"})


class _Policy(EmailPolicy):
    """Headers as RFC 5322 has them on the wire; addresses of the web stay whole, which the library would encode."""

    def fold(self, name: str, value: str) -> str:
        """Return a header as the lines that it takes."""
        return f"{name}: {value}{self.linesep}" if name in _WHOLE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the same in bytes."""
        return self.fold(name, value).encode("ascii")


_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends, and the address of the reading room that is answered from outside, where subscriptions are ended.

    Raises UsageError for a sender that is no address, or a room that is not of the web, and safe (https) unless it is
    this machine's.
    """

    sender: str
    room: str

    def __post_init__(self) -> None:
        checked(self.sender)
        try:
            parts = urlsplit(self.room)
            safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
            plain = self.room.isascii() and self.room.isprintable() and not set(self.room) & set(' "<>\\')
            fits = safe and plain and bool(parts.hostname) and not parts.query and not parts.fragment
        except ValueError:
            fits = False
        if not fits or "@" in parts.netloc or len(self.room) > LONGEST_ROOM:
            raise UsageError(f"the reading room is {self.room!r}; give its address, such as https://room.example.org")

    @property
    def base(self) -> str:
        """The address of the room, without a slash at its end."""
        return self.room.rstrip("/")


def message_id(digest: Digest, letterhead: Letterhead) -> str:
    """Return the Message-ID of a digest: the same for the same entries to the same address, and for no others."""
    told = json.dumps([digest.subscription.address, sorted(one.identity for one in digest.entries)])
    domain = checked(letterhead.sender).rpartition("@")[2]
    return f"<digest-{hashlib.sha256(told.encode()).hexdigest()[:32]}@{domain}>"


def message(digest: Digest, letterhead: Letterhead, at: datetime) -> EmailMessage:
    """Return the mail, dated `at`; all of it is ASCII on the wire."""
    mail = EmailMessage(policy=_Policy(linesep="\r\n", raise_on_defect=True))
    subscription = digest.subscription
    unsubscribe = f"{letterhead.base}/unsubscribe/{subscription.token}"
    part = f" ({digest.part} of {digest.parts})" if digest.parts > 1 else ""
    domain = checked(letterhead.sender).rpartition("@")[2]
    mail["Message-ID"] = message_id(digest, letterhead)
    mail["Date"] = format_datetime(at)
    mail["From"] = f"Allegedly <{checked(letterhead.sender)}>"
    mail["To"] = checked(subscription.address)
    mail["Subject"] = one_line(headline(digest))[:LONGEST_SUBJECT] + part
    mail["List-Id"] = f"<digest-{subscription.number}.{domain}>"
    mail["List-Unsubscribe"] = f"<{unsubscribe}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text(digest, letterhead.base, unsubscribe), cte="quoted-printable")
    mail.add_alternative(html(digest, letterhead.base, unsubscribe), subtype="html", cte="quoted-printable")
    # The library draws the border of the parts at random, and the same digest is to be the same bytes.
    mail.set_boundary(f"={mail['Message-ID'][8:40]}=")
    return mail
