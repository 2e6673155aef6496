"""From a decoded text to a `Document`: canonical text and content-hash id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

from allegedly.errors import EmptyDocument
from allegedly.records import Document

_KEPT = "\n\t"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def canonical(text: str) -> str:
    """Return the text that all offsets refer to: as long as the one given, character for character.

    Surrogates and NULs become U+FFFD, other control characters a blank, every kind of line break a line feed
    (CR LF a blank and a line feed). Nothing is normalised that would move an offset.
    """
    text = text.replace("\r\n", " \n")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", _replace, text)


def _replace(match: re.Match[str]) -> str:
    character = match.group()
    if character in _KEPT:
        return character
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    return _REPLACEMENT if character == "\0" or unicodedata.category(character) == "Cs" else " "


def document_id(text: str, url: str | None, outlet: str | None) -> str:
    """Return 20 hexadecimal digits of the SHA-256 of canonical text, URL and outlet."""
    parts = "\x1f".join((url or "", outlet or "", text))
    return hashlib.sha256(parts.encode("utf-8")).hexdigest()[:20]


def make_document(
    text: str,
    *,
    title: str | None = None,
    deck: str | None = None,
    published: str | None = None,
    published_from: Literal["given", "metadata", "dateline", "archived"] | None = None,
    language: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    origin: str | None = None,
) -> Document:
    """Return the document of a decoded text; `published` must be ISO 8601 already.

    Raises EmptyDocument where nothing but white space is left.
    """
    text = canonical(text)
    if not text.strip():
        raise EmptyDocument("there is no text in it; check that the file is the report itself")
    return Document(
        id=document_id(text, url, outlet),
        text=text,
        title=title,
        deck=deck,
        published=published,
        published_from=published_from,
        language=language,
        url=url,
        outlet=outlet,
        author=author,
        origin=origin,
    )
