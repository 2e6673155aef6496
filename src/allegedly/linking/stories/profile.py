"""The profile of a report: its weightiest terms, the days it names, and the keys under which it is looked up."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allegedly.linking.stories.background import RAREST, STEPS, Table, background, number
from allegedly.linking.stories.days import named_days, ordinal
from allegedly.linking.stories.terms import AGE, KINDS, Kind, terms
from allegedly.linking.stories.topics import WIDTH, Topic, topic
from allegedly.records import Reading

Weights = Mapping[int, int]

KEPT: Mapping[Kind, int] = {"word": 80, "name": 30, "full": 20, "number": 15}
"""So many terms of each kind are kept, the weightiest."""
NEAR_KEYS = 24
"""By so many terms, of any kind, a report is found among those of its weeks."""
MIDDLE_KEYS = 8
"""By so many words, at most, that are not common it is found among those of its months; names are words, too."""
FAR_KEYS = 14
"""By so many full names and rare words, at most, it is found at any distance in time."""
NEAR = 8
"""Days of one stretch; reports in one or in neighbouring stretches share their near keys."""
MIDDLE = 48
"""Days of a long stretch, for the middle keys."""
MIDDLE_RARITY = 5 * STEPS
"""So rare a word must be to be looked up in a long stretch."""
FAR_RARITY = round(6.5 * STEPS)
"""So rare a single word must be to be looked up at any distance."""
_KEY_WEIGHTS: Mapping[Kind, int] = {"word": 10, "name": 12, "full": 13, "number": 8}
_OPENING = 4000
_WORD = KINDS.index("word")
HEAD = struct.Struct("<i5BBB")
"""The day of publication, how many terms of each kind, days and ages follow, and how common the topic is."""
UNDATED = -1
"""The day of a report that has none, where it is kept."""
ALWAYS = 0xFFFFFFFF
"""The stretch of the far keys."""
LONG = 1 << 30
"""What marks the number of a long stretch."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is remembered of a report in order to tell which story it belongs to.

    `day` is the ordinal of publication (day 1 is 0001-01-01), None where it is not known; `days` are the days that the
    text names, `ages` the ages. `terms` maps, for each of `KINDS`, a term's number to its weight, both integers, so
    that sums come out the same in whatever order they are made. `topic` is what the words are about.
    """

    day: int | None
    days: tuple[int, ...]
    ages: frozenset[int]
    terms: tuple[Weights, ...]
    topic: Topic
    norms: tuple[float, ...] = field(init=False, compare=False, repr=False)
    """The lengths of the term vectors, one a kind, never 0."""

    def __post_init__(self) -> None:
        squares = (sum(weight * weight for weight in weights.values()) for weights in self.terms)
        object.__setattr__(self, "norms", tuple(math.sqrt(square) or 1.0 for square in squares))

    @property
    def keys(self) -> tuple[int, ...]:
        """Signed 64-bit keys, in order; two reports are worth comparing if they share one."""
        return tuple(sorted(set(_keys(self))))

    def to_bytes(self) -> bytes:
        """Return the profile as some 800 bytes."""
        day = UNDATED if self.day is None else self.day
        sizes = (*(len(weights) for weights in self.terms), len(self.days), len(self.ages))
        parts = [HEAD.pack(day, *sizes, self.topic.common), self.topic.direction]
        parts.append(struct.pack(f"<{len(self.days)}i", *self.days))
        parts.append(struct.pack(f"<{len(self.ages)}I", *sorted(self.ages)))
        for weights in self.terms:
            parts.append(struct.pack(f"<{len(weights)}I", *weights))
            parts.append(struct.pack(f"<{len(weights)}H", *weights.values()))
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> Profile:
        """Return the profile of these bytes; struct.error where they are cut short."""
        day, *sizes, days, ages, common = HEAD.unpack_from(data)
        at = HEAD.size + WIDTH

        def take(code: str, count: int) -> tuple[int, ...]:
            nonlocal at
            shape = struct.Struct(f"<{count}{code}")
            found = shape.unpack_from(data, at)
            at += shape.size
            return found

        named, aged = take("i", days), frozenset(take("I", ages))
        weights = tuple(dict(zip(take("I", size), take("H", size), strict=True)) for size in sizes)
        told = Topic(data[HEAD.size : HEAD.size + WIDTH], common)
        return cls(None if day == UNDATED else day, named, aged, weights, told)


def profile(reading: Reading, table: Table | None = None) -> Profile:
    """Return the profile of a reading; furniture is left out where the reading knows it.

    `table` stands in for the background of the package, in training.
    """
    document = reading.document
    return profile_of(document.title, _report(reading), document.published, table)


def profile_of(title: str | None, text: str, published: str | None, table: Table | None = None) -> Profile:
    """Return the profile of a report that is given as its title, text and ISO 8601 day or time."""
    weights, ages = weighed(title, text, table)
    day = ordinal(published)
    days = named_days(text[:_OPENING], day) if day is not None else ()
    return Profile(day, days, ages, weights, topic(weights[_WORD]))


def weighed(title: str | None, text: str, table: Table | None = None) -> tuple[tuple[Weights, ...], frozenset[int]]:
    """Return the weightiest terms of a report, by kind, and the ages among them."""
    known = background() if table is None else table
    counts = terms(title, text)
    ages: set[int] = set()
    weights: list[Weights] = []
    for kind in KINDS:
        numbered = [(number(kind, term), term, count) for term, count in counts[kind].items()]
        found = {code: _weight(count, known.get(code, RAREST)) for code, _, count in numbered}
        top = sorted(found.items(), key=lambda item: (-item[1], item[0]))[: KEPT[kind]]
        weights.append({code: weight for code, weight in top if weight >= STEPS // 2})
        ages.update(code for code, term, _ in numbered if term.startswith(AGE) and code in weights[-1])
    return tuple(weights), frozenset(ages)


def _weight(count: int, rarity: int) -> int:
    return min(0xFFFF, round((1 + math.log(count)) * rarity))


def _report(reading: Reading) -> str:
    """Return the text of the report without its furniture, all of the text where nobody looked for furniture."""
    if not any(block.is_furniture for block in reading.blocks):
        return reading.text
    body = "\n".join(block.span.quote for block in reading.blocks if not block.is_furniture)
    return body if body.strip() else reading.text


def _keys(of: Profile) -> Iterable[int]:
    ranked = sorted(
        (-weight * _KEY_WEIGHTS[kind], code, kind)
        for kind, weights in zip(KINDS, of.terms, strict=True)
        for code, weight in weights.items()
    )
    for _, code, _kind in ranked[:NEAR_KEYS]:
        yield from (_signed(code, stretch) for stretch in _stretches(of.day, NEAR))
    known = background()
    words = [(code, known.get(code, RAREST)) for _, code, kind in ranked if kind == "word"]
    for code in [code for code, rare in words if rare > MIDDLE_RARITY][:MIDDLE_KEYS]:
        yield from (_signed(code, LONG | stretch) for stretch in _stretches(of.day, MIDDLE))
    rare_words = {code for code, rare in words if rare > FAR_RARITY}
    for code in [code for _, code, kind in ranked if kind == "full" or code in rare_words][:FAR_KEYS]:
        yield _signed(code, ALWAYS)


def _stretches(day: int | None, length: int) -> tuple[int, ...]:
    """Return two stretches of so many days, so that neighbours have one in common; none is known without a day."""
    return () if day is None else (day // length, day // length + 1)


def _signed(code: int, stretch: int) -> int:
    key = code << 32 | stretch
    return key - (1 << 64) if key >= 1 << 63 else key
