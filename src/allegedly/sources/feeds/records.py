"""What a feed says: a frozen record of itself and of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FeedKind = Literal["rss", "atom", "json", "sitemap", "index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report that a feed names.

    `id` is what the feed calls it, `url` its page (absolute, as the feed has it), `published` and `updated` as the feed
    writes them. `text` is the whole of the report where the feed has it, and no summary; `markup` says that it is HTML.
    `mark` changes when what the feed says of the report does.
    """

    id: str
    url: str | None
    mark: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    text: str | None = None
    markup: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names, and when it was last changed (ISO 8601, as written)."""

    url: str
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: what it is, its name, how long it says that it stays the same (seconds), and what it names."""

    kind: FeedKind
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    stays: float | None = None
