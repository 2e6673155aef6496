"""When something is due: pure arithmetic over seconds."""

from __future__ import annotations

import random
import re

LONGEST = 86_400.0
"""Seconds: nothing that is followed is left alone for longer, whatever it says of itself or however often it failed."""
FIRST_RETRY = 1 / 8
"""A page that could not be had is asked for again after this share of a feed's interval; four times it each time."""
MOST_ATTEMPTS = 5
"""So often a page is asked for that cannot be had now: over about three hours, if feeds are asked every 15 minutes."""
JITTER = 0.1
"""Share of an interval by which feeds are spread, so that they do not all come at once."""


def next_poll(now: float, every: float, stays: float | None, chance: random.Random) -> float:
    """Return when to ask a feed again that has answered.

    That is after `every` seconds, or the longer time for which the feed or its host says that it stays as it is.
    """
    wanted = max(every, min(stays or 0.0, LONGEST))
    return now + wanted * (1 + JITTER * chance.random())


def poll_after_failure(now: float, every: float, failures: int, chance: random.Random) -> float:
    """Return when to ask a feed again that has failed so often in a row: each time twice as late."""
    return now + min(every * 2.0 ** min(failures - 1, 12), LONGEST) * (1 + JITTER * chance.random())


def next_attempt(now: float, every: float, attempts: int) -> float | None:
    """Return when to ask again for a page that could not be had so many times, None if it is given up."""
    return None if attempts >= MOST_ATTEMPTS else now + min(FIRST_RETRY * every * 4.0 ** (attempts - 1), LONGEST)


def max_age(cache_control: str | None) -> float | None:
    """Return the seconds for which an answer is fresh, as its Cache-Control header has it."""
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", cache_control or "", re.IGNORECASE)
    return float(found[1]) if found else None
