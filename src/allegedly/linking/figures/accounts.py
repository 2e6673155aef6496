"""Accounts: what one report says of the victims, added up, as the numbers that a toll is judged by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allegedly.linking.figures.casualties import Casualty, casualties
from allegedly.linking.figures.sentences import Sentence, sentences

LEAD = 450
"""The lead: so many characters of the report."""
FARTHEST = 12_000
MOST = 10_000
FATES = frozenset({"killed", "injured", "shot"})


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says: numbers by kind and zone ("killed title"), how often; cues, and the persons it tells apart."""

    numbers: Mapping[str, Counter[int]]
    cues: Mapping[str, int]
    persons: Mapping[str, frozenset[str]]
    published: str = ""


def account(title: str | None, stretches: Iterable[tuple[str, int, int]], published: str | None) -> Account:
    numbers: dict[str, Counter[int]] = defaultdict(Counter)
    cues: Counter[str] = Counter()
    persons: dict[str, set[str]] = defaultdict(set)
    if title:
        for sentence in sentences(title, headline=True):
            _add(sentence, title, "title", numbers, cues, persons)
    begun: int | None = None
    for text, start, end in stretches:
        for sentence in sentences(text, start, end):
            begun = sentence.tokens[0].start if begun is None else begun
            at = sentence.tokens[0].start - begun
            if at > FARTHEST:
                break
            _add(sentence, text, "lead" if at < LEAD else "body", numbers, cues, persons)
    return Account(dict(numbers), cues, {k: frozenset(v) for k, v in persons.items()}, published or "")


def _add(sentence: Sentence, text: str, zone: str, numbers, cues, persons) -> None:
    found = [casualty for casualty in casualties(sentence, text) if casualty.fate in FATES]
    _cues(sentence.code, zone, cues)
    sums: Counter[str] = Counter()
    for casualty in found:
        fate = casualty.fate
        if casualty.count is None:
            cues[f"{fate} many {zone}"] += 1
            continue
        if casualty.count > MOST:
            continue
        kind = "more " if casualty.others else ""
        single = casualty.count == 1 and casualty.known
        numbers[f"{kind}{fate} {zone}"][casualty.count] += 1
        sums[fate] += casualty.count
        if casualty.own:
            cues[f"own {fate} {zone}"] += 1
        if casualty.count == len(casualty.keys) or single or casualty.count == 1:
            for key in casualty.keys:
                persons[f"{fate} {'age' if key.isdigit() else 'name'}"].add(key)
    for fate, total in sums.items():
        numbers[f"sum {fate} {zone}"][total] += 1
    if len(sums) > 1:
        numbers[f"sum all {zone}"][sum(sums.values())] += 1
    for m in re.finditer(r"D[jcuF]{0,2}([qHS])", sentence.code):
        value = sentence.tokens[m.start()].value
        if value:
            numbers[f"fold {'shot' if m[1] == 'S' else 'killed'}"][value] += 1


def _cues(code: str, zone: str, cues: Counter[str]) -> None:
    for name, letters in (("deadly", "F"), ("homicide", "Hq"), ("dead", "xkKf"), ("wound", "wW"), ("shot", "s"), ("suicide", "X"), ("attempted", "~"), ("hospital", "TM"), ("not", "!")):
        count = sum(code.count(letter) for letter in letters)
        if count:
            cues[f"{name} {zone}"] += count
