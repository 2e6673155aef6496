"""Manners towards hosts: one question at a time, a delay between two, and none while a host asks us to wait.

Times are seconds of the wall clock (Unix time), so that they can be kept and hold in the next run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime

DELAY = 2.0
"""Seconds between the end of one question to a host and the next, unless its robots.txt wants more."""
FIRST_WAIT = 30.0
"""So many delays a host is left alone that answers badly and does not say how long (a minute); doubled each time."""
LONGEST_WAIT = 86_400.0


@dataclass(frozen=True, slots=True)
class Host:
    """One host: when it was asked last, until when it is left alone, how often in a row it answered badly."""

    name: str
    asked: float = 0.0
    until: float = 0.0
    strikes: int = 0


class Hosts:
    """All hosts that are asked; `delay` is the least number of seconds between two questions to one."""

    def __init__(self, delay: float = DELAY, known: Iterable[Host] = ()) -> None:
        self._delay = delay
        self._hosts = {host.name: host for host in known}
        self._slow: dict[str, float] = {}
        self._busy: set[str] = set()

    def __getitem__(self, name: str) -> Host:
        return self._hosts.get(name) or Host(name)

    def free_at(self, name: str) -> float:
        """Return when the host may be asked next, infinity while it is being asked."""
        if name in self._busy:
            return math.inf
        host = self[name]
        return max(host.asked + self.delay(name), host.until) if host.asked else host.until

    def delay(self, name: str) -> float:
        """Return the seconds between two questions to the host."""
        return max(self._delay, self._slow.get(name, 0.0))

    def taken(self, now: float) -> list[str]:
        """Return the hosts that may not be asked now."""
        return [name for name in self._hosts if self.free_at(name) > now]

    def slow(self, name: str, delay: float) -> None:
        """Keep the delay that the host's robots.txt wants."""
        self._slow[name] = delay

    def start(self, name: str, now: float) -> Host:
        """Begin a question; nobody else asks the host until `finish`."""
        if self.free_at(name) > now:
            raise ValueError(f"{name} may not be asked now")
        self._busy.add(name)
        return self._keep(replace(self[name], asked=now))

    def finish(self, name: str, now: float) -> Host:
        """End a question that was answered as it should be, or with a refusal of this one address."""
        self._busy.discard(name)
        return self._keep(replace(self[name], asked=now, strikes=0))

    def fail(self, name: str, now: float, wait: float | None) -> Host:
        """End a question that the host could not answer now; `wait` is the seconds that it wants to be left alone."""
        self._busy.discard(name)
        host = self[name]
        first = FIRST_WAIT * self.delay(name)
        seconds = first * 2.0 ** min(host.strikes, 12) if wait is None else wait
        until = now + min(max(seconds, 0.0), LONGEST_WAIT)
        return self._keep(replace(host, asked=now, until=max(until, host.until), strikes=host.strikes + 1))

    def _keep(self, host: Host) -> Host:
        self._hosts[host.name] = host
        return host


def wait_of(retry_after: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it says nothing that we understand."""
    if retry_after is None:
        return None
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(when.timestamp() - now, 0.0), LONGEST_WAIT)
