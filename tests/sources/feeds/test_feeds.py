"""Feeds in all their forms, whole and broken."""

from __future__ import annotations

import gzip
import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import BadFeed, DocumentError
from allegedly.sources.feeds import Child, Feed, Listed, addresses, parse, sitemap
from tests.watch.site import rss

URL = "https://press.example/news/feed"
WHOLE = "<p>" + "The harbour office said on Monday that a barge had left. " * 15 + "</p>"
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Harbour &amp; Sea</title><link>https://press.example/</link><description>-</description>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<item><title>Barge leaves &lt;b&gt;port&lt;/b&gt;</title><link>/a</link><guid isPermaLink="false">1</guid>
  <pubDate>Sat, 15 Oct 2022 12:34:00 +0300</pubDate><description>Teaser</description></item>
<item><title>Second</title><guid>https://press.example/b</guid><pubDate>nonsense</pubDate>
  <content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>
<item><title>No page, no text</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sea</title><id>x</id>
<entry><title>One</title><id>tag:1</id><link href="c?x=1&amp;y=2"/><updated>2022-10-15T09:34:00Z</updated>
  <published>2022-10-15T08:00:00+02:00</published><author><name>A. Reporter</name></author></entry>
<entry><title>Two</title><id>tag:2</id><content type="html">{WHOLE.replace("<", "&lt;")}</content>
  <updated>2022-10-15T09:34:00Z</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Sea",
        "items": [
            {"id": 7, "url": "/d", "title": "Four", "date_published": "2022-10-15T08:00:00Z", "content_text": "Short."},
            {"id": "https://press.example/e", "content_html": WHOLE, "authors": [{"name": "B. Reporter"}]},
            "no object",
            {"title": "nothing"},
        ],
    }
)
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://press.example/f</loc><lastmod>2022-10-16</lastmod><news:news><news:publication><news:name>Sea</news:name>
</news:publication><news:publication_date>2022-10-15T08:00Z</news:publication_date><news:title>Six</news:title>
</news:news></url><url><loc>/g</loc></url><url></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://press.example/s1.xml.gz</loc><lastmod>2022-10-15</lastmod></sitemap>
<sitemap><loc>s2.xml</loc></sitemap></sitemapindex>"""


def test_rss() -> None:
    feed = parse(RSS.encode(), URL)
    assert (feed.kind, feed.title, feed.stays) == ("rss", "Harbour & Sea", 1_800.0)
    first, second = feed.entries
    assert (first.url, first.title) == ("https://press.example/a", "Barge leaves port")
    assert (first.published, first.text) == ("Sat, 15 Oct 2022 12:34:00 +0300", None)
    assert (second.url, second.published, second.markup) == ("https://press.example/b", None, True)
    assert second.text == WHOLE


def test_atom() -> None:
    feed = parse(ATOM.encode(), URL)
    assert (feed.kind, feed.title) == ("atom", "Sea")
    first, second = feed.entries
    assert (first.url, first.author) == ("https://press.example/news/c?x=1&y=2", "A. Reporter")
    assert (first.published, first.updated) == ("2022-10-15T08:00:00+02:00", "2022-10-15T09:34:00Z")
    assert (second.url, second.id, second.published) == (None, "tag:2", None)


def test_json_feed() -> None:
    feed = parse(JSON.encode(), URL)
    first, second = feed.entries
    assert (feed.kind, first.id, first.url, first.text) == ("json", "7", "https://press.example/d", None)
    assert (second.url, second.text, second.author) == ("https://press.example/e", WHOLE, "B. Reporter")


def test_sitemaps() -> None:
    feed = parse(NEWS.encode(), URL)
    first, second = feed.entries
    assert (feed.kind, first.url, first.title) == ("sitemap", "https://press.example/f", "Six")
    assert (first.published, first.updated) == ("2022-10-15T08:00Z", "2022-10-16")
    assert second.url == "https://press.example/g"
    assert parse(gzip.compress(NEWS.encode()), URL) == feed


def test_an_index_of_sitemaps() -> None:
    feed = parse(INDEX.encode(), URL)
    children = (Child("https://press.example/s1.xml.gz", "2022-10-15"), Child("https://press.example/news/s2.xml"))
    assert feed == Feed("index", children=children)


def test_a_mark_changes_with_what_is_said() -> None:
    before, after = parse(ATOM.encode(), URL), parse(ATOM.replace("09:34", "10:34").encode(), URL)
    assert all(one.mark != other.mark for one, other in zip(before.entries, after.entries, strict=True))
    assert parse(ATOM.encode(), URL) == before


@pytest.mark.parametrize("ending", ["…", "[...]", "Read more", "More »", "Continue reading Barge leaves port"])
def test_a_teaser_is_no_whole_report(ending: str) -> None:
    feed = parse(RSS.replace("</p>]]>", f" {ending}</p>]]>").encode(), URL)
    assert feed.entries[1].text is None


@pytest.mark.parametrize(
    "ending", ["We will have more on Live at 5.", "For more, read the Sunday paper.", "He said: “More!”"]
)
def test_a_whole_report_may_speak_of_more(ending: str) -> None:
    feed = parse(RSS.replace("</p>]]>", f" {ending}</p>]]>").encode(), URL)
    assert feed.entries[1].text is not None


@pytest.mark.parametrize(
    "data",
    [
        b"", b" \n", b"nothing", b"<html><body>Please log in.</body></html>", b"{}", b'{"items": 3}', b'{"a"',
        b"\x00" * 50, b"\x89PNG\r\n\x1a\n", b"{" * 100_000, b"<" * 1_000, b"\x1f\x8bnonsense", b"\xff\xfe<\x00r\x00",
        b'{"version": "https://jsonfeed.org/version/1", "items": "none"}', b"<urlset",
        gzip.compress(b"nothing", mtime=0),
    ],
)  # fmt: skip
def test_what_is_no_feed(data: bytes) -> None:
    try:
        feed = parse(data, URL)
    except DocumentError:
        return
    assert feed.entries == ()  # a sitemap that breaks off before its first address


def test_a_page_tells_where_its_feeds_are() -> None:
    page = b'<!doctype html><link rel=alternate type="application/rss+xml" href="/all.xml"><link rel=x href=/y>'
    with pytest.raises(BadFeed, match=r"https://press\.example/all\.xml"):
        parse(page, URL)


@pytest.mark.parametrize("kind", ["rss", "urlset"])
def test_entities_that_unfold_without_end(kind: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><link>https://press.example/a</link></item>" if kind == "rss" else "<url><loc>&e11;</loc></url>"
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'
    bomb = f"{head}<{kind}><title>&e11;</title>{item}</{kind}>"
    started = time.process_time()
    try:
        feed = parse(bomb.encode(), URL)
    except DocumentError:
        return
    assert sum(len(entry.url or "") + len(entry.title or "") for entry in feed.entries) < 5_000
    assert time.process_time() - started < 5


def test_an_entity_that_names_a_file() -> None:
    attack = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://a.example/&e;</loc></url></urlset>'
    for entry in parse(attack.encode(), URL).entries:
        assert (entry.url or "").rstrip("/") == "https://a.example"


def test_a_packed_sitemap_that_unfolds_without_end() -> None:
    with pytest.raises(BadFeed, match="unpacked"):
        parse(gzip.compress(b"<urlset>" + b" " * (sitemap.MOST_BYTES + 1), 1), URL)


@pytest.mark.parametrize("text", [RSS, ATOM, JSON, NEWS, INDEX])
def test_feeds_that_break_off_anywhere(text: str) -> None:
    data, chance = text.encode(), random.Random(1)
    for _ in range(12):
        cut = data[: chance.randrange(len(data))]
        try:
            assert len(parse(cut, URL).entries) <= 3
        except DocumentError:
            continue


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_none(data: bytes) -> None:
    for head in (b"", b"<rss><channel><item>", b"{", b"<urlset><url><loc>"):
        try:
            assert isinstance(parse(head + data, URL), Feed)
        except DocumentError:
            continue


def test_long_addresses_stay_whole() -> None:
    long = "https://press.example/" + "a" * 1_500
    assert parse(rss([(long, "Barge")]).body, URL).entries[0].url == long
    assert parse(f"<urlset><url><loc>{long}</loc></url></urlset>".encode(), URL).entries[0].url == long


def test_a_long_feed_is_cut() -> None:
    many = rss((f"/{n}", f"Report {n}") for n in range(1_200))
    assert len(parse(many.body, URL).entries) == 1_000


def test_lists() -> None:
    opml = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="Sea"><outline type="rss" text="One"
      xmlUrl="https://a.example/feed"/><outline xmlUrl="https://b.example/feed" title="Two"/></outline>
      <outline xmlUrl="https://a.example/feed"/></body></opml>"""
    assert addresses(opml) == [Listed("https://a.example/feed", "One"), Listed("https://b.example/feed", "Two")]
    plain = b"# mine\nhttps://a.example/feed\n\n  https://b.example/feed#x  # the second\n"
    assert addresses(plain) == [Listed("https://a.example/feed"), Listed("https://b.example/feed#x")]


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"<opml><body/></opml>", b"<html>", b"<"])
def test_lists_of_nothing(data: bytes) -> None:
    with pytest.raises(BadFeed):
        addresses(data)
