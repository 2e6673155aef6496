"""What the worker processes do for the watch: parse feeds, and read reports as in any run."""

from __future__ import annotations

import json
from pathlib import Path

from allegedly.errors import DocumentError, EmptyDocument, Unforeseen
from allegedly.run.one import Answer, Failed, read_one
from allegedly.sources import Input, feeds
from allegedly.sources.encoding import decode
from allegedly.sources.feeds import Feed
from allegedly.sources.web import Reply, key_of
from allegedly.watch.entries import Waiting
from allegedly.watch.records import Job, Page, Tick

PAGES = {"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""}
"""The types of answers that can be a report's page."""
MOST_BYTES = 5_000_000
"""A larger page is not read."""

Made = Answer | Feed | Tick
"""What is made of a job; a `Tick` stays one."""


def work(job: Job, *, ledger: Path, language: str | None, link: bool = False, fast: bool = False) -> Made:
    """Return the feed, or the reading; `link` says that it is to be linked, `fast` how it is to be read."""
    if isinstance(job, Page):
        return read_one(job.item, ledger=ledger, published=None, language=language, link=link, fast=fast)
    if isinstance(job, Tick):
        return job
    try:
        return feeds.parse(job.data, job.url, job.content_type)
    except DocumentError as error:
        return Failed(error)
    except Exception as error:
        return Failed(Unforeseen(f"{type(error).__name__}: {error}; this is a fault of the program, report it"))


def from_page(entry: Waiting, reply: Reply) -> Input:
    """Return the input that an entry's page makes; raises NotText or EmptyDocument."""
    text = decode(reply.body, reply.charset)
    if not text.strip():
        raise EmptyDocument("there is nothing on the page")
    kind = "text" if reply.content_type == "text/plain" else "html"
    return _record(entry, key_of(reply.url), {kind: text})


def from_feed(entry: Waiting) -> Input | None:
    """Return the input that the text in the feed makes, None where the feed does not have the whole."""
    if not entry.text:
        return None
    text = entry.text if not entry.markup else f"<html><body><article>{entry.text}</article></body></html>"
    said = {"html" if entry.markup else "text": text, "outlet": entry.outlet or ""}
    return _record(entry, key_of(entry.url) if entry.url else None, said)


def _record(entry: Waiting, url: str | None, said: dict[str, str]) -> Input:
    """Return an input in the form of a line of JSONL, with what the feed says of the report."""
    known = {"url": url, "title": entry.title, "published": entry.published, "author": entry.author}
    if "outlet" not in said:  # a page has its own title and author
        known = {"url": url, "published": entry.published}
    return Input(origin_of(entry), "record", json.dumps(known | said).encode())


def origin_of(entry: Waiting) -> str:
    """Return what the ledger calls the place that an entry was read from: its page's address, or feed and id."""
    return entry.url or entry.key
