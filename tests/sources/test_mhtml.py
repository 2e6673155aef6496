from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from allegedly.errors import BadMarkup, DocumentError, TooLong
from allegedly.sources import Input, find, load, mhtml

SENTENCES = [
    f"The ministry said on day {n} that {n + 2} wagons had come to the town of Brest “at dawn”." for n in range(8)
]
PAGE = (
    "<html><head><title>Wagons come to Brest</title></head><body><article><h1>Wagons come to Brest</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article></body></html>"
)


def saved(markup: str = PAGE, charset: str = "utf-8", address: str = "https://courier.example/brest") -> bytes:
    """Return a page as a browser saves it, with a picture behind it."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"] = "<Saved by a browser>"
    whole["Snapshot-Content-Location"] = address
    whole["Date"] = "Sat, 15 Oct 2022 12:34:00 +0300"
    page = MIMEText(markup, "html", charset)
    page["Content-Location"] = address
    whole.attach(page)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG" * 99, "image", "png")
    whole.attach(picture)
    return whole.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_page_of_a_saved_file_is_read(charset: str) -> None:
    document = load(Input("a.mhtml", "mhtml", saved(charset=charset)))
    assert document.text == "\n\n".join(["Wagons come to Brest", *SENTENCES])
    assert (document.url, document.origin) == ("https://courier.example/brest", "a.mhtml")
    assert (document.published, document.published_from) == ("2022-10-15T12:34:00+03:00", "archived")


def test_a_page_saved_from_a_disk_has_no_address() -> None:
    assert load(Input("a.mht", "mhtml", saved(address="file:///home/someone/brest.html"))).url is None


@pytest.mark.parametrize("name", ["a.mhtml", "a.MHT", "a.txt", "a.html", "a"])
def test_it_is_told_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(saved())
    [item] = find([str(tmp_path / name)])
    assert isinstance(item, Input)
    assert load(item).title == "Wagons come to Brest"


def test_a_folder_is_searched_for_them(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(saved())
    assert [item.origin for item in find([str(tmp_path)])] == [str(tmp_path / "a.mhtml")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MIME-Version: 1.0",
        saved()[:300],
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--",
        b"Content-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/related; boundary=b\n\n" * 3000,
        b"Content-Type: text/html; charset=nonesuch\nContent-Transfer-Encoding: base64\n\n????",
        bytes(range(256)) * 40,
    ],
)
def test_a_broken_file_costs_itself_alone(data: bytes) -> None:
    with pytest.raises(DocumentError):
        load(Input("a.mhtml", "mhtml", data))


def test_what_is_too_large_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mhtml, "MOST_BYTES", 100)
    with pytest.raises(TooLong, match="limit is 100"):
        load(Input("a.mhtml", "mhtml", saved()))
    with pytest.raises(BadMarkup, match="no page"):
        load(Input("a.mhtml", "mhtml", b"Content-Type: text/plain\n\nx"))
