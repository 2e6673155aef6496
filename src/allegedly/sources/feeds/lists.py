"""Lists of feeds: OPML as readers export it, and plain lists of one address a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from allegedly.errors import BadFeed
from allegedly.sources.encoding import decode
from allegedly.sources.feeds.marks import line

MOST = 10_000
"""Feeds of one list at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed that a list names, with the name that the list has for it."""

    url: str
    title: str | None = None


def addresses(data: bytes) -> list[Listed]:
    """Return the feeds of a list, each once; raises BadFeed, or NotText, where it is no list.

    In a plain list, empty lines and what stands behind "#" and a blank are passed over.
    """
    found = _outlines(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(decode(data))
    if not found:
        raise BadFeed("the list names no feed; write one address a line, or export OPML from a feed reader")
    first: dict[str, Listed] = {}
    for one in found:
        first.setdefault(one.url, one)
    return list(first.values())[:MOST]


def _lines(text: str) -> list[Listed]:
    lines = (re.sub(r"(^|\s)#.*", "", each).strip() for each in text.splitlines())
    return [Listed(each) for each in lines if each]


def _outlines(data: bytes) -> list[Listed]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadFeed(f"the list is no OPML ({str(error)[:100]})") from error
    if root is None:
        raise BadFeed("the list is no OPML")
    found = []
    for outline in root.iter("{*}outline"):
        fields = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = (fields.get("xmlurl") or "").strip()
        if url:
            found.append(Listed(url, line(fields.get("title") or fields.get("text"))))
    return found
