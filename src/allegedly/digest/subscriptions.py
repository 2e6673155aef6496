"""Who wants which news: kept in the ledger, one row a subscription, until it is ended."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from allegedly.errors import LedgerError, UsageError
from allegedly.ledger import Ledger, queries
from allegedly.ledger.queries.hits import fts_query
from allegedly.ledger.soundness import storable
from allegedly.ledger.store import now

LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1, less the brackets) and of a condition."""
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?=[^@]{{1,64}}@)[\w!#$%&'*+/=?^`{{|}}~-]+(?:\.[\w!#$%&'*+/=?^`{{|}}~-]+)*@{_LABEL}(?:\.{_LABEL})*", re.ASCII
)
"""Dot-string and domain of RFC 5321 (4.1.2): no quoted names, no addresses in numbers."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What news an address is sent: all conditions that are given must hold, and None asks nothing.

    `story` is the id of a document of the story, `actor` an actor's id or part of a name, `country` a code or name,
    `words` a search. Only what documents bring that came after number `after` is news to it. `token` ends it.
    """

    number: int
    address: str
    story: str | None
    actor: str | None
    country: str | None
    words: str | None
    token: str
    made: str
    after: int
    judged: int
    refused: int
    ended: str | None
    why: str | None

    @property
    def asks(self) -> str:
        """What it asks for, in words."""
        given = (
            ("the story", self.story and self.story[:8]),
            ("the actor", self.actor),
            ("the country", self.country),
            ("the words", self.words),
        )
        return " and ".join(f"{what} {value}" for what, value in given if value) or "everything"


def subscribe(
    ledger: Ledger,
    address: str,
    *,
    story: str | None = None,
    actor: str | None = None,
    country: str | None = None,
    words: str | None = None,
    past: bool = False,
) -> Subscription:
    """Keep a subscription, and return it; one that asks the same of the same address is returned as it is.

    What is in the ledger already is no news to it, unless `past` holds. Raises UsageError for an address that is none
    or conditions that say nothing, LedgerError for a story that is not there.
    """
    address = checked(address)
    conditions = (_condition("actor", actor), _condition("country", country), _condition("words", words))
    if words is not None and not fts_query(words):
        raise UsageError(f"there is no word in {words!r} to search for")
    told = queries.story(ledger, story).id if story is not None else None
    asked = (address, told, *conditions)
    with ledger.writing() as connection:
        query = "SELECT * FROM subscriptions WHERE (address, story, actor, country, words) IS (?, ?, ?, ?, ?)"
        for row in connection.execute(f"{query} AND ended IS NULL", asked):
            return Subscription(**dict(row))
        after = "0" if past else "(SELECT coalesce(max(number), 0) FROM documents)"
        made = connection.execute(
            "INSERT INTO subscriptions (address, story, actor, country, words, token, made, after)"  # noqa: S608 (own words)
            f" VALUES (?, ?, ?, ?, ?, ?, ?, {after}) RETURNING *",
            (*asked, secrets.token_urlsafe(18), now()),
        ).fetchone()
        return Subscription(**dict(made))


def checked(address: str) -> str:
    """Return an address as it is kept, its domain in small letters; UsageError if no mail can go there."""
    local, _, domain = address.strip().rpartition("@")
    plain = f"{local}@{domain.lower()}"
    if len(plain) > LONGEST or not _ADDRESS.fullmatch(plain):
        raise UsageError(f"mail cannot go to {address!r}; give an address such as reader@example.org")
    return plain


def _condition(name: str, given: str | None) -> str | None:
    """Return a condition as it is kept; UsageError for one that is empty or too long."""
    if given is None:
        return None
    told = " ".join(storable(given).split())
    if not told or len(told) > LONGEST:
        raise UsageError(f"the {name} is {given[:40]!r}; give 1 to {LONGEST} characters")
    return told


def subscriptions(ledger: Ledger, *, ended: bool = False) -> Iterator[Subscription]:
    """Yield the subscriptions in the order in which they were made, those that were ended only if `ended` holds."""
    where = "" if ended else "WHERE ended IS NULL"
    for row in ledger.select(f"SELECT * FROM subscriptions {where} ORDER BY number"):  # noqa: S608 (own words)
        yield Subscription(**dict(row))


def by_token(ledger: Ledger, token: str) -> Subscription | None:
    """Return the subscription, ended or not, that the token ends; None if there is none."""
    for row in ledger.select("SELECT * FROM subscriptions WHERE token = ?", token):
        return Subscription(**dict(row))
    return None


def is_ended(ledger: Ledger, subscription: Subscription) -> bool:
    """Say whether a subscription was ended, perhaps since it was looked up."""
    query = "SELECT 1 FROM subscriptions WHERE number = ? AND ended IS NULL"
    return next(ledger.select(query, subscription.number), None) is None


def unsubscribe(ledger: Ledger, address: str, number: int | None = None) -> list[Subscription]:
    """End the subscriptions of an address, or the one of that number; LedgerError if there is none to end."""
    wanted = [one for one in subscriptions(ledger) if one.address == checked(address)]
    ending = [one for one in wanted if number in {None, one.number}]
    if not ending:
        raise LedgerError(f"{address} has no such subscription; `allegedly subscriptions` lists them")
    for one in ending:
        end(ledger, one, "unsubscribed")
    return ending


def end(ledger: Ledger, subscription: Subscription, why: str) -> None:
    """End a subscription, and let go of what it has not been sent yet; nothing changes where it was ended before."""
    with ledger.writing() as connection:
        end_within(connection, subscription.number, why)


def end_within(connection: Connection, number: int, why: str) -> None:
    """Do the same within a transaction.

    What was waiting for it is judged once more for the other subscriptions of its address, which passed it over.
    """
    sets = "UPDATE subscriptions SET ended = ?, why = ? WHERE number = ? AND ended IS NULL"
    if not connection.execute(sets, (now(), storable(why), number)).rowcount:
        return
    unsent = """
        subscription = :number AND (mail IS NULL OR mail IN (SELECT number FROM mails WHERE state = 'prepared'))
    """
    first = f"(SELECT min(entry) FROM tellings WHERE {unsent})"  # noqa: S608 (own words)
    others = """
        number <> :number AND ended IS NULL AND address = (SELECT address FROM subscriptions WHERE number = :number)
    """
    named = {"number": number}
    connection.execute(
        f"UPDATE subscriptions SET judged = min(judged, coalesce({first} - 1, judged)) WHERE {others}",  # noqa: S608 (own words)
        named,
    )
    connection.execute(f"DELETE FROM tellings WHERE {unsent}", named)  # noqa: S608 (own words)
    connection.execute("DELETE FROM mails WHERE subscription = :number AND state = 'prepared'", named)
