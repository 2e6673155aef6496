"""What a report tells: its triggers, each with the signs by which it is known again, and what its words are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from allegedly.lexicon import words
from allegedly.linking.claims.matters import matters, stem
from allegedly.linking.happenings.passages import Passage, passages
from allegedly.linking.sentences import WIDTH, States
from allegedly.linking.stories import Profile, profile_of
from allegedly.linking.stories import terms as story_terms
from allegedly.linking.stories.background import RAREST, STEPS, background, number
from allegedly.records import Reading

LEAD = 400
"""So many characters, the first, say what a report is about."""
BESIDE = 40
"""Words so many characters from a trigger stand beside it."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@dataclass(frozen=True)
class Sign:
    """What one trigger is known by.

    `stems` are those of its words, `matters` what they are about (`lexicon/matters.tsv`), `rarity` that of the rarest,
    in natural logarithms. `beside` are the words around it by weight; `names` and `numbers` those of its sentence,
    which is the `sentence`-th character of the text.
    """

    stems: frozenset[str]
    matters: frozenset[str]
    rarity: float
    beside: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    sentence: int


@dataclass(frozen=True)
class Told:
    """A report's triggers, offsets into its text with a sign each, and what the report is compared by.

    `directions` [triggers, WIDTH] are those of the triggers in their context, `terms` the counts of its words, names,
    full names and numbers, and of the words of its lead.
    """

    document: str
    triggers: tuple[tuple[int, int], ...]
    signs: tuple[Sign, ...]
    directions: States
    terms: tuple[Counter[str], ...]
    profile: Profile


def told(reading: Reading) -> Told:
    """Return what a reading tells, its triggers those of the events that were found; furniture tells nothing."""
    furniture = [block.span for block in reading.blocks if block.is_furniture]
    spans = {(event.trigger.start, event.trigger.end) for event in reading.events}
    kept = [span for span in spans if not any(f.start <= span[0] < f.end for f in furniture)]
    document = reading.document
    return told_of(document.id, reading.text, kept, document.title, document.published)


def told_of(
    document: str,
    text: str,
    triggers: Sequence[tuple[int, int]],
    title: str | None = None,
    published: str | None = None,
) -> Told:
    """Return what a report of this title, text and ISO 8601 day tells at these places, in whichever order."""
    places = tuple(sorted(set(triggers)))
    found = passages(text, places)
    directions = [passage.direction(*place) for passage, place in zip(found, places, strict=True)]
    counts = story_terms.terms(title, text)
    lead = story_terms.terms(title, text[:LEAD])["word"]
    return Told(
        document,
        places,
        tuple(_sign(text, place, passage) for place, passage in zip(places, found, strict=True)),
        np.stack(directions) if directions else np.zeros((0, WIDTH), np.float32),
        (*(counts[kind] for kind in story_terms.KINDS), lead),
        profile_of(title, text, published),
    )


def _sign(text: str, place: tuple[int, int], passage: Passage) -> Sign:
    start, end = place
    own = [word for word, _ in _content(text, start, end)] or [text[start:end].lower()]
    around = [(word, at) for word, at in _content(text, passage.start, passage.end) if not start <= at < end]
    stems = frozenset(stem(word) for word in own)
    return Sign(
        stems=stems,
        matters=matters(stems),
        rarity=max(_rarity(word.lower()) for word in own),
        beside={
            story_terms.stem(word.lower()): _rarity(word.lower()) for word, at in around if abs(at - start) < BESIDE
        },
        names=frozenset(story_terms.stem(w.lower()) for w, at in around if w[0].isupper() and at > passage.start),
        numbers=frozenset(word for word, _ in around if word[0].isdigit()),
        sentence=passage.start,
    )


def _content(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the words of text[start:end] that carry content, each with its offset."""
    for match in _TOKEN.finditer(text, start, end):
        if match.group().lower() not in words("stop_words", "word"):
            yield match.group(), match.start()


def _rarity(word: str) -> float:
    return background().get(number("word", story_terms.stem(word)), RAREST) / STEPS
