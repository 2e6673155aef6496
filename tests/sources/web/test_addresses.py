from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import Forbidden, Unavailable, UsageError
from allegedly.sources.web.addresses import Allowed, is_public, numeric
from allegedly.sources.web.connecting import addresses_of

NOWHERE = Allowed()
LOCAL = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:7f00:1::", "2001:0:808:808:0:0:80ff:fffe",
    "2a00:1450::5efe:7f00:1", "3fff::1", "5f00::1",
)  # fmt: skip
OPEN = (
    "8.8.8.8",
    "93.184.216.34",
    "2606:2800:220:1::1",
    "2a00:1450:4001:80b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
)
NOTATIONS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1",
    "0177.0x0.1", "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]",
)  # fmt: skip


@pytest.mark.parametrize("address", LOCAL)
def test_addresses_that_are_not_on_the_open_net(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_addresses_of_the_open_net(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", NOTATIONS)
def test_loopback_in_every_notation(host: str) -> None:
    address = numeric(host)
    assert address is not None
    assert not is_public(address)
    with pytest.raises(Forbidden, match="open net"):
        addresses_of(host, 80, NOWHERE, lambda *_: pytest.fail("a number is not resolved"))


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_every_way_to_write_an_ipv4_address_is_as_public_as_it(number: int) -> None:
    plain = IPv4Address(number)
    for written in (str(number), hex(number), f"0{number:o}"):
        assert numeric(written) == plain
    mapped = IPv6Address((0xFFFF << 32) | number)
    nat64 = IPv6Address((0x0064FF9B << 96) | number)
    assert is_public(mapped) == is_public(nat64) == is_public(plain)
    if not is_public(plain):
        assert not is_public(IPv6Address((0x2002 << 112) | (number << 80) | 1))


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["fe80::1%eth0"], ["64:ff9b::7f00:1"]]
)
def test_names_that_lead_to_us(addresses: list[str]) -> None:
    with pytest.raises(Forbidden, match=r"trap\.example"):
        addresses_of("trap.example", 80, NOWHERE, lambda *_: addresses)


def test_a_name_that_cannot_be_resolved() -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unavailable, match="resolved"):
        addresses_of("nowhere.example", 80, NOWHERE, nothing)
    with pytest.raises(Unavailable, match="no address"):
        addresses_of("nowhere.example", 80, NOWHERE, lambda *_: [])
    with pytest.raises(Unavailable, match="no address"):
        addresses_of("nowhere.example", 80, NOWHERE, lambda *_: ["gibberish"])


def test_what_the_user_allows() -> None:
    allowed = Allowed.of(["Intranet.Example", "10.0.0.0/8", "127.1"])
    assert allowed.has("intranet.example")
    assert allowed.has("INTRANET.example.", ip_address("192.168.0.1"))
    assert allowed.has("any.example", ip_address("10.9.9.9"))
    assert allowed.has("any.example", ip_address("::ffff:10.9.9.9"))
    assert allowed.has("2130706433")
    assert not allowed.has("any.example", ip_address("127.0.0.2"))
    assert not allowed.has("sub.intranet.example")
    resolved = addresses_of("intranet.example", 80, allowed, lambda *_: ["192.168.0.1"])
    assert resolved == [ip_address("192.168.0.1")]


@pytest.mark.parametrize("value", ["http://x/", "host:80", "", "10.0.0.0/99"])
def test_what_cannot_be_allowed(value: str) -> None:
    with pytest.raises(UsageError):
        Allowed.of([value])
