"""Which machines may be asked: those on the open net, and those that the user allows by name, address or network.

An address stands for another one in several ways (IPv4-mapped IPv6, NAT64, 6to4, Teredo, ISATAP): it is as public as
what it stands for. A host that is a number in any notation that the socket library takes ("2130706433", "0x7f.1",
"0177.0.0.1") is that address; all others are names, and what counts is what they resolve to as we connect.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from allegedly.errors import UsageError

Address = IPv4Address | IPv6Address

_UNICAST = IPv6Network("2000::/3")
"""What IANA gives out as global IPv6 addresses; all the rest is local, reserved or a way to write another address."""
_DOCUMENTATION = IPv6Network("3fff::/20")
"""RFC 9637, which Python 3.11 does not know."""
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}
_METADATA = {IPv4Address("168.63.129.16")}
"""Addresses from public ranges at which a cloud answers its own machines (Azure's; the others' are link-local)."""


def is_public(address: Address) -> bool:
    """Say whether the address is one of the open net: no private, loopback, link-local, multicast or reserved one."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and address not in _METADATA
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.scope_id is not None or address not in _UNICAST or address in _DOCUMENTATION or not address.is_global:
        return False
    return all(is_public(inner) for inner in _embedded(address))


def _embedded(address: IPv6Address) -> Iterable[IPv4Address]:
    """Yield the IPv4 addresses to which a packet for this one may be tunnelled (RFC 3056, 4380, 5214)."""
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def numeric(host: str) -> Address | None:
    """Return the address that a host is in any notation, None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host.rstrip(".")))
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be asked beside the open net: names of hosts, in lower case, and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, values: Iterable[str]) -> Self:
        """Return what these names, addresses ("127.0.0.1") and networks ("10.0.0.0/8") allow; raises UsageError."""
        names: set[str] = set()
        networks: list[IPv4Network | IPv6Network] = []
        for value in values:
            address = numeric(value)
            try:
                if address is not None or "/" in value:
                    networks.append(ip_network(address if address is not None else value, strict=False))
                    continue
            except ValueError as error:
                raise UsageError(f"{value!r} is no network ({error}); write it as 10.0.0.0/8") from error
            if not value or ":" in value:
                raise UsageError(f"{value!r} is no host; give its name or address alone, without scheme and port")
            names.add(value.lower().rstrip("."))
        return cls(frozenset(names), tuple(networks))

    def has(self, host: str, address: Address | None = None) -> bool:
        """Say whether the user allows the host by its name, or by the address that it has."""
        if host.lower().rstrip(".") in self.names:
            return True
        address = address if address is not None else numeric(host)
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return address is not None and any(address in network for network in self.networks)
