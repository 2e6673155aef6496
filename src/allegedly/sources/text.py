"""Plain text: the canonical text is the text as given, so that its offsets are the caller's."""

from __future__ import annotations

import re
from typing import Literal

from allegedly.errors import NotText, TooLong
from allegedly.records import Document
from allegedly.sources import dates, masthead
from allegedly.sources.document import canonical, make_document
from allegedly.sources.encoding import decode

_JSON_LIST = re.compile(r'\s*\[\s*\{\s*"')
_Who = Literal["given", "metadata", "dateline", "archived"]
MOST_BYTES = 4_100_000
"""More bytes are more characters than are read at once, in every encoding that we know."""


def from_bytes(data: bytes, *, origin: str, published: str | None = None, language: str | None = None) -> Document:
    """Return the document of a text file; raises NotText, TooLong, EmptyDocument or BadDate."""
    if len(data) > MOST_BYTES:
        raise TooLong(f"the file has {len(data):,} bytes and the limit is {MOST_BYTES:,}; split it into its reports")
    text = decode(data)
    _refuse_others(text)
    return from_text(text, published=published, language=language, origin=origin)


def _refuse_others(text: str) -> None:
    """Raise NotText for what only looks like text, and would be read with its syntax."""
    if text.lstrip()[:1] == "[" and text.rstrip()[-1:] == "]" and _JSON_LIST.match(text):
        raise NotText("this is a list in JSON; write one object a line into a .jsonl file (`jq -c '.[]'`)")


def from_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    author: str | None = None,
    stated: str | None = None,
    archived: str | None = None,
    origin: str | None = None,
) -> Document:
    """Return the document of a text, as long as the one given: offsets into it are offsets into what was given.

    What the caller does not say is read from the head of the text. `published` is what the caller says, `stated`
    what the document's metadata say (passed over where it is no date), `archived` when somebody fetched it, which
    counts where nothing else is known. Raises EmptyDocument or BadDate.
    """
    document = make_document(
        text,
        title=_line(title),
        language=language,
        url=_line(url),
        outlet=_line(outlet),
        author=_line(author),
        origin=origin,
    )
    head = masthead.read(document.text, document.title)
    metadata = dates.parse(stated) if stated else None
    fetched = dates.parse(archived) if archived else None
    when = dates.given(published) if published else metadata or head.published or fetched
    return make_document(
        text,
        title=document.title or head.title,
        deck=head.deck,
        published=when,
        published_from=_who_says(published, metadata, head.published, fetched),
        language=language,
        url=document.url,
        outlet=document.outlet or head.outlet,
        author=document.author or head.author,
        origin=origin,
    )


def _who_says(*dated: str | None) -> _Who | None:
    """Return who says when a document was published: the first of the four that does."""
    names: list[_Who] = ["given", "metadata", "dateline", "archived"]
    return next((name for name, date in zip(names, dated, strict=True) if date), None)


def _line(value: str | None) -> str | None:
    """Return a value on one line, None for an empty one."""
    return " ".join(canonical(value).split()) or None if value else None
