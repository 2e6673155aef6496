"""JSON Feed, version 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from allegedly.errors import BadFeed, NotText
from allegedly.sources.encoding import decode
from allegedly.sources.feeds.marks import line, mark_of, place
from allegedly.sources.feeds.records import Entry, Feed
from allegedly.sources.feeds.syndication import MOST_ENTRIES, is_whole


def parse(data: bytes, url: str) -> Feed:
    """Return the feed; raises BadFeed."""
    try:
        found = json.loads(decode(data), parse_int=float)
    except (ValueError, RecursionError, NotText) as error:
        raise BadFeed(f"this begins like JSON and is none ({str(error)[:100]})") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(found.get("version", "")):
        raise BadFeed("this is JSON but no JSON Feed: it lacks its version or its items")
    entries = (_entry(item, url) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return Feed("json", line(found.get("title")), tuple(one for one in entries if one is not None))


def _entry(item: dict[str, Any], base: str) -> Entry | None:
    link, name = place(item.get("url")), _id(item.get("id"))
    url = urljoin(base, link) if link else name if name and name.startswith(("http://", "https://")) else None
    text, markup = _whole(item)
    if url is None and text is None:
        return None
    title, updated = line(item.get("title")), line(item.get("date_modified"))
    return Entry(
        id=name or url or mark_of(title, text),
        url=url,
        mark=mark_of(title, updated or mark_of(text or line(item.get("summary")))),
        title=title,
        published=line(item.get("date_published")),
        updated=updated,
        author=_author(item),
        text=text,
        markup=markup,
    )


def _id(value: object) -> str | None:
    return f"{value:g}" if isinstance(value, float) else place(value)  # numbers stand there, too, against the standard


def _whole(item: dict[str, Any]) -> tuple[str | None, bool]:
    for name, markup in (("content_html", True), ("content_text", False)):
        value = item.get(name)
        if isinstance(value, str) and is_whole(value):
            return value, markup
    return None, False


def _author(item: dict[str, Any]) -> str | None:
    authors = item.get("authors")
    named = [*(authors if isinstance(authors, list) else ()), item.get("author")]
    names = (line(one.get("name")) for one in named if isinstance(one, dict))
    return next((name for name in names if name), None)
