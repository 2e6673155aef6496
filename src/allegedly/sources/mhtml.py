"""MHTML (RFC 2557): a page that a browser saved as one file with its pictures; only the page itself is opened."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.parser import BytesParser

from allegedly.errors import BadMarkup, TooLong
from allegedly.records import Document
from allegedly.sources import html
from allegedly.sources.encoding import decode

MOST_BYTES = 20_000_000
"""A larger file is refused before it is taken apart; the page in it has the limit of pages."""
_HEAD = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def is_saved(start: bytes) -> bool:
    """Say whether a file that begins with these bytes is a page that was saved in this way."""
    return bool(_HEAD.search(start[:2000]))


def from_bytes(data: bytes, *, origin: str, published: str | None = None, language: str | None = None) -> Document:
    """Return the document of the file's page; raises NotText, TooLong, BadMarkup, EmptyDocument or BadDate.

    The page is the first one in the file. Its address is the one that it was saved from, and the day on which it was
    saved counts as the one on which it was fetched: the last resort for its date.
    """
    if len(data) > MOST_BYTES:
        raise TooLong(f"the file has {len(data):,} bytes and the limit is {MOST_BYTES:,}; save the page as HTML alone")
    try:
        whole = BytesParser(policy=policy.compat32).parsebytes(data)
        page = next((part for part in whole.walk() if part.get_content_type() in _PAGES), None)
        markup = page.get_payload(decode=True) if page is not None else None
    except (MessageError, ValueError, RecursionError) as error:
        raise BadMarkup(f"the saved page cannot be taken apart ({error}); save it as HTML alone") from error
    if page is None or not isinstance(markup, bytes):
        raise BadMarkup("no page is in this file; save the article's own page, as HTML alone if need be")
    if len(markup) > html.MOST_BYTES:
        raise TooLong(f"the page has {len(markup):,} bytes and the limit is {html.MOST_BYTES:,}; save the report alone")
    return html.from_markup(
        decode(markup, page.get_content_charset()),
        url=_address(whole.get("Snapshot-Content-Location")) or _address(page.get("Content-Location")),
        archived=str(whole.get("Date") or ""),
        published=published,
        language=language,
        origin=origin,
    )


def _address(value: object) -> str | None:
    """Return a header's address if it is one of the web: pages from a disk have those of the disk."""
    text = "".join(str(value or "").split())
    return text if re.match(r"https?://", text, re.IGNORECASE) else None
