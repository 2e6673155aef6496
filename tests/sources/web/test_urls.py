import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import Forbidden
from allegedly.sources.web.addresses import Allowed
from allegedly.sources.web.urls import checked, host_of, is_front, key_of, origin_of

NOWHERE = Allowed()


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a b?q=ü#part", "https://example.org/a%20b?q=%C3%BC"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("  https://example.org/a%20b \n", "https://example.org/a%20b"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
    ],
)
def test_addresses_as_they_are_asked_for(url: str, asked: str) -> None:
    assert checked(url, NOWHERE) == asked
    assert checked(asked, NOWHERE) == asked


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x",
        "//", "http://", "http:///path", "http://user:word@example.org/", "http://example.org@10.0.0.1/",
        "http://example.org:22/", "http://example.org:6379/", "http://example.org:99999/", "http://exa mple.org/",
        "http://-/", "http://a..b/", "http://[::1/", "http://exam\x00ple.org/", "https://example.org/" + "a" * 5_000,
        "http://example.org%00.evil.example/", "http://ex%61mple.org/",
    ],
)  # fmt: skip
def test_addresses_that_are_never_asked(url: str) -> None:
    with pytest.raises(Forbidden):
        checked(url, NOWHERE)


def test_relative_addresses_and_ports_of_allowed_hosts() -> None:
    assert checked("../b", NOWHERE, "https://example.org/a/c") == "https://example.org/b"
    assert checked("//example.net/x", NOWHERE, "https://example.org/") == "https://example.net/x"
    assert checked("http://127.0.0.1:5000/", Allowed.of(["127.0.0.1"])) == "http://127.0.0.1:5000/"
    with pytest.raises(Forbidden, match="port"):
        checked("http://127.0.0.1:5000/", NOWHERE)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_refused_or_becomes_an_address_that_stays_as_it_is(text: str) -> None:
    try:
        asked = checked(f"http://example.org/{text}", NOWHERE)
    except Forbidden:
        return
    assert asked.isascii()
    assert checked(asked, NOWHERE) == asked


def test_what_stands_for_the_same_page() -> None:
    one = key_of("https://example.org/a?b=2&a=1&utm_source=rss#top")
    assert one == key_of("https://example.org/a?a=1&b=2") == key_of(one)
    assert key_of("https://example.org/a?a=1") != key_of("https://example.org/a?a=2")


def test_hosts_and_origins() -> None:
    assert host_of("http://2130706433:8080/") == host_of("http://127.0.0.1/") == "127.0.0.1"
    assert origin_of("https://example.org:8443/a") == "https://example.org:8443"
    assert is_front("https://example.org/")
    assert not is_front("https://example.org/?p=1")
