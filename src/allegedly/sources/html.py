"""HTML: the report on a page, found by trafilatura, and what the page's metadata say.

The canonical text is the title, a blank line, and the paragraphs of the body parted by blank lines, so that a claim in
the headline has offsets too. The time of publication is read from the page's own fields, to the minute where they have
it: Open Graph article, JSON-LD, schema.org microdata, Dublin Core, Parsely; trafilatura's finding is the last resort.
trafilatura is imported by the first page, so that whoever reads plain text does not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from allegedly.errors import BadMarkup, EmptyDocument, TooLong
from allegedly.records import Document
from allegedly.sources import dates, phrases
from allegedly.sources.encoding import decode
from allegedly.sources.text import from_text

MOST_BYTES = 10_000_000
"""A larger page is refused before it is decoded."""
MOST_TAGS = 20_000
"""A page with more elements is refused before it is parsed: extraction is quadratic (news pages: 1,000 to 8,000)."""
MOST_ATTRIBUTES = 2_000
"""A tag with more attributes is refused: parsing them is quadratic too."""
_FIELDS = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date' or @name='pubdate' or @name='publishdate' or @name='publish-date']/@content",
    "//meta[@name='sailthru.date' or @name='cXenseParse:recs:publishtime']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='DC.date' or @name='dcterms.created']/@content",
    "//meta[@name='date' or @property='og:published_time' or @property='og:article:published_time']/@content",
    "//time[@pubdate]/@datetime",
)
_LINKED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_FEED = re.compile(r"[^<]{0,99}(?:<[?!][^>]*>[^<]{0,99}){0,9}<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")


def from_bytes(data: bytes, *, origin: str, published: str | None = None, language: str | None = None) -> Document:
    """Return the document of an HTML file; raises NotText, TooLong, BadMarkup, EmptyDocument or BadDate."""
    if len(data) > MOST_BYTES:
        raise TooLong(f"the page has {len(data):,} bytes and the limit is {MOST_BYTES:,}; save the report alone")
    return from_markup(decode(data), origin=origin, published=published, language=language)


def from_markup(
    markup: str,
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
    """Return the document of an HTML text; the arguments are those of `from_text` and come before the page's own."""
    page = _parse(markup)
    when = stated if stated and dates.parse(stated) else _published(page)
    found = _extract(page, url)
    title = title or found["title"]
    paragraphs = [line.strip() for line in (found["text"] or "").splitlines() if line.strip()]
    if not paragraphs:
        raise BadMarkup("no report was found on the page; save the article's own page, or its text")
    if title and phrases.same_words(paragraphs[0]) == phrases.same_words(title):
        paragraphs = paragraphs[1:]
    return from_text(
        "\n\n".join([" ".join(title.split()), *paragraphs] if title else paragraphs),
        published=published,
        title=title,
        url=url or found["url"],
        outlet=outlet or found["sitename"] or found["hostname"],
        language=language,
        author=author or found["author"],
        stated=when or found["date"],
        archived=archived,
        origin=origin,
    )


def _parse(markup: str) -> Any:
    if not markup.strip():
        raise EmptyDocument("there is nothing in it; check that the file is the page itself")
    if _FEED.match(markup):
        raise BadMarkup("this is a feed or a sitemap, not a page; follow it with `allegedly watch`")
    if len(re.findall(r"<[A-Za-z]", markup)) > MOST_TAGS:
        raise BadMarkup(f"the page has more than {MOST_TAGS:,} elements; save the report alone")
    if any(tag[0].count("=") > MOST_ATTRIBUTES for tag in re.finditer(r"<[A-Za-z][^<>]{2000,}", markup)):
        raise BadMarkup(f"a tag of the page has more than {MOST_ATTRIBUTES:,} attributes; save the report as text")
    from lxml.etree import LxmlError
    from trafilatura.utils import load_html

    try:
        page = load_html(re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", markup))
    except (LxmlError, ValueError, RecursionError) as error:
        raise BadMarkup(f"the page cannot be parsed ({error}); save the report as text") from error
    if page is None:
        raise BadMarkup("this is no HTML that can be parsed; if it is plain text, name it .txt")
    return page


def _extract(page: Any, url: str | None) -> dict[str, Any]:
    """Return trafilatura's text and metadata; a page that breaks it raises BadMarkup."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            page,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the libraries beneath raise whatever a broken page makes them raise
        raise BadMarkup(f"the page cannot be read ({type(error).__name__}); save the report as text") from error
    if found is None:
        raise BadMarkup("no report was found on the page; save the article's own page, or its text")
    return {name: getattr(found, name) for name in ("title", "text", "date", "author", "sitename", "hostname", "url")}


def _published(page: Any) -> str | None:
    """Return the first of the page's own times of publication that is one."""
    return next((value for value in _stated(page) if dates.parse(value)), None)


def _stated(page: Any) -> Iterator[str]:
    for field in _FIELDS:
        yield from (str(value) for value in page.xpath(field))
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        yield from _LINKED.findall(str(script)[:1_000_000])
