"""A run of the digest: news is found, mails are written down, and sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from sqlite3 import Connection

from allegedly.digest import outbox
from allegedly.digest.composing import compose
from allegedly.digest.entries import Stories, Writing, find_entries
from allegedly.digest.message import Letterhead, message
from allegedly.digest.subscriptions import is_ended, subscriptions
from allegedly.digest.transport import PutOff, Refused, Server, Session, Unknown, Withheld
from allegedly.digest.wanted import judge
from allegedly.ledger import Ledger
from allegedly.ledger.file import explained

MAILS = 3
"""Mails that one subscription is sent in one run at most, besides those of earlier runs."""
ROUNDS = 3
"""Times that a run tries to send a mail."""
PAUSE = 20.0
"""Seconds between two rounds."""


@dataclass(slots=True)
class Sent:
    """What became of the mails of a run: their Message-IDs, or what the server said to each that was not taken.

    `unsure` were handed over before the connection broke, and may have been taken; they are not sent again by
    themselves.
    """

    found: int = 0
    prepared: int = 0
    sent: list[str] = field(default_factory=list)
    put_off: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)


def prepare(ledger: Ledger, letterhead: Letterhead, *, mails: int = MAILS) -> tuple[int, list[int]]:
    """Find what is new and write the mails down that tell it; return how many entries were new, and the mails."""
    return _prepared(ledger, letterhead, ledger.writing, mails)


def rehearse(ledger: Ledger, letterhead: Letterhead, *, mails: int = MAILS) -> list[bytes]:
    """Return the mails that would be written, and leave the ledger as it was."""
    with _undone(ledger) as connection:
        _prepared(ledger, letterhead, lambda: nullcontext(connection), mails)
        return [one.content for number in outbox.waiting(ledger) if (one := outbox.mail(ledger, number))]


def _prepared(ledger: Ledger, letterhead: Letterhead, writing: Writing, mails: int) -> tuple[int, list[int]]:
    found, made, stories = find_entries(ledger, writing), [], Stories(ledger)
    at = datetime.now(UTC)
    for subscription in list(subscriptions(ledger)):
        judge(ledger, subscription, stories, writing)
        with writing() as connection:  # of two runs at once, the second finds nothing that waits
            if not is_ended(ledger, subscription):
                digests = compose(ledger, subscription, stories, mails)
                made += [outbox.prepare(connection, one, message(one, letterhead, at)) for one in digests]
    return found, made


@contextmanager
def _undone(ledger: Ledger) -> Iterator[Connection]:
    """Give the connection inside a transaction that is rolled back."""
    with explained(ledger.path):
        connection = ledger._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")


def send(
    ledger: Ledger,
    letterhead: Letterhead,
    server: Server,
    *,
    rounds: int = ROUNDS,
    pause: float = PAUSE,
    sleep: Callable[[float], None] = time.sleep,
) -> Sent:
    """Send all mails that are written down and not sent; what the server puts off is tried again after a pause.

    One address that fails costs only itself. Raises RunError where the server takes nothing of ours.
    """
    done = Sent()
    session = Session(server)
    # That a mail was handed over must be on the disk before it is, lest a power cut make us send it twice.
    list(ledger.select("PRAGMA synchronous = FULL"))
    try:
        numbers: Sequence[int] = outbox.waiting(ledger)
        for round_ in range(rounds):
            if round_ and numbers:
                sleep(pause)
            numbers = [
                number for number in numbers if not _is_settled(ledger, session, letterhead.sender, number, done)
            ]
    finally:
        session.close()
    return done


def _is_settled(ledger: Ledger, session: Session, sender: str, number: int, done: Sent) -> bool:
    """Send a mail and note what became of it; False if it is to be tried again."""
    mail = outbox.mail(ledger, number)
    if mail is None:
        return True
    done.put_off.pop(mail.message_id, None)
    try:
        reply = session.send(mail, sender, lambda: outbox.hand_over(ledger, number))
    except PutOff as error:
        outbox.put_off(ledger, number, str(error))
        done.put_off[mail.message_id] = f"{mail.address}: {error}"
        return False
    except Refused as error:
        outbox.refuse(ledger, number, str(error), is_gone=error.is_gone)
        done.refused[mail.message_id] = f"{mail.address}: {error}"
    except Unknown as error:
        done.unsure[mail.message_id] = f"{mail.address}: {error}"
    except Withheld:
        pass
    else:
        outbox.sent(ledger, number, reply)
        done.sent.append(mail.message_id)
    return True
