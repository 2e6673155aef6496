"""What comes out of reports and may be harmful, made harmless."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from allegedly.plain import printable


def finalized(value: object) -> object:
    """Return what a template shows of a value: nothing for None, and no character that a browser would obey."""
    if value is None:
        return ""
    return printable(value) if type(value) is str else value


def web_link(url: str | None) -> str | None:
    """Return the URL if it is one of the web (http, https), None for all else, which is shown as text only."""
    if not url or url != printable(url) or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def segment(text: object) -> str:
    """Return the text as one segment of a path, or one value of a query."""
    return quote(str(text), safe="")


def unsegment(text: str) -> str:
    """Return what `segment` was given."""
    return unquote(text)
