"""Feeds: what a site says that it has published, in RSS, Atom, JSON Feed or a sitemap; each format in its file."""

from __future__ import annotations

import re

from allegedly.errors import BadFeed
from allegedly.sources.feeds import jsonfeed, sitemap, syndication
from allegedly.sources.feeds.lists import Listed, addresses
from allegedly.sources.feeds.records import Child, Entry, Feed
from allegedly.sources.web.exchange import unpacked

__all__ = ["ACCEPT", "MOST_BYTES", "Child", "Entry", "Feed", "Listed", "addresses", "parse"]

MOST_BYTES = 10_000_000
"""A larger feed is not read, packed or unpacked; of sitemaps, `sitemap.MOST_BYTES`."""
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.5"
)


def parse(data: bytes, url: str, content_type: str = "") -> Feed:
    """Return the feed that these bytes are, told from themselves, whatever the host says; raises BadFeed.

    `url` is where they were found, to which relative addresses in them are relative.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _inflated(data)
    start = data[:2_000].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if start.startswith(b"{"):
        return jsonfeed.parse(data, url)
    if re.search(rb"<(\w+:)?(urlset|sitemapindex)\b", start):
        return sitemap.parse(data, url)
    if len(data) > MOST_BYTES:
        raise BadFeed(f"the feed has {len(data):,} bytes and the limit is {MOST_BYTES:,}")
    if not start:
        raise BadFeed("there is nothing in it")
    return syndication.parse(data, url, content_type)


def _inflated(data: bytes) -> bytes:
    """Return what a packed sitemap (`sitemap.xml.gz`) holds."""
    whole = bytearray()
    for part in unpacked([data], "gzip"):
        whole += part
        if len(whole) > sitemap.MOST_BYTES:
            raise BadFeed(f"unpacked, the feed has more than {sitemap.MOST_BYTES:,} bytes")
    return bytes(whole)
