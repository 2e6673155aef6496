"""Sitemaps (sitemaps.org), their indexes, and Google's news sitemaps.

They are parsed as a stream, without DTDs, entities or access to the net, so that neither size nor nesting costs memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from allegedly.errors import BadFeed
from allegedly.sources.feeds.marks import line, mark_of, place
from allegedly.sources.feeds.records import Child, Entry, Feed

MOST_BYTES = 52_428_800
"""What the standard lets a sitemap have, unpacked."""
MOST_ENTRIES = 50_000
"""The same for its addresses."""


def parse(data: bytes, url: str) -> Feed:
    """Return the sitemap or the index of sitemaps; raises BadFeed where nothing can be read."""
    entries: list[Entry] = []
    children: list[Child] = []
    kind = "sitemap"
    try:
        for name, fields in _elements(data):
            place = urljoin(url, fields["loc"]) if fields.get("loc") else None
            if name == "sitemapindex":
                kind = name
            elif place and name == "sitemap":
                children.append(Child(place, fields.get("lastmod")))
            elif place:
                entries.append(_entry(place, fields))
            if len(entries) + len(children) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        if not entries and not children:
            raise BadFeed(f"the sitemap cannot be parsed ({str(error)[:100]})") from error
    is_index = kind == "sitemapindex" or bool(children)
    return Feed("index" if is_index else "sitemap", entries=tuple(entries), children=tuple(children))


def _entry(url: str, fields: dict[str, str]) -> Entry:
    updated, title = fields.get("lastmod"), fields.get("title")
    published = fields.get("publication_date")
    return Entry(id=url, url=url, mark=mark_of(title, updated), title=title, published=published, updated=updated)


def _elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each `url` and `sitemap` with the texts of the elements in it, and the root of an index when it ends."""
    stream = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in stream:
        name = _name(element)
        if name not in {"url", "sitemap", "sitemapindex"}:
            continue
        if name == "sitemapindex":
            yield name, {}
            continue
        fields: dict[str, str] = {}
        for part in element.iter():
            text = (place if _name(part) == "loc" else line)(part.text)
            if text and part is not element:
                fields.setdefault(_name(part), text)
        yield name, fields
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
