"""RSS in all its versions, and Atom, read by feedparser, which takes broken ones as well.

The text of an entry is taken for the whole report only where the feed has a field for that (`content:encoded` of RSS,
`content` of Atom) and it is long enough and does not end like a teaser. A description is a summary, however long.
"""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import urljoin

import feedparser

from allegedly.errors import BadFeed
from allegedly.sources import dates
from allegedly.sources.feeds.marks import LONGEST_TEXT, line, mark_of, place
from allegedly.sources.feeds.records import Entry, Feed

MOST_ENTRIES = 1_000
"""Of a longer feed the rest is not read."""
SHORTEST = 600
"""Characters of what a reader sees: a shorter text is no whole report."""
_TEASER = re.compile(
    r"(\.\.\.|…|\[[….]+\]|\bmore\s*[»›>→]+"
    r"|\b(read (more|on|full|the)|continue reading|full (story|article))\b[^.!?]{0,80})\s*$",
    re.IGNORECASE,
)
_FEED_LINK = re.compile(
    rb"""<link\b[^<>]{0,500}?type=["']?application/(?:rss|atom|feed)\+(?:xml|json)["']?[^<>]{0,500}?>""", re.IGNORECASE
)
_HREF = re.compile(rb"""href=["']?([^"'\s<>]{1,500})""", re.IGNORECASE)
_PERIODS = {"hourly": 3600.0, "daily": 86_400.0, "weekly": 7 * 86_400.0}


def parse(data: bytes, url: str, content_type: str) -> Feed:
    """Return the feed; raises BadFeed for what is none."""
    headers = {"content-type": content_type, "content-location": url}
    # A stream, since feedparser would take a short string for a file name or an address, and open it.
    found: Any = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    version = str(found.get("version") or "")
    if not version and not found.entries:
        raise BadFeed(_why_none(data, url))
    entries = (entry(one, url) for one in found.entries[:MOST_ENTRIES])
    return Feed(
        kind="atom" if version.startswith("atom") else "rss",
        title=line(found.feed.get("title")),
        entries=tuple(one for one in entries if one is not None),
        stays=_stays(found.feed),
    )


def _why_none(data: bytes, url: str) -> str:
    if not re.search(rb"<(!doctype html|html|body)\b", data[:5_000], re.IGNORECASE):
        return "this is no RSS, Atom, JSON Feed or sitemap; check the address"
    hrefs = (_HREF.search(link) for link in _FEED_LINK.findall(data[:500_000]))
    named = [urljoin(url, href[1].decode("utf-8", "replace")) for href in hrefs if href]
    if named:
        return f"this is a page, no feed; its feeds are {', '.join(dict.fromkeys(named))}"
    return "this is a page, no feed, and it names none; look for the site's feed or sitemap"


def entry(found: Any, base: str) -> Entry | None:
    """Return an entry of feedparser's, None for one that has neither page nor text."""
    link, name = place(found.get("link")), place(found.get("id"))
    if link == name and not (link or "").startswith(("http://", "https://")):
        link = None  # feedparser takes an id for the link where there is none
    url = urljoin(base, link) if link else None
    text, markup = _whole(found)
    if url is None and text is None:
        return None
    published, updated = _when(found, "published"), _when(found, "updated")
    title = line(found.get("title"))
    return Entry(
        id=name or url or mark_of(title, text),
        url=url,
        mark=mark_of(title, updated or mark_of(text or line(found.get("summary")))),
        title=_plain(title),
        published=published,
        updated=updated,
        author=line(found.get("author")),
        text=text,
        markup=markup,
    )


def _plain(title: str | None) -> str | None:
    return line(re.sub(r"<[^<>]*>", " ", title)) if title and "<" in title else title


def _whole(found: Any) -> tuple[str | None, bool]:
    """Return the text of the whole report, and whether it is HTML."""
    for content in found.get("content") or ():
        value = content.get("value")
        if isinstance(value, str) and is_whole(value):
            return value, "html" in str(content.get("type", "")) or "</" in value
    return None, False


def is_whole(text: str) -> bool:
    """Say whether a text, plain or HTML, can be a whole report, and does not break off as a teaser does."""
    if not SHORTEST <= len(text) <= LONGEST_TEXT:
        return False
    seen = " ".join(re.sub(r"<[^<>]*>", " ", text).split())
    return len(seen) >= SHORTEST and not _TEASER.search(seen[-200:])


def _when(found: Any, name: str) -> str | None:
    """Return a date as the feed writes it where that is understood, with its zone; else as feedparser does, in UTC."""
    # feedparser gives `updated` for a missing `published` and warns, unless it is asked for by `in`.
    written = line(found[name]) if name in found else None
    if written and dates.parse(written):
        return written
    parsed = found[f"{name}_parsed"] if f"{name}_parsed" in found else None  # noqa: SIM401 (as above)
    if not parsed:
        return None
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6])


def _stays(feed: Any) -> float | None:
    """Return for how many seconds the feed says that it stays as it is (`ttl`, or the syndication module)."""
    minutes = str(feed.get("ttl") or "").strip()
    if minutes.isascii() and minutes.isdigit():
        return float(minutes[:6]) * 60
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    times = str(feed.get("sy_updatefrequency") or "1").strip()
    if period is None:
        return None
    return period / max(1, int(times[:4])) if times.isascii() and times.isdigit() else period
