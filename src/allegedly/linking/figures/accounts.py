"""Accounts: what one report says of victims, added up into the numbers and words that a toll is judged by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from allegedly.linking.figures.casualties import Casualty, casualties
from allegedly.linking.figures.sentences import Sentence, sentences
from allegedly.records import Reading

ZONES = ("title", "lead", "body")
FATES = ("killed", "injured", "shot")
LEAD = 450
"""So many characters of the report are its lead."""
LONGEST = 12_000
"""What stands farther into a report is not looked at: later on it tells of other happenings."""
MOST = 1_000_000
CUES = {
    "deadly": "F", "homicide": "Hq", "dead": "xkKf", "wound": "wW", "shot": "s", "suicide": "X", "attempted": "~",
    "hospital": "TM",
}  # fmt: skip
"""Words that tell of victims without counting them, by the letters of their classes."""
_FOLD = re.compile(r"D[jcuF]{0,2}([qHS])")


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of victims.

    `numbers` are the counts told, by what they tell and where ("killed title"): "killed", "more killed" (others than
    those before), "sum killed" (all of one sentence), "sum all" (whatever befell them), and "fold" ("triple homicide").
    `cues` counts words of death and wounding, `persons` tells single victims apart, by name and by age.
    """

    numbers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    cues: Counter[str] = field(default_factory=Counter)
    persons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def account(reading: Reading) -> Account:
    """Return what a reading says of victims, in its title, its lead and its body; furniture is passed over."""
    made = Account()
    title = reading.document.title
    if title:
        for sentence in sentences(title, headline=True):
            _tell(made, sentence, title, "title")
    begun: int | None = None
    for sentence, zone in _report(reading):
        at = sentence.tokens[0].start
        begun = at if begun is None else begun
        if at - begun > LONGEST:
            break
        _tell(made, sentence, reading.text, zone or ("lead" if at - begun < LEAD else "body"))
    return made


def _report(reading: Reading) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences of the report, and "title" for those of a title in the text."""
    if not reading.blocks:
        yield from ((sentence, "") for sentence in sentences(reading.text))
    for block in reading.blocks:
        if not block.is_furniture:
            title = block.kind == "title"
            if title and reading.document.title:
                continue
            for sentence in sentences(reading.text, block.span.start, block.span.end, headline=title):
                yield sentence, "title" if title else ""


def _tell(made: Account, sentence: Sentence, text: str, zone: str) -> None:
    for cue, letters in CUES.items():
        count = sum(map(sentence.code.count, letters))
        if count:
            made.cues[f"{cue} {zone}"] += count
    sums: Counter[str] = Counter()
    for casualty in casualties(sentence, text):
        if casualty.fate in FATES and casualty.count is not None and casualty.count <= MOST:
            _count(made, casualty, casualty.count, zone)
            sums[casualty.fate] += casualty.count
    for fate, total in sums.items():
        made.numbers[f"sum {fate} {zone}"][total] += 1
    if len(sums) > 1:
        made.numbers[f"sum all {zone}"][sums.total()] += 1
    for found in _FOLD.finditer(sentence.code):
        made.numbers["fold shot" if found[1] == "S" else "fold killed"][sentence.tokens[found.start()].value or 2] += 1


def _count(made: Account, casualty: Casualty, count: int, zone: str) -> None:
    made.numbers[f"{'more ' if casualty.others else ''}{casualty.fate} {zone}"][count] += 1
    if casualty.own:
        made.cues[f"own {zone}"] += 1
    if count in {1, len(casualty.keys)}:
        for key in casualty.keys:
            made.persons[f"{casualty.fate} {'age' if key.isdigit() else 'name'}"].add(key)
