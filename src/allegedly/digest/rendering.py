"""A digest as plain text and as HTML.

What strangers wrote (quotations, titles, outlets, URLs) is printed on one line without control characters, cut, and in
HTML escaped by Jinja2. The HTML is a table with styles at each element and no style of its own, since mail programs
drop most else; it sets no colour of text or ground, so that each program shows it in its own, dark or light, and loads
nothing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from allegedly.digest.composing import Digest, Moved, Said, speaker
from allegedly.ledger import StoryRow
from allegedly.plain import one_line, printable
from allegedly.voice import spoken

WIDTH = 78
"""Columns of a line of plain text (RFC 5322, 2.1.1)."""
LONGEST = 280
"""Characters of a quotation."""
NAME = 80
"""Characters of a name or a title."""
MOST_NAMES = 4
_PLURALS = {"entry": "entries"}


def text(digest: Digest, room: str, unsubscribe: str) -> str:
    """Return a digest as plain text; `room` is the address of the reading room, without a slash at its end."""
    return _rendered("digest.txt", digest, room, unsubscribe)


def html(digest: Digest, room: str, unsubscribe: str) -> str:
    """Return a digest as a page of HTML."""
    return _rendered("digest.html", digest, room, unsubscribe)


def headline(digest: Digest) -> str:
    """Return in one line what is new: "Ferry stopped: 2 claims, 1 denial"."""
    counts = {
        "claim": sum(len(section.claimed) for section in digest.sections),
        "denial": sum(len(section.denied) for section in digest.sections),
        "figure": sum(len(section.moved) for section in digest.sections),
    }
    number = len(digest.sections)
    about = _line(digest.sections[0].story.title) if number == 1 else f"{number} stories"
    return f"{about}: {', '.join(_counted(count, noun) for noun, count in counts.items() if count)}"


def _rendered(template: str, digest: Digest, room: str, unsubscribe: str) -> str:
    page = _environment(template.endswith(".html")).get_template(template)
    return page.render(digest=digest, headline=headline(digest), room=room, unsubscribe=unsubscribe)


@cache
def _environment(escaped: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("allegedly.digest", "templates"),
        autoescape=escaped,  # noqa: S701 (plain text needs none)
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "before": _before,
        "bounds": lambda one: _bounds(one.low, one.high),
        "count": _counted,
        "days": _days,
        "fill": _filled,
        "line": _line,
        "manner": lambda one: f"{one.act}, “{_line(cue)}”" if (cue := spoken(one.cue)) else one.act,
        "names": _names,
        "quoted": _quoted,
        "reported": _reported,
        "web": lambda url: re.match(r"https?://[^\s\"<>]+$", url or "", re.IGNORECASE) is not None,
    }
    environment.filters.update(filters)
    return environment


def _line(words: str | None) -> str:
    return _cut(one_line(words), NAME, "…")


def _quoted(words: str) -> str:
    return _cut(one_line(words), LONGEST, " […]")


def _cut(words: str, most: int, mark: str) -> str:
    """Return so many characters at most, cut between two words if there is a space where to."""
    if len(words) <= most:
        return words
    cut = words[: most - len(mark) + 1]
    return (cut.rpartition(" ")[0] or cut[:-1]) + mark


def _filled(words: str, indent: int = 0) -> str:
    begin, rest = " " * indent, " " * (indent + 2 if words.startswith("- ") else indent)
    lines = textwrap.fill(one_line(words), WIDTH, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False)
    return lines or begin


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def _names(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    shown = ", ".join(_line(name) for name in names[:MOST_NAMES])
    return f"{shown} and {more} more" if more > 0 else shown


def _days(story: StoryRow) -> str:
    days = " to ".join(dict.fromkeys(filter(None, (story.first, story.last))))
    return f", {days}" if days else ""


def _reported(one: Said | Moved) -> str:
    """Return where an entry stands, and in how many reports, for plain text."""
    parts = [_line(one.doc.outlet), (one.doc.published or "")[:10], one.doc.id[:8]]
    if one.reports > 1:
        parts.append(_counted(one.reports, "independent report"))
    return ", ".join(filter(None, parts))


def _before(one: Moved) -> str:
    """Return what the figure was before, to stand behind it."""
    if one.before is None:
        return ", the first figure"
    return f", before {_bounds(one.before.low, one.before.high)} by {_line(speaker(one.before))}"


def _bounds(low: float | None, high: float | None) -> str:
    """Return inclusive bounds in words: "9", "at least 12", "8,000 to 9,000"."""
    if low is not None and high is not None:
        return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    return f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}" if high is not None else "some"
