"""The mails: written down before they go out, so that a crash at any moment tells nothing twice and loses nothing.

    prepared  ->  sending  ->  sent
                          ->  refused      the server will not have it
                          ->  prepared     not now, says the server

A mail becomes `sending` when the server has all of it but the end mark, without which it must drop the whole (RFC 5321,
4.1.1.4 and 4.1.1.10); so who dies before that has sent nothing. One that is found `sending` may have been taken or not:
it is not sent again unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from sqlite3 import Connection

from allegedly.digest.composing import Digest
from allegedly.digest.subscriptions import end_within
from allegedly.ledger import Ledger
from allegedly.ledger.soundness import storable
from allegedly.ledger.store import now

LAST_REFUSAL = 3
"""After so many refusals one after the other, the subscription is ended: the address is gone."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is to be sent: `content` is the whole of it, as it goes over the wire."""

    number: int
    address: str
    message_id: str
    state: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Unsure:
    """A mail of which nobody knows whether it was taken, or one that was refused."""

    message_id: str
    address: str
    state: str
    at: str
    reply: str | None


def prepare(connection: Connection, digest: Digest, mail: EmailMessage) -> int:
    """Write a mail down, and that its entries are told by it; return its number. Within a transaction."""
    subscription = digest.subscription
    values = (subscription.number, str(mail["Message-ID"]), now(), now(), mail.as_bytes())
    made = connection.execute(
        "INSERT INTO mails (subscription, message_id, state, prepared, at, message)"
        " VALUES (?, ?, 'prepared', ?, ?, ?) RETURNING number",
        values,
    ).fetchone()["number"]
    sets = "UPDATE tellings SET mail = ? WHERE address = ? AND entry = ? AND mail IS NULL"
    connection.executemany(sets, [(made, subscription.address, one.entry) for one in digest.entries])
    return int(made)


_MAILS = """
SELECT m.number, s.address, m.message_id, m.state, m.message AS content
FROM mails m JOIN subscriptions s ON s.number = m.subscription WHERE m.number = ?
"""


def waiting(ledger: Ledger) -> list[int]:
    """Return the numbers of the mails that are to be sent, the oldest first."""
    return [row["number"] for row in ledger.select("SELECT number FROM mails WHERE state = 'prepared' ORDER BY number")]


def mail(ledger: Ledger, number: int) -> Mail | None:
    """Return a mail that is to be sent; None if it was sent or dropped meanwhile."""
    for row in ledger.select(_MAILS, number):
        if row["state"] == "prepared":
            return Mail(**dict(row))
    return None


def unsure(ledger: Ledger) -> Iterator[Unsure]:
    """Yield the mails that may have been sent or not, and those that were refused, the oldest first."""
    query = """
        SELECT m.message_id, s.address, m.state, m.at, m.reply
        FROM mails m JOIN subscriptions s ON s.number = m.subscription
        WHERE m.state IN ('sending', 'refused') ORDER BY m.number
    """
    for row in ledger.select(query):
        yield Unsure(**dict(row))


def hand_over(ledger: Ledger, number: int) -> bool:
    """Note that the end mark of a mail is about to be sent; False if another run has it, or the subscription ended."""
    with ledger.writing() as connection:
        changed = connection.execute(
            "UPDATE mails SET state = 'sending', at = ?"
            " WHERE number = ? AND state = 'prepared'"
            " AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.number = subscription AND s.ended IS NULL)",
            (now(), number),
        ).rowcount
        return changed == 1


def sent(ledger: Ledger, number: int, reply: str) -> None:
    """Note that the server took a mail; what it said is kept, the mail itself no longer."""
    with ledger.writing() as connection:
        _become(connection, number, "sent", reply)
        connection.execute("UPDATE mails SET message = NULL WHERE number = ?", (number,))
        connection.execute(
            "UPDATE subscriptions SET refused = 0 WHERE number = (SELECT subscription FROM mails WHERE number = ?)",
            (number,),
        )


def put_off(ledger: Ledger, number: int, reply: str) -> None:
    """Note that the server did not take a mail now; it stays to be sent."""
    with ledger.writing() as connection:
        _become(connection, number, "prepared", reply)


def refuse(ledger: Ledger, number: int, reply: str, *, is_gone: bool) -> None:
    """Note that the server will not take a mail; the subscription of an address that is gone is ended in the end."""
    with ledger.writing() as connection:
        _become(connection, number, "refused", reply)
        if not is_gone:
            return
        row = connection.execute(
            "UPDATE subscriptions SET refused = refused + 1"
            " WHERE number = (SELECT subscription FROM mails WHERE number = ?) RETURNING number, refused",
            (number,),
        ).fetchone()
        if row["refused"] >= LAST_REFUSAL:
            end_within(connection, row["number"], f"refused: {reply}")


def _become(connection: Connection, number: int, state: str, reply: str) -> None:
    values = (state, now(), storable(reply[:500]), number)
    connection.execute("UPDATE mails SET state = ?, at = ?, reply = ? WHERE number = ?", values)


def send_again(ledger: Ledger) -> Sequence[str]:
    """Let the mails that may not have come, and those that were refused, be sent again as they are; return their ids.

    What comes twice has one Message-ID, by which many mail programs show it once.
    """
    with ledger.writing() as connection:
        rows = connection.execute(
            "UPDATE mails SET state = 'prepared', at = ? WHERE state IN ('sending', 'refused') AND message IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.number = subscription AND s.ended IS NULL)"
            " RETURNING message_id",
            (now(),),
        ).fetchall()
        return sorted(row["message_id"] for row in rows)
