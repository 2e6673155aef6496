"""What the words of one paragraph say that it is: "Read more", "Copyright 2022", "Editing by"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from allegedly import lexicon
from allegedly.records import BlockKind

LONGEST = 700
"""Characters: a longer paragraph is the report's own."""
SPOKEN = 8
"""A paragraph of more words that opens with a quotation mark is what somebody said."""
_EDGES = " \t.:…!,;»→›>|–—-•●▪■►▶◄«×+*·~=_[](){}\"'"
_STRAIGHT = str.maketrans("‘’‚“”„\u00a0\u202f", "'''\"\"\"  ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the lexicon: `beside` and `heads` as its header says."""

    kind: BlockKind
    pattern: re.Pattern[str]
    words: int
    open: bool
    beside: bool
    heads: bool


@cache
def _phrases() -> tuple[Phrase, ...]:
    rows = lexicon.table("furniture")
    social = "|".join(row["pattern"] for row in rows if row["kind"] == "social")
    return tuple(
        Phrase(
            kind=cast("BlockKind", row["kind"]),
            pattern=re.compile(row["pattern"].replace("{social}", f"(?:{social})")),
            words=int(row["words"] or 12),
            open="open" in row["only"],
            beside="beside" in row["only"],
            heads="heads" in row["only"],
        )
        for row in rows
        if row["kind"] != "social"
    )


@lru_cache(maxsize=4096)
def match(paragraph: str) -> Phrase | None:
    """Return the phrase that the paragraph is, None for what may be the report's own words."""
    if len(paragraph) > LONGEST:
        return None
    bare = plain(paragraph)
    count = bare.count(" ") + 1
    closed = is_closed(paragraph)
    if count > SPOKEN and paragraph.startswith(('"', "“", "'", "‘", "«")):
        return None
    for phrase in _phrases():
        if count <= phrase.words and not (closed and phrase.open) and phrase.pattern.fullmatch(bare):
            return phrase
    return None


def plain(paragraph: str) -> str:
    """Return the paragraph in lower case, quotation marks straightened, blanks collapsed, its edges bare of marks."""
    return " ".join(paragraph.lower().translate(_STRAIGHT).split()).strip(_EDGES)


def same_words(paragraph: str) -> str:
    """Return the letters and digits alone: equal for two spellings of one headline."""
    return "".join(filter(str.isalnum, paragraph.casefold()))


def repeats(paragraph: str, title: str) -> bool:
    """Say whether the paragraph is the title again, alone or with the name of the site behind it ("Title | Site")."""
    if len(paragraph) > 2 * len(title) + 60:
        return False
    site = re.search(r"\s[|–—•-]\s[^|–—•]{2,40}$", paragraph)
    bare = {same_words(paragraph), same_words(paragraph[: site.start()]) if site else ""} - {""}
    return same_words(title) in bare


def is_closed(paragraph: str) -> bool:
    """Say whether the paragraph ends as a sentence does, in a full stop (within quotation marks, before a bracket)."""
    return paragraph.rstrip("\"'”’»)] ").endswith((".", "…")) or paragraph.endswith((":", ";", ","))


def is_headline(paragraph: str) -> bool:
    """Say whether the paragraph has the form of a headline: four words to thirty, no full stop, no list mark."""
    if len(paragraph) > 240 or is_closed(paragraph):
        return False
    if not 4 <= sum(any(map(str.isalnum, word)) for word in paragraph.split()) <= 30:
        return False
    first = paragraph.lstrip("\"'“‘«")[:1]
    return first.isupper() or first.isdigit()
