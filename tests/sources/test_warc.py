"""Web archives, whole and broken: a broken record costs itself alone."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from allegedly.errors import BadArchive, DocumentError, TooLong
from allegedly.records import Document
from allegedly.sources import Failure, find, load
from allegedly.sources.warc import MOST_BYTES, pages
from tests.watch.site import page

DATE = "2022-10-15T12:34:56Z"


def archive(count: int = 3, *, packed: bool = True, extra: tuple[tuple[str, str, bytes], ...] = ()) -> list[bytes]:
    """Return the records of an archive, each apart: its head, so many pages, and others (status, type, body)."""
    records: list[bytes] = []
    wanted = [("200 OK", "text/html; charset=utf-8", page(n).body) for n in range(count)]
    for number, (status, kind, body) in enumerate([*wanted, *extra]):
        stream = io.BytesIO()
        writer = WARCWriter(stream, gzip=packed)
        if number == 0:
            writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "tests"}))
            records.append(stream.getvalue())
            stream.truncate(0)
            stream.seek(0)
        url = f"https://press.example/{number}"
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": DATE}
        )
        writer.write_record(record)
        records.append(stream.getvalue())
    return records


def read(path: Path) -> list[Document | DocumentError]:
    found: list[Document | DocumentError] = []
    for item in find([str(path)]):
        try:
            found.append(item.error if isinstance(item, Failure) else load(item))
        except DocumentError as error:
            found.append(error)
    return found


def urls(found: list[Document | DocumentError]) -> list[str]:
    return [one.url or "" if isinstance(one, Document) else type(one).__name__ for one in found]


def zipped(path: Path, files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_pages_with_address_and_date(tmp_path: Path, packed: bool) -> None:
    extra = (
        ("404 Not Found", "text/html", b"<p>nothing</p>"),
        ("200 OK", "image/png", b"\x89PNG" + bytes(900)),
        ("200 OK", "text/plain", b"Barge 9 leaves port\n\nThe harbour office said that barge 9 had left.\n"),
    )
    path = tmp_path / ("a.warc.gz" if packed else "a.WARC")
    path.write_bytes(b"".join(archive(packed=packed, extra=extra)))
    found = read(path)
    assert urls(found) == [f"https://press.example/{n}" for n in (0, 1, 2, 5)]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.published, first.published_from, first.origin) == (
        "2022-10-15T12:34:56+00:00",
        "archived",
        f"{path}:2",
    )
    assert "barge 0 had left" in first.text


def test_what_a_page_says_of_its_date_comes_first(tmp_path: Path) -> None:
    dated = page(1).body.replace(b"<title>", b'<meta property="article:published_time" content="2022-10-11"><title>')
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(archive(1, extra=(("200 OK", "text/html", dated),))))
    found = [one for one in read(path) if isinstance(one, Document)]
    assert [one.published_from for one in found] == ["archived", "metadata"]


def test_a_wacz(tmp_path: Path) -> None:
    files = {
        "datapackage.json": b"{}",
        "archive/data.warc.gz": b"".join(archive(2)),
        "archive/../../more.warc": b"".join(archive(1, packed=False)),
        "pages/pages.jsonl": b"{}",
    }
    path = zipped(tmp_path / "a.wacz", files)
    assert urls(read(path)) == ["https://press.example/0", "https://press.example/1", "https://press.example/0"]
    assert list(tmp_path.parent.rglob("more.warc")) == []
    assert urls(read(zipped(tmp_path / "b.wacz", files, zipfile.ZIP_DEFLATED))) == urls(read(path))


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("broken", [1, 2, 3])
def test_a_broken_record_costs_itself_alone(tmp_path: Path, broken: int, packed: bool) -> None:
    records = archive(4, packed=packed)
    damaged = records[broken + 1]
    records[broken + 1] = (
        damaged[:12] + b"\xff" * 40 + damaged[52:] if packed else damaged.replace(b"WARC/1.0", b"WIRE/1.0")
    )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(records))
    found = urls(read(path))
    whole = [f"https://press.example/{n}" for n in range(4) if n != broken]
    assert [url for url in found if url.startswith("https")] == whole


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    data = b"".join(archive(3))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data[:-200])
    found = read(path)
    assert urls(found)[:2] == ["https://press.example/0", "https://press.example/1"]


def test_a_page_that_unfolds_without_end(tmp_path: Path) -> None:
    bomb = ("200 OK", "text/html", bytes(MOST_BYTES * 5))
    records = archive(1, extra=(bomb,))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*records, *archive(2)]))
    tracemalloc.start()
    kinds = [type(found) for _, found in pages(path)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kinds == [bytes, TooLong, bytes, bytes]
    assert peak < 6 * MOST_BYTES


@pytest.mark.parametrize(
    "data", [b"", b"nothing", b"\x1f\x8b\x08", gzip.compress(b"nothing", mtime=0), b"PK\x03\x04", bytes(5_000)]
)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_what_is_no_archive(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(find([str(path)]))
    assert found
    assert all(isinstance(one, Failure) and isinstance(one.error, BadArchive) for one in found)


def test_zips_that_are_traps(tmp_path: Path) -> None:
    files = {
        "archive/bomb.warc": b"WARC/1.0\r\n" + bytes(30_000_000),
        "archive/a.warc": b"".join(archive(1, packed=False)),
    }
    found = read(zipped(tmp_path / "a.wacz", files, zipfile.ZIP_DEFLATED))
    assert urls(found) == ["BadArchive", "https://press.example/0"]
    assert urls(read(zipped(tmp_path / "b.wacz", {"nothing.txt": b""}))) == ["BadArchive"]
    data = zipped(tmp_path / "c.wacz", files).read_bytes()
    (tmp_path / "c.wacz").write_bytes(data[: len(data) // 2])
    assert urls(read(tmp_path / "c.wacz")) == ["BadArchive"]


def test_any_damage_ends_in_pages_or_errors(tmp_path: Path) -> None:
    chance, path = random.Random(3), tmp_path / "a.warc.gz"
    for packed in (True, False):
        data = b"".join(archive(3, packed=packed))
        for _ in range(25):
            damaged = bytearray(data)
            for _ in range(chance.randrange(1, 6)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            path.write_bytes(damaged[: chance.randrange(len(damaged))] if chance.random() < 0.3 else damaged)
            for _, found in pages(path):
                assert isinstance(found, DocumentError) or json.loads(found)["url"].startswith("http")


def test_folders_hold_archives_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.warc.gz").write_bytes(b"".join(archive(1)))
    (tmp_path / "in" / "b.gz").write_bytes(b"nothing")
    assert urls(read(tmp_path / "in")) == ["https://press.example/0"]
