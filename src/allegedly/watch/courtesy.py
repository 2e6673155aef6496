"""Manners that outlive the process: hosts and the robots.txt of origins, in the ledger."""

from __future__ import annotations

from dataclasses import replace

from allegedly.ledger import Ledger
from allegedly.ledger.soundness import storable
from allegedly.sources.web import Hosts, Rules
from allegedly.sources.web.exchange import MOST_SECONDS
from allegedly.sources.web.manners import Host


def load_hosts(ledger: Ledger, delay: float, now: float) -> Hosts:
    """Return the hosts as the last run left them.

    A host that was asked shortly before may have been answering until the last run ended, however it did: its delay is
    counted from now. A time that lies ahead (the clock was set back) is now, too.
    """
    rows = (Host(*row) for row in ledger.select("SELECT host, asked, until, strikes FROM hosts"))
    return Hosts(delay, (replace(host, asked=now) if host.asked > now - MOST_SECONDS else host for host in rows))


def keep_host(ledger: Ledger, host: Host) -> None:
    """Write how a host is."""
    with ledger.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO hosts (host, asked, until, strikes) VALUES (?, ?, ?, ?)",
            (host.name, host.asked, host.until, host.strikes),
        )


def load_rules(ledger: Ledger, origin: str, now: float) -> Rules | None:
    """Return what the origin's robots.txt says, None where that is not known, or for too long."""
    query = "SELECT text, closed, until FROM robots WHERE origin = ? AND until > ?"
    found = next(ledger.select(query, origin, now), None)
    return Rules(found["text"], bool(found["closed"]), found["until"]) if found else None


def keep_rules(ledger: Ledger, origin: str, rules: Rules) -> None:
    """Write what the origin's robots.txt says."""
    with ledger.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO robots (origin, text, closed, until) VALUES (?, ?, ?, ?)",
            (origin, storable(rules.text), int(rules.closed), rules.until),
        )
