import pytest

from allegedly.errors import NotText
from allegedly.sources.encoding import decode

TEXT = "“Quotes” and dashes — the ministry’s café said so.\n" * 4


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252"]
)
def test_what_editors_write_comes_back(name: str) -> None:
    assert decode(TEXT.encode(name)) == TEXT


def test_the_declared_encoding_of_a_page_is_used() -> None:
    page = "<html><head><meta charset='iso-8859-5'></head><body>Войска прибыли в Брест</body></html>"
    assert decode(page.encode("iso-8859-5")) == page


@pytest.mark.parametrize("name", ["hex", "klingon", "utf-16"])
def test_a_declaration_that_lies_is_passed_over(name: str) -> None:
    page = f"<html><head><meta charset='{name}'></head><body>“Quotes”</body></html>"
    assert decode(page.encode("cp1252")) == page


def test_torn_utf_8_is_still_utf_8() -> None:
    data = TEXT.encode()
    assert decode(data[:-60] + data[-58:-2]).startswith(TEXT[:100])


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\x1f\x8brest", b"%PDF-1.4", bytes(range(256)) * 4])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText, match="UTF-8"):
        decode(data)
