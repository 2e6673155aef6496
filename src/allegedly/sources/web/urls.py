"""Web addresses: which have a form that is asked for, and which stand for the same page."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from allegedly.errors import Forbidden
from allegedly.sources.web.addresses import Allowed, numeric

LONGEST = 4_000
"""Characters of an address at most."""
PORTS = {80, 443, 8000, 8008, 8080, 8443, 8888}
"""Ports at which sites answer; others are asked only at hosts that the user allows."""
_DEFAULT = {"http": 80, "https": 443}
_KEPT = "%/?:@!$&'()*+,;=-._~[]"


def checked(url: str, allowed: Allowed, base: str | None = None) -> str:
    """Return the address as it is asked for, without a fragment; raises Forbidden for one that is never asked.

    `base` is what a relative address is relative to. Host names become their ASCII form, characters that must not stand
    in an address are escaped. This looks at the form alone; where a name leads is seen as we connect (`connecting`).
    """
    url = re.sub(r"[\x00-\x20\x7f]", lambda match: "" if match[0] in "\t\r\n" else " ", url).strip(" ")
    if len(url) > LONGEST:
        raise Forbidden(f"the address has {len(url):,} characters and the limit is {LONGEST:,}")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Forbidden(f"{_shown(url)} is no web address ({error})") from error
    if parts.scheme not in _DEFAULT or not host:
        raise Forbidden(f"{_shown(url)} is no address that begins with http:// or https://; nothing else is asked")
    if parts.username is not None or parts.password is not None:
        raise Forbidden(f"{_shown(parts.hostname or '')}: an address with a user name is never asked; leave it out")
    host = _ascii(host)
    if port is not None and port not in PORTS and not allowed.has(host):
        raise Forbidden(f"{host}:{port} is no port of a web site; --allow-host {host} lets it be asked")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT[parts.scheme]:
        place += f":{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path, _KEPT) or "/", quote(parts.query, _KEPT), ""))


def _ascii(host: str) -> str:
    """Return the ASCII form of a host; raises Forbidden."""
    if numeric(host) is not None:
        return host
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Forbidden(f"{_shown(host)} is no name of a host ({error})") from error
    if not re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?", name, re.IGNORECASE):
        raise Forbidden(f"{_shown(host)} is no name of a host")
    return name.lower().rstrip(".")


def _shown(text: str) -> str:
    return repr(text[:100])


def host_of(url: str) -> str:
    """Return the host of a checked address, which is what manners are kept towards."""
    host = urlsplit(url).hostname or ""
    address = numeric(host)
    return host if address is None else str(address)


def origin_of(url: str) -> str:
    """Return scheme, host and port of a checked address: what a robots.txt speaks for (RFC 9309)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def key_of(url: str) -> str:
    """Return what two addresses of one page have in common: no fragment, no tracking, the query in order."""
    from courlan import normalize_url

    try:
        return str(normalize_url(urlunsplit((*urlsplit(url)[:4], ""))))
    except ValueError:
        return url


def is_front(url: str) -> bool:
    """Say whether this is the address of a whole site."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query
