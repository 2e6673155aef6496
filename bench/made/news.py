"""Made-up news, as much as is wanted: reports with topics, names, numbers, claims and figures, the same for one number.

It has the proportions that linking has to cope with: 1,000 reports a day; stories of some seven reports, the largest of
a day of some fifty, over a few days; one story that goes on and on and takes a twenty-fifth of all; a fifth of the
reports copies of one of the last 500, with another footer; and one notice that every hundredth document repeats.
The words are those of the package's own lexicon, so that they are as rare as words are; the names are made up.
"""

from __future__ import annotations

import hashlib
import random
import re
from datetime import date
from functools import cache
from importlib import resources
from itertools import chain

from allegedly.records import Block, Claim, Document, Figure, Reading, Span

DAILY, STORIES_DAILY, ACTIVE = 1_000, 150, 400
"""Documents and new stories a day, and stories that documents of a day belong to."""
LONG_STORY, NOTICE = 25, 100
"""Every so manieth document belongs to the story that goes on, and repeats the notice."""
COPIED = 0.2
BACK = 500
"""A copy is of one of so many documents before."""
SENTENCES = 14
TOPICS = 40
_FIRST_DAY = date(2031, 1, 1).toordinal()
_ON_AND_ON, _NOTICE = -1, -2
_TOLD = re.compile(r"(?P<source>The \w+ \w+|[A-Z]\w+ [A-Z]\w+) (?P<cue>said|denied) (?P<content>[^.]+)\.")
_LINE = re.compile(r".+")
_KILLED = re.compile(r"(\d+) people were killed")


def name(number: int) -> str:
    """Return the id of a made-up document, a hash as those of others are."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:20]


def text_of(number: int) -> int:
    """Return the number of the document whose text this one has, its own in four of five cases."""
    chance = random.Random(number)
    if number % NOTICE == 0:
        return 0
    copied = number >= BACK and chance.random() < COPIED
    original = number - chance.randrange(1, BACK) if copied else number
    return original if original % NOTICE else number


def story_of(number: int) -> int:
    """Return the number of the document's story; what goes on and on, and the notice, have numbers below 0."""
    text = text_of(number)
    if text % NOTICE == 0:
        return _NOTICE
    if text % LONG_STORY == 1:
        return _ON_AND_ON
    return text // DAILY * STORIES_DAILY + int(ACTIVE * random.Random(text ^ 0x5EED).random() ** 2)


def is_ongoing(number: int) -> bool:
    """Say whether the document belongs to the story that goes on and on."""
    return story_of(number) == _ON_AND_ON


def reading_of(number: int) -> Reading:
    """Return a made-up report as a reading without a parse: text, claims and figures."""
    original = text_of(number)
    title, body = _report(original)
    footer = "" if original == number else f"\n\nRead more of {_names(number, 'outlet')[0]} on site {number}."
    published = date.fromordinal(_FIRST_DAY + number // DAILY).isoformat()
    text = body + footer
    claims: list[Claim] = []
    for match in _TOLD.finditer(text):
        source, cue, content = (Span.of(text, *match.span(part)) for part in ("source", "cue", "content"))
        act = "deny" if match["cue"] == "denied" else "assert"
        claims.append(Claim(f"c{len(claims) + 1}", (source,), (cue,), (content,), "indirect", act))
    figures = [
        Figure(f"f{n}", Span.of(text, *match.span(1)), float(match[1]), float(match[1]), counted="people")
        for n, match in enumerate(_KILLED.finditer(text), 1)
    ]
    document = Document(name(number), text, title=title, published=published, language="en", outlet=f"O{number % 97}")
    blocks = [Block(Span.of(text, *match.span()), "body") for match in _LINE.finditer(text)]
    return Reading(document, tuple(blocks), claims=tuple(claims), figures=tuple(figures), versions=(("furniture", 1),))


def _report(number: int) -> tuple[str, str]:
    """Return title and text of an original."""
    story, chance = story_of(number), random.Random(f"report {number}")
    own, people, (town, *countries) = _story_words(story), _names(story, "people"), _names(story, "places")
    topic = _topic(story % TOPICS)
    toll = 3 + story % 50 + chance.randrange(3)

    def words(count: int) -> str:
        return " ".join(chance.choice(own if chance.random() < 0.3 else topic) for _ in range(count))

    def sentence(n: int) -> str:
        who = chance.choice(people) if chance.random() < 0.4 else f"The {chance.choice(own)} {chance.choice(topic)}"
        cue = "denied" if chance.random() < 0.1 else "said"
        if n % 3 == 0:
            return f"{who} {cue} the {words(4)} had been in the {words(3)} near {town} on Monday."
        if n % 3 == 1:
            return f"In {chance.choice(countries)} the {words(6)} with {chance.choice(people)} and the {words(4)}."
        return f"After the {words(5)} in {town}, {toll} people were killed, said the {words(4)} of {people[0]}."

    body = "\n\n".join(sentence(n) for n in range(SENTENCES))
    return f"{town}: {words(5)}", body


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return words and names of countries out of the lexicon."""
    files = sorted(file.name for file in resources.files("allegedly.lexicon").iterdir() if file.name.endswith(".tsv"))
    read = {file: resources.files("allegedly.lexicon").joinpath(file).read_text("utf-8") for file in files}
    words = sorted(set(chain.from_iterable(re.findall(r"\b[a-z]{4,}\b", text) for text in read.values())))
    random.Random(1).shuffle(words)
    countries = sorted(set(re.findall(r"\b[A-Z][a-z]{3,}\b", read["countries.tsv"])))
    return tuple(words), tuple(countries)


@cache
def _topic(topic: int) -> tuple[str, ...]:
    """Return the words of a topic; its common ones more than once."""
    words = random.Random(f"topic {topic}").sample(_vocabulary()[0], 300)
    return tuple(word for rank, word in enumerate(words) for _ in range(1 + 20 // (rank + 1)))


def _story_words(story: int) -> list[str]:
    return random.Random(f"story {story}").sample(_vocabulary()[0], 20)


def _names(of: int, what: str) -> list[str]:
    """Return made-up people, or a made-up town and two countries."""
    chance = random.Random(f"{what} {of}")

    def made() -> str:
        syllables = (chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))
        return "".join(syllables).capitalize() + chance.choice("nrslk")

    if what == "places":
        return [made(), *chance.sample(_vocabulary()[1], 2)]
    return [f"{made()} {made()}" for _ in range(4)]
