"""What passes between the parts of the watch: errands, jobs for the workers, and what is told to the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from allegedly.sources import Input

Purpose = Literal["feed", "page", "robots"]
FeedState = Literal["changed", "unchanged", "failed"]
EntryState = Literal["new", "changed", "reread", "unchanged", "waiting", "failed"]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to ask for: `subject` is the feed's address, the entry's key or the origin that it is for.

    `url` is what is asked now, `hops` what was asked before it and led here, `lasting` whether all of these said that
    they have moved for good. `may_be_long` says that it may be a sitemap.
    """

    purpose: Purpose
    subject: str
    url: str
    etag: str | None = None
    modified: str | None = None
    hops: tuple[str, ...] = ()
    lasting: bool = True
    may_be_long: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A feed that has come in, to be parsed; the rest is written with what it names."""

    feed: str
    data: bytes
    url: str
    content_type: str
    digest: str
    etag: str | None = None
    modified: str | None = None
    fresh: float | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A report that has come in, to be read: its page, or the text that the feed has of it (`from_feed`)."""

    entry: str
    item: Input
    etag: str | None = None
    modified: str | None = None
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """No job: what the workers are given while there is none."""


Job = Body | Page | Tick


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a feed or a report; `error` (its class) and `message` say why it failed, if it did.

    `entries` is the number of reports that a feed named for the first time or otherwise than before. `from_feed` says
    that the page could not be had and the feed's own text was read instead.
    """

    what: Literal["feed", "report"]
    url: str
    state: FeedState | EntryState
    entries: int | None = None
    document: str | None = None
    from_feed: bool = False
    error: str | None = None
    message: str | None = None
