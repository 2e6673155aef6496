# ruff: noqa: E501 (inputs are easier to look over in long rows)
"""Broken and hostile inputs, made from a seed: bytes that are no text, pages that are no pages, texts that are no reports."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator

from allegedly.sources import Input
from allegedly.sources.finding import Kind

REPORT = (
    "Bridge over the Sozh is closed\n\n15 Oct, 2022 12:34\n\nThe ministry said on Saturday that the bridge had been closed "
    "“for repairs”. A spokesman in Gomel denied that more than 200 soldiers had crossed it in the night.\n\nRead more\n\n"
    "Officials called the reports invented, adding that nobody had been hurt.\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bridge is closed</title>"
    "<meta property='article:published_time' content='2022-10-15T12:34:00Z'></head><body><nav><a href='/'>Home</a></nav>"
    "<article><h1>Bridge is closed</h1>"
    + "".join(
        f"<p>The ministry said on day {n} that the bridge over the river had been closed for repairs.</p>"
        for n in range(9)
    )
    + "</article><footer>Copyright 2022</footer></body></html>"
)
START = "<html><body><article>"
BODY = "<p>The ministry said on Saturday that the bridge over the river had been closed for repairs.</p>" * 5


def inputs() -> Iterator[Input]:
    """Yield them all, each with a name of its own."""
    for family in (_noise, _containers, _cut, _encodings, _characters, _markup, _records, _dates, _patterns, _sizes):
        for number, (kind, data) in enumerate(family()):
            yield Input(f"{family.__name__[1:]}-{number}", kind, data)


def _noise() -> Iterator[tuple[Kind, bytes]]:
    chance = random.Random(7)
    for size in (1, 2, 3, 7, 50, 1_000, 20_000, 200_000):
        for kind in ("text", "html", "record"):
            yield kind, chance.randbytes(size)
    for size in (10, 1_000, 50_000):
        yield "text", bytes(chance.choice(b" \n\t\"'abc.<>{}\\") for _ in range(size))
        yield "html", bytes(chance.choice(b" <>/\"'=ap!-&;#") for _ in range(size))
        yield "record", bytes(chance.choice(b' {}[]":,\\u01tfn') for _ in range(size))


def _containers() -> Iterator[tuple[Kind, bytes]]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("page.html", b"\0" * 10_000_000)
    magics = [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\x7fELF\x02\x01\x01\0",
    ]
    for data in (archive.getvalue(), gzip.compress(PAGE.encode()), gzip.compress(b"\0" * 1_000_000), *magics):
        for kind in ("text", "html", "record"):
            yield kind, data


def _cut() -> Iterator[tuple[Kind, bytes]]:
    page = PAGE.encode()
    for at in range(1, len(page), len(page) // 30):
        yield "html", page[:at]
    for at in range(1, 300, 40):
        yield "text", REPORT.encode()[:at]
        yield "html", page[at:]


def _encodings() -> Iterator[tuple[Kind, bytes]]:
    names = (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-8-sig",
        "utf-7",
        "cp1252",
        "cp037",
    )
    for name in names:
        yield "text", REPORT.encode(name, errors="replace")
        yield "html", PAGE.encode(name, errors="replace")
        yield "text", REPORT.encode(name, errors="replace")[1:]
        yield "record", json.dumps({"text": REPORT}).encode(name, errors="replace")[:-1]
    yield "html", PAGE.replace("utf-8", "klingon").encode()
    yield "html", PAGE.replace("utf-8", "hex").encode() + b"\xff"
    yield "html", PAGE.replace("utf-8", "utf-16").encode() + b"\x93quoted\x94"
    yield "text", REPORT.encode("utf-8") + "Ещё один абзац. ".encode("cp1251") + REPORT.encode("cp1252")
    yield "text", "Военные прибыли в Брест. ".encode("koi8-r") * 40
    yield "text", "軍隊が到着した。".encode("shift_jis") * 40
    yield "text", b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1]
    yield "text", b"\xff\xfe\0\0" + b"\xff" * 64


def _characters() -> Iterator[tuple[Kind, bytes]]:
    odd = (
        "\0", "\ud800", "\udfff", "\ufeff", "\u202e", "\u2066\u2067", "\u200d\u200b", "\x85\u2028\u2029", "\x1b[31m", "\ufffe\uffff",
        "\U0010ffff", "\ue000", "a" + "\u0301\u0489" * 60, "\u0627\u0644\u062c\u064a\u0634", "😀\u200d😀", "\ufe0f", "İıẞŉ", "ﷺ", "\xa0\u3000",
    )  # fmt: skip
    for character in odd:
        words = [part for word in REPORT.split(" ") for part in (word, character)]
        for text in ("".join(words), character * 300):
            data = text.encode("utf-8", errors="surrogatepass")
            yield "text", data
            yield "html", b"<html><body><p>" + data
        yield "record", json.dumps({"text": " ".join(words), "title": character, "url": character}).encode()


def _markup() -> Iterator[tuple[Kind, bytes]]:
    for tag in ("div", "b", "table", "blockquote", "ul", "p", "font", "svg"):
        yield "html", (START + f"<{tag}>" * 3_000 + BODY).encode()
        yield "html", (START + f"<{tag}>" * 100_000 + BODY).encode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    heads = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body><p>&l11;</p>{BODY}',
        '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>&e;</p>' + BODY,
        START + f"<p class='{'x ' * 1_000_000}'>" + BODY,
        START + "<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">" + BODY,
        START + "<!--" + BODY * 50,
        START + "<script>" + BODY * 50,
        START + "<![CDATA[" + BODY,
        START + "<" * 60_000,
        START + "&" * 60_000 + "&#0;&#xD800;&#99999999999;&nosuch;",
        START + "<p>" + "abc<br>" * 15_000,
        START + "<p>a" * 15_000,
        START + "</p>" * 50_000 + BODY,
        START + "<a href='x'>link to another report</a> " * 2_000,
        START + "<iframe src=x>" * 500 + BODY,
        "<frameset><frame src=x></frameset>",
        "<html><head><title>Only a head</title></head></html>",
        "<html><body></body></html>",
        "<html>",
        "no markup at all, though it is called a page",
        "<body><p>" + "endless" * 100_000,
        PAGE.replace("Bridge is closed", "Bridge\0 is \x1b closed"),
        PAGE.replace("<title>", "<title>" + "long " * 50_000),
        PAGE.replace("</head>", '<script type="application/ld+json">{"datePublished": "' + "9" * 100_000 + "</script></head>"),
    )  # fmt: skip
    for page in heads:
        yield "html", page.encode()


def _records() -> Iterator[tuple[Kind, bytes]]:
    lines = (
        "{", "}", "[]", "null", "1", '"text"', "{}", '{"text": null}', '{"text": ""}', '{"text": " \\n "}', '{"text": 5}',
        '{"text": ["a"]}', '{"html": "<"}', '{"html": {}}', '{"text": "a", "n": ' + "9" * 100_000 + "}", '{"text": "a", "n": 1e999999}',
        '{"text": "a", "n": NaN}', '{"text": "a"', '{"text": "a"}}', "{'text': 'a'}", '{"text": "\\ud800 he said"}',
        '{"text": "\\u0000\\u0000"}', '{"text": "a", "text": "b"}', '{"text": "He said so.", "published": "yesterday"}',
        '{"text": "He said so.", "published": 20221015, "url": [], "title": {}}', '{"text": "He said so.", "language": "tlh"}',
        '{"n": ' + "[" * 100_000 + "]" * 100_000 + "}", '{"n":' * 100_000, '{"text": "' + '\\"' * 100_000, "{" + '"a":1,' * 50_000 + "}",
    )  # fmt: skip
    for line in lines:
        yield "record", line.encode()


def _dates() -> Iterator[tuple[Kind, bytes]]:
    days = (
        "1 Jan 0000", "0000-00-00", "31 Dec, 9999 23:59", "9999-12-31T23:59:59+14:00", "99999-01-01", "30 February 2022", "2022-13-45",
        "31/31/2022", "03/04/2022", "October 2022", "15 Oct, 2022 99:99", "1 January 1 AD", "29 Feb 2023", "2022-10-15T12:34:56+99:99",
    )  # fmt: skip
    for day in days:
        yield "text", REPORT.replace("15 Oct, 2022 12:34", day).encode()
        yield "html", PAGE.replace("2022-10-15T12:34:00Z", day).encode()
        yield "record", json.dumps({"text": REPORT, "published": day}).encode()


def _patterns() -> Iterator[tuple[Kind, bytes]]:
    units = (
        '"', "“", "“ ", "”", "'", "’s ", "(", "[", ")", "-", "—", ".", ". ", ",", ", ", ";", "?", "!", "…", "a ", "A. ", "1 ", "1,000 ", "% ", "$",
        "\n", "a\n", "A b\n\n", "- a\n", "Read more\n", "said ", "he said, ", '"he said ', "“He said “", "that ", "denied that he denied that ",
        "the ministry of ", "of the ", "and ", "by ", "By Jane Doe, ", "in Minsk, ", "MINSK ", "Oct 15, 2022 ", "on Saturday ", "more than ",
        "up to 200 to ", "not ", "who said ", "Copyright © ", "© / ", "http://a.b/", "@a ", "#", "<p>", "&amp;", "\\", "{}", "Gen. Lt. Col. ",
    )  # fmt: skip
    for unit in units:
        yield "text", (unit * (12_000 // len(unit))).encode()


def _sizes() -> Iterator[tuple[Kind, bytes]]:
    yield "text", b""
    yield "html", b""
    yield "record", b""
    yield "text", b" " * 1_000_000
    yield "text", b"words on one line " * 1_200_000
    yield "html", b"<p>" + b"words on one page " * 600_000
    yield "record", b'{"text": "' + b"words on one line " * 1_200_000 + b'"}'
    yield "text", b"a word " * 150_000
    yield "text", b'"' * 1_000_000
    yield "text", b"endless" * 140_000
    yield "text", "“".encode() * 120_000
    yield "text", b"a\n" * 60_000
    yield "text", REPORT.encode() * 30
