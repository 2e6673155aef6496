from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.digest import Server
from allegedly.digest.transport import _stuffed, server_at
from allegedly.errors import UsageError


@given(st.lists(st.sampled_from([b".", b"..", b"a", b"\r\n", b"\n", b"\r", b" "]), max_size=30).map(b"".join))
def test_points_and_line_ends_come_through(content: bytes) -> None:
    wire = _stuffed(content)
    assert wire.endswith(b"\r\n")
    lines = wire.split(b"\r\n")[:-1]
    assert b"." not in lines
    received = b"\n".join(line[1:] if line.startswith(b".") else line for line in lines)
    assert received.rstrip(b"\n") == content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")


@pytest.mark.parametrize(
    ("given_", "host", "port"),
    [
        ("mail.example.org", "mail.example.org", None),
        ("mail.example.org:465", "mail.example.org", 465),
        ("[::1]:25", "::1", 25),
    ],
)
def test_servers_are_given_by_host_and_port(given_: str, host: str, port: int | None) -> None:
    assert server_at(given_) == (host, port)


@pytest.mark.parametrize("given_", ["", "a:b", "a:25:25", "::1", "a b", "a:999999"])
def test_what_is_no_server_is_told(given_: str) -> None:
    with pytest.raises(UsageError, match="HOST:PORT"):
        server_at(given_)


@pytest.mark.parametrize("options", [{"host": "a\r\nb"}, {"port": 70000}, {"user": "a"}, {"encryption": "maybe"}])
def test_what_cannot_be_a_server_is_told(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Server(**{"host": "mail.example.org", **options})  # type: ignore[arg-type]
