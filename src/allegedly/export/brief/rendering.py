"""A brief as text for a terminal, as Markdown, or as a page of HTML that needs nothing else.

What strangers wrote (titles, quotes, outlets, URLs) is escaped for each form: HTML by Jinja2, Markdown by a backslash
before what it would obey, and line breaks are taken out of all.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined

from allegedly.export.brief.composing import Brief, Other, said_by, speaker
from allegedly.ledger import ClaimRow, LinkRow, SeriesRow, SideRow, UndertakingRow
from allegedly.voice import spoken

Form = Literal["text", "markdown", "html"]
FORMS: tuple[Form, ...] = get_args(Form)

LONGEST = 320
"""Characters of a quotation that are printed."""
MOST_OTHERS = 4
"""Names of those who seem to say the like, or to answer, that are printed."""
JOINED = (
    "Which statements answer, repeat or carry out each other is the program's reading, and often wrong: look at both "
    "reports before you repeat it."
)
"""What stands by the links of a brief."""
_TEMPLATES: Mapping[Form, str] = {"text": "brief.txt", "markdown": "brief.md", "html": "brief.html"}
_KINDS: Mapping[str, str] = {"figures": "other figure", "happened": "whether it happened"}
_OBEYED = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def render(brief: Brief, form: Form, *, width: int = 100) -> str:
    """Return the brief in that form; `width` is that of a line of text."""
    environment = Environment(
        loader=PackageLoader("allegedly.export.brief", "templates"),
        autoescape=form == "html",  # noqa: S701 (text needs none, and Markdown has its own)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "bounds": _bounds,
        "count": _counted,
        "dated": lambda side: f"{side.document[:8]}, {side.published[:10]}" if side.published else side.document[:8],
        "day": lambda published: (published or "")[:10],
        "fill": lambda text, indent=0, hang=2: _filled(text, width, indent, hang),
        "giver": lambda row: said_by(row.said_by, row.outlet),
        "kind": _kind,
        "manner": _manner,
        "md": lambda text: _OBEYED.sub(r"\\\1", _one_line(text)),
        "others": _others,
        "rest": lambda others: max(0, len(others) - MOST_OTHERS),
        "shown": lambda others: others[:MOST_OTHERS],
        "names": ", ".join,
        "note": _note,
        "quoted": _shortened,
        "short": lambda document: document[:8],
        "speaker": speaker,
        "undertaker": _undertaker,
        "web": lambda url: url if re.match(r"https?://", url or "", re.IGNORECASE) else "",
    }
    environment.filters.update(filters)
    return environment.get_template(_TEMPLATES[form]).render(brief=brief, story=brief.story, joined=JOINED)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _shortened(text: str) -> str:
    return textwrap.shorten(_one_line(text), LONGEST, placeholder=" […]")


def _filled(text: str, width: int, indent: int, hang: int) -> str:
    begin, rest = " " * indent, " " * (indent + hang)
    return textwrap.fill(_one_line(text), width, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False)


def _manner(one: ClaimRow | SideRow, before: str = "") -> str:
    """Return by which act something is said, and in which words; "" where no claim was read.

    The act alone is not enough: who "did not say that" is no witness.
    """
    cue = f" (“{words}”)" if (words := spoken(one.cue)) else ""
    return f"{before}{one.act}{cue}" if one.act else ""


def _others(others: Sequence[Other]) -> str:
    """Return who else says something, each with the document that has it; of many only the first."""
    names = ", ".join(f"{one.name} [{one.document[:8]}]" for one in others[:MOST_OTHERS])
    return names + (f" and {len(others) - MOST_OTHERS} more" if len(others) > MOST_OTHERS else "")


def _kind(link: LinkRow) -> str:
    """Return what kind of answer it is, and that it stood in an earlier report than what it answers if it did."""
    one, other = ((side.published or "")[:10] for side in (link.one, link.other))
    return _KINDS.get(link.kind, link.kind) + (" (in an earlier report)" if other and other < one else "")


def _undertaker(row: UndertakingRow) -> str:
    """Return who undertook it, and according to whom if not in their own words."""
    says = speaker(row.one) + _manner(row.one, ", ")
    return says if row.by_name in {None, speaker(row.one)} else f"{row.by_name}, according to {says}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _note(entry: SeriesRow) -> str:
    """Return which reports exclude a figure or correct it, to stand behind it; ids need no escaping."""
    parts = (("excludes", entry.excludes), ("read as corrected in", entry.corrected_by))
    return "".join(f"; {what} {', '.join(one[:8] for one in documents)}" for what, documents in parts if documents)


def _bounds(low: float | None, high: float | None) -> str:
    """Return inclusive bounds in words: "9", "at least 12", "8,000 to 9,000"."""
    if low is not None and high is not None:
        return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    return f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}" if high is not None else "some"
