"""Made-up reports, in which somebody says each of the statements of `statements.txt`, in the ways of `told.txt`.

They hold what news without labels is short of: accusations and denials, one side's claims within the other's.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bench.train.wordings import ALLEGES, DENIES, NEITHER, Line, stories

WAYS = Path(__file__).with_name("told.txt")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PRONOUNS = {"he": "him", "she": "her", "they": "them", "it": "it"}
PARAGRAPHS = range(6, 13)
KINDS = {"A": (ALLEGES, DENIES), "D": (DENIES, ALLEGES), "B": (DENIES, ALLEGES), "N": (NEITHER, NEITHER)}
"""The tone of what is said, and of what the other side says, in each kind of sentence."""


def reports(count: int) -> Iterator[str]:
    """Yield so many reports, the same each time; each is of one story."""
    all_stories = stories()
    for number in range(count):
        chance = random.Random(f"told {number}")
        yield _report(all_stories[number % len(all_stories)], chance)


def _report(story: Sequence[Line], chance: random.Random) -> str:
    """Return a report of paragraphs of one to three sentences; a story's speakers are a few."""
    by_tone: defaultdict[int, list[str]] = defaultdict(list)
    for line in story:
        by_tone[line.tone].append(line.text)
    speakers = chance.sample(_ways()["W"], 6)
    paragraphs = []
    for _ in range(chance.choice(PARAGRAPHS)):
        kinds = chance.choices("ADBN", (5, 4, 3, 1), k=chance.choice((1, 1, 2, 3)))
        paragraphs.append(" ".join(_sentence(kind, by_tone, speakers, chance) for kind in kinds))
    return "\n\n".join(paragraphs)


def _sentence(kind: str, by_tone: Mapping[int, list[str]], speakers: list[str], chance: random.Random) -> str:
    own, others = ([text for tone in (asked, NEITHER) for text in by_tone[tone]][:12] for asked in KINDS[kind])
    who, whom = chance.sample(speakers, 2)
    pronoun = chance.choice(_ways()["H"])
    it, more = chance.sample(own, 2)
    words = {"it": it, "it2": more, "that": chance.choice(others), "whom": whom.rstrip(","), "him": PRONOUNS[pronoun]}
    words |= {"who": who, "he": pronoun, "day": chance.choice(DAYS)}
    words |= {_capital(name): _capital(text) for name, text in words.items()}
    told = re.sub(r"\{(\w+)\}", lambda match: words[match[1]], chance.choice(_ways()[kind]))
    return re.sub(r",([,.:;])", r"\1", told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _ways() -> Mapping[str, list[str]]:
    found = defaultdict(list)
    for line in WAYS.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(" ")
        if kind != "#":
            found[kind].append(text)
    return found
