"""What a site's robots.txt lets us ask (RFC 9309), and how slowly.

Protego reads it, Scrapy's parser. A site that has none (a 4xx) lets everything be asked; one whose robots.txt cannot be
had now (a 5xx, no answer) lets nothing be asked until it can.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

TOKEN = "Allegedly"  # noqa: S105 (the name by which a robots.txt speaks to us)
MOST_BYTES = 512_000
"""Of a longer robots.txt the rest is not read, as section 2.5 has it."""
LONGEST_DELAY = 600.0
"""Seconds: of a longer Crawl-delay only so much is kept."""
FRESH = 86_400.0
"""Seconds after which a robots.txt is asked for again, as section 2.4 has it."""
FRESH_CLOSED = 900.0
"""So many delays between two questions later, one that could not be had is asked for again: half an hour."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The robots.txt of an origin; `closed` if it could not be had. It holds until `until` (seconds, Unix time)."""

    text: str = ""
    closed: bool = False
    until: float = 0.0

    def may(self, url: str) -> bool:
        """Say whether the address may be asked for."""
        return not self.closed and (not self.text or _parsed(self.text).can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two questions, 0 if it does not say."""
        if not self.text:
            return 0.0
        parsed = _parsed(self.text)
        rate = parsed.request_rate(TOKEN)
        asked = max(parsed.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        return min(asked, LONGEST_DELAY) if asked > 0 else 0.0


@lru_cache(maxsize=256)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


def told(status: int, body: bytes, now: float) -> Rules:
    """Return the rules that a 200, or another status for there being none, makes."""
    text = body[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "") if status == 200 else ""
    return Rules(text, until=now + FRESH)
