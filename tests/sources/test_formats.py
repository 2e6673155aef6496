import json

import pytest
from hypothesis import given, strategies

from allegedly.errors import BadDate, BadMarkup, BadRecord, EmptyDocument, NotText, TooLong
from allegedly.sources import Input, from_text, html, jsonl, load, text

REPORT = "Trains come to Brest\n\n15 Oct, 2022 12:34\n\nTwo trains came on Saturday, the ministry said.\n"
SENTENCES = [
    f"The ministry said on day {n} that {n + 2} trains with soldiers had come to the city of Brest." for n in range(8)
]
PAGE = (
    "<html><head><title>Trains come to Brest - The Example Courier</title>"
    "<meta property='og:site_name' content='The Example Courier'>{head}</head><body><nav><a href='/'>Home</a></nav>"
    "<article><h1>Trains come to Brest</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article><footer>Copyright 2022</footer></body></html>"
)
LINKED = '<script type="application/ld+json">{"datePublished": "2022-10-15T12:34:00+03:00"}</script>'


def page(head: str = "") -> bytes:
    return PAGE.replace("{head}", head).encode()


def test_plain_text_keeps_the_offsets_of_the_caller() -> None:
    document = load(Input("a.txt", "text", REPORT.encode()))
    assert document.text == REPORT
    assert (document.title, document.published, document.published_from) == (
        "Trains come to Brest",
        "2022-10-15T12:34",
        "dateline",
    )
    assert document.origin == "a.txt"


@given(strategies.text(min_size=1).filter(lambda given: given.replace("\0", "x").strip("\x01\x1f ").strip()))
def test_a_text_is_as_long_as_the_one_given(given: str) -> None:
    try:
        assert len(from_text(given).text) == len(given)
    except EmptyDocument:
        assert not "".join(character for character in given if character.isprintable()).strip()


def test_what_the_caller_says_comes_first() -> None:
    document = from_text(REPORT, published="2022-10-16", title="Another title", outlet=" The  Example\ud800 Courier")
    assert (document.published, document.published_from, document.title) == ("2022-10-16", "given", "Another title")
    assert document.outlet == "The Example\N{REPLACEMENT CHARACTER} Courier"
    with pytest.raises(BadDate, match="03/04/2022"):
        from_text(REPORT, published="03/04/2022")


def test_a_page_gives_title_body_and_metadata() -> None:
    document = load(Input("a.html", "html", page(LINKED)))
    assert document.text == "\n\n".join(["Trains come to Brest", *SENTENCES])
    assert (document.title, document.outlet) == ("Trains come to Brest", "The Example Courier")
    assert (document.published, document.published_from) == ("2022-10-15T12:34:00+03:00", "metadata")


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2022-10-15T12:34'>",
        "<meta itemprop='datePublished' content='15 October 2022 12:34'>",
        "<meta itemprop='datePublished' content='today'><meta name='parsely-pub-date' content='2022-10-15T12:34'>",
    ],
)
def test_the_time_of_a_page_is_to_the_minute(head: str) -> None:
    assert (html.from_bytes(page(head), origin="-").published or "")[:16] == "2022-10-15T12:34"


@pytest.mark.parametrize(
    "data",
    [b"<html><body></body></html>", b"no markup", b"<html>" + b"<p>a" * 20_001, b"<p " + b"a=1 " * 3_000 + b">a"],
)
def test_pages_without_a_report_are_refused(data: bytes) -> None:
    with pytest.raises(BadMarkup, match=r"save|name"):
        html.from_bytes(data, origin="-")


def test_a_record_gives_its_fields() -> None:
    record = {
        "text": REPORT,
        "url": "http://example.org/a",
        "outlet": "The Example Courier",
        "published": "Oct. 16, 2022",
        "author": "J",
    }
    document = load(Input("a.jsonl:1", "record", json.dumps(record).encode()))
    assert document.text == REPORT
    assert (document.url, document.outlet, document.author) == ("http://example.org/a", "The Example Courier", "J")
    assert (document.published, document.published_from) == ("2022-10-16", "metadata")


def test_a_record_may_hold_a_page() -> None:
    line = json.dumps({"html": page(LINKED).decode(), "published": "no date", "title": "Trains come"})
    document = load(Input("a.jsonl:1", "record", line.encode()), language="en")
    assert document.text.startswith("Trains come\n\n")
    assert (document.published, document.language) == ("2022-10-15T12:34:00+03:00", "en")


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"text": 5}', b'{"url": "a"}', b'{"a":' * 100_000])
def test_lines_without_a_report_are_refused(line: bytes) -> None:
    with pytest.raises(BadRecord):
        jsonl.from_bytes(line, origin="-")


def test_what_is_too_long_is_refused_before_it_is_decoded() -> None:
    for read, most in (
        (text.from_bytes, text.MOST_BYTES),
        (html.from_bytes, html.MOST_BYTES),
        (jsonl.from_bytes, jsonl.MOST_BYTES),
    ):
        with pytest.raises(TooLong, match=f"{most:,}"):
            read(b"\xff" * (most + 1), origin="-")


def test_the_same_report_has_the_same_id_wherever_it_lies() -> None:
    first, second = (load(Input(origin, "text", REPORT.encode())) for origin in ("a.txt", "b.txt"))
    assert first.id == second.id
    assert first.id != from_text(REPORT, outlet="The Example Courier").id


def test_empty_and_binary_files_are_refused() -> None:
    with pytest.raises(EmptyDocument):
        load(Input("a", "text", b" \n"))
    with pytest.raises(NotText):
        load(Input("a", "html", b"PK\x03\x04"))
