"""A small wire for tests: reports of one story, linked by rules that can be said by hand, and their digests."""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from allegedly.digest import Letterhead, outbox, prepare
from allegedly.ledger import Ledger, Linker
from allegedly.records import Actor, Reading
from tests.ledger.links.simple import SimpleRules, report

HEAD = Letterhead("news@example.org", "https://room.example.org")
ALL = 1000
"""More mails than any test needs."""
_ENTRY = re.compile(
    r'<td id="e(?P<identity>[0-9a-f]{16})"[^>]*>\s*<b>(?P<bold>[^<]*)</b>(?: <i>[^<]*</i>: (?P<words>.*?) <span)?'
)


def fire(*lines: str, day: int = 1, outlet: str = "The Quay", **head: str) -> Reading:
    """Return a report of the fire at the mill, of those lines."""
    return report("\n".join(("FIRE AT THE MILL", *lines)), day, outlet, title="Mill on fire", **head)


def named(reading: Reading) -> Reading:
    """Return the reading with its sources known as actors, each the same in all reports."""
    sources = sorted({one.source[0].quote for one in reading.claims})
    claims = tuple(replace(one, actor=one.source[0].quote) for one in reading.claims)
    return replace(reading, actors=tuple(Actor(who, who, "person") for who in sources), claims=claims)


def read_anew(reading: Reading, version: int) -> Reading:
    """Return the same reading as if by later layers."""
    return replace(reading, versions=(("furniture", version),))


def add(ledger: Ledger, *readings: Reading) -> None:
    """Add readings and link all."""
    for one in readings:
        ledger.add(one)
    link(ledger)


def link(ledger: Ledger, *, anew: bool = False) -> None:
    linker = Linker(ledger, SimpleRules())
    if anew:
        linker.start_over()
    linker.link(linker.unlinked())
    assert not linker.faults


def posted(ledger: Ledger) -> list[EmailMessage]:
    """Write the mails down that are due, take them all for sent, and return them."""
    _, made = prepare(ledger, HEAD, mails=ALL)
    return [parsed(content) for content in _taken(ledger, made)]


def _taken(ledger: Ledger, numbers: Iterable[int]) -> Iterator[bytes]:
    for number in numbers:
        mail = outbox.mail(ledger, number)
        assert mail is not None
        assert outbox.hand_over(ledger, number)
        outbox.sent(ledger, number, "250 OK")
        yield mail.content


def parsed(content: bytes) -> EmailMessage:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def entries(mails: Iterable[EmailMessage]) -> list[tuple[str, str]]:
    """Return the entries that the mails tell, in words: (who, what), or ("killed: 3", "") for a figure."""
    found = [match for mail in mails for match in _ENTRY.finditer(body(mail, "html"))]
    return [(html.unescape(one["bold"]), html.unescape(one["words"] or "")) for one in found]


def identities(mails: Iterable[EmailMessage]) -> list[str]:
    return [match["identity"] for mail in mails for match in _ENTRY.finditer(body(mail, "html"))]


def fresh(folder: Path, name: str = "l.sqlite") -> Path:
    return folder / name
