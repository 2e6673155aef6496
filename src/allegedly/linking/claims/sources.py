"""Who stands behind a statement, and when two statements have one source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from allegedly.lexicon import table
from allegedly.lexicon import words as stop_words
from allegedly.records import Actor, Claim, Reading, Span

_NOBODY = frozenset({"words:", "words:it", "words:they", "words:he", "words:she", "words:who", "words:one"})
"""Sources of whom the report says too little to tell them from others."""
UNKNOWN = "?"
"""The side of an office of state whose country the report does not say."""
_SPEAKERS = frozenset({"GOV", "MIL", "LEG", "COP", "SPY"})
"""PLOVER sectors whose members speak for their state: organs of one government are one side."""
_OFFICE = re.compile(
    r"\b(?:ministry|minister|government|army|police|embassy|ambassador|presidency|kremlin|prosecutor|general staff)\b",
    re.IGNORECASE,
)
"""Words of a source that speak for a state, whatever the actors layer made of it."""
_SENTENCE = 200
_NAMES = re.compile(r"(?<![.-])\b(?!words\b|people\b|the\b)[a-z]{5,}(?![\w.-])")
"""Words of a key that name somebody; ids of lexicons are no names."""
_LOWER = re.compile(r"[a-z]{5,}")
_PART = re.compile(r"[^\W_]+(?:[’'](?!s\b)[^\W_]+)*")
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their", "who", "that", "with", "s"})
_LAW = frozenset({"police", "judiciary"})
"""Classes of sources (`source_classes.tsv`) of one apparatus: who tells of a case has it from the others."""
_LAW_SECTORS = frozenset({"COP", "JUD"})
_ROLE = 60
_OWNED_BY = re.compile(r"\b(?:Its|Their) [a-z][\w -]{3,40},? $")
_OWNED = re.compile(r"(?:its|their)\b", re.IGNORECASE)
_UNION = re.compile(r"\b(?:African|European) Union\b")
"""Named after a continent, speaking for no people."""
_THERE = re.compile(r"\bthere$")
_PLAIN = re.compile(r"[A-Z][\w'’-]+")
_TITLE = re.compile(r"(?:\b[A-Z][\w'’]*\.? )+$")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who states something.

    `key` is the same in every report for one person, body or outlet; `side` is the country for whom it speaks, None
    where it speaks for none; `country` where it is from; `kind` is "outlet" for the report's own voice. `law` says that
    it speaks for the police, the courts or the rescue services, or is a paper of theirs; `through` are those who passed
    its words on to the report.
    """

    key: str
    side: str | None = None
    country: str | None = None
    kind: str = "claim"
    law: bool = False
    through: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Say whether a text has the source's last name, or another distinct word of its key."""
        return self.kind != "outlet" and not _names(self.key).isdisjoint(_words(text))


@lru_cache(maxsize=16_384)
def _names(key: str) -> frozenset[str]:
    return frozenset(_NAMES.findall(key.partition("@")[0]))


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    return frozenset(_LOWER.findall(text.lower()))


def outlet(reading: Reading) -> Source:
    """Return the outlet of a report as the source of its own words."""
    return Source(f"outlet:{reading.document.outlet or reading.document.id}", kind="outlet")


def source_of(claim: Claim, reading: Reading) -> Source:
    """Return the source of a claim; what is passed on belongs to whom it comes from, not to whoever passed it on."""
    if claim.source_kind == "outlet":
        return outlet(reading)
    claim = _said_by(claim, reading)
    actor = reading.actor(claim.actor) or _of_name(claim, reading)
    words = " ".join(span.quote for span in _words_for(claim)) or claim.source_class or ""
    official = _is_official(actor) or _holds_office(claim, reading)
    country = _country(claim, actor, official, reading)
    people = next((word.lower() for word in _PLAIN.findall(_UNION.sub("", words)) if word in peoples()), None)
    if people is not None:
        return Source(f"people:{people}", f"people:{people}", country)
    law = _speaks_for_the_law(claim, actor, reading)
    if actor is None or actor.kind == "generic":
        named = sorted({name.lower() for name in _PLAIN.findall(words)} - stop_words("stop_words", "word"))
        key = " ".join(named) or words.lower()
        key = f"words:{key}"
        if actor is None or not official:
            key = f"{key}@{reading.document.id}" if not named else key
    else:
        unknown = actor.kind == "organisation" and not actor.country and not actor.sectors
        key = actor.name.lower().split()[-1] if actor.kind == "person" or unknown else _at_home(actor, country)
    through = tuple(relay.span.quote.lower() for relay in claim.relays)
    return Source(key, country or UNKNOWN if official else None, country, law=law, through=through)


def _words_for(claim: Claim) -> tuple[Span, ...]:
    """Return the words for a source; for a pronoun those that it goes back to, if they are known."""
    return (claim.named_by,) if claim.source_kind == "pronoun" and claim.named_by is not None else claim.source


def _speaks_for_the_law(claim: Claim, actor: Actor | None, reading: Reading) -> bool:
    """Say whether a source is of the police, a court or the rescue, by its words here or elsewhere, or its class."""
    named = [c for c in reading.claims if c.actor == claim.actor] if actor is not None else [claim]
    return (
        claim.source_class in _LAW
        or (actor is not None and bool(_LAW_SECTORS & set(actor.sectors)))
        or any(_of_the_law().search(span.quote) for c in named for span in _words_for(c))
        or (actor is not None and actor.kind == "person" and _has_its_title(actor, reading))
    )


def _has_its_title(actor: Actor, reading: Reading) -> bool:
    """Say whether the title before a name is of the police, a court or the rescue: "Detective Lt. Ann Field"."""
    starts = [m.span.start for m in reading.mentions if m.actor == actor.id and m.kind == "name"]
    titles = (_TITLE.search(reading.text, max(0, start - _ROLE), start) for start in starts)
    return any(title is not None and _of_the_law().search(title.group()) for title in titles)


@cache
def _of_the_law() -> re.Pattern[str]:
    found = sorted(stop_words("authorities", "word"), key=len, reverse=True)
    return re.compile(rf"\b(?:(?-i:[A-Z]{{1,5}}(?:PD|FD|SO))|{'|'.join(map(re.escape, found))})\b", re.IGNORECASE)


def _is_official(actor: Actor | None) -> bool:
    """Say whether an actor speaks for its state, or is one: "Ruritania rejects …"."""
    return actor is not None and (actor.kind == "state" or bool(_SPEAKERS & set(actor.sectors)))


def named_source(start: int, end: int, reading: Reading) -> Source:
    """Return the source that words of the text name, for a statement that no claim was read of."""
    words = reading.text[start:end]
    country = next((demonyms()[word] for word in _PLAIN.findall(words) if word in demonyms()), None)
    country = country or next((p.country for p in reading.places if start <= p.span.start < end and p.country), None)
    official = _OFFICE.search(words) is not None
    law = _of_the_law().search(words) is not None
    key = f"words:{words.lower()}@{reading.document.id}"
    return Source(key, country or UNKNOWN if official else None, country, law=law)


def _country(claim: Claim, actor: Actor | None, official: bool, reading: Reading) -> str | None:
    """Return the country of a source: the one its words name, its owner's, the outlet's home, or the actor's.

    "The defence ministry" in a paper of Baku is that of Azerbaijan, whatever country is named nearest. Leaders who are
    known by name keep their country.
    """
    named = _named_country(claim, reading)
    if named or (actor and actor.kind == "person" and actor.id in leaders()):
        return named or (actor.country if actor else None)
    if claim.source and _is_owned(claim, reading):
        owner = _before(claim, reading)
        if owner is not None:
            return source_of(owner, reading).country
    home = _home(reading) if official and not _is_told(actor, reading) else None
    return home or (actor.country if actor and not _blames_own(actor, reading) else None)


def _at_home(actor: Actor, country: str | None) -> str:
    """Return the id of an actor, an organ of state as that of the country that it was found to be of."""
    opening = f"{actor.country}."
    return f"{country}.{actor.id.removeprefix(opening)}" if country and actor.id.startswith(opening) else actor.id


def _is_told(actor: Actor | None, reading: Reading) -> bool:
    """Say whether some claim of the actor names its country."""
    return (
        actor is not None
        and actor.country is not None
        and any(_named_country(claim, reading) == actor.country for claim in reading.claims if claim.actor == actor.id)
    )


def _blames_own(actor: Actor, reading: Reading) -> bool:
    """Say whether the actor accuses the country that it was taken to be of: then it is of another, not named near."""
    if actor.kind == "state" or actor.country is None:
        return False
    targets = [reading.actor(c.target) for c in reading.claims if c.actor == actor.id and c.act == "accuse"]
    return any(target is not None and target.country == actor.country for target in targets)


def _is_owned(claim: Claim, reading: Reading) -> bool:
    """Say whether a source is that of whoever spoke before: "its spokesman", "its spokesman, Rudolf Zenda,"."""
    start = claim.source[0].start
    before = reading.text[max(0, start - _ROLE) : start]
    return _OWNED.match(claim.source[0].quote) is not None or _OWNED_BY.search(before) is not None


def _before(claim: Claim, reading: Reading) -> Claim | None:
    """Return the claim before this one, if its source is named."""
    start = claim.source[0].start
    earlier = [
        c for c in reading.claims
        if c.source and c.source[0].end < start and c.source_kind != "pronoun"
        and not _is_owned(c, reading)
    ]  # fmt: skip
    return max(earlier, key=lambda c: c.source[0].end, default=None)


def _home(reading: Reading) -> str | None:
    """Return the country that the outlet's name tells: "Minsk Herald", "Azeri Post"."""
    names = _PLAIN.findall(reading.document.outlet or "")
    return next((code for name in names if (code := demonyms().get(name) or capitals().get(name))), None)


@cache
def demonyms() -> dict[str, str]:
    """Return the country of each demonym of one word."""
    return {word: row["country"] for row in table("countries") for word in row["demonyms"].split("|") if word}


@cache
def capitals() -> dict[str, str]:
    """Return the country of each capital."""
    return {row["name"]: row["country"] for row in table("capitals") if row["use"] == "capital"}


@cache
def leaders() -> frozenset[str]:
    """Return the ids of the persons who are known by name."""
    return frozenset("-".join(row["name"].lower().split()) for row in table("leaders"))


def _said_by(claim: Claim, reading: Reading) -> Claim:
    """Return the claim that names the source: in "Ann calls it theft: she says it was hers", Ann's."""
    if claim.source_kind != "pronoun" or not claim.source:
        return claim
    start = claim.source[0].start
    before = [
        c
        for c in reading.claims
        if c.source and c.source_kind != "pronoun" and 0 < start - c.source[0].end <= _SENTENCE
    ]
    nearest = max(before, key=lambda c: c.source[0].end, default=None)
    if nearest is None or re.search(r"[.!?\n\"”]", reading.text[nearest.source[0].end : start]):
        return claim
    return nearest


def _of_name(claim: Claim, reading: Reading) -> Actor | None:
    """Return the person of the report whose last name closes the source's words, for a source that was not resolved."""
    for span in claim.source:
        last = span.quote.rstrip(",").split()[-1:]
        for actor in reading.actors:
            if actor.kind == "person" and last and actor.name.split()[-1] == last[0]:
                return actor
    return None


def _holds_office(claim: Claim, reading: Reading) -> bool:
    """Say whether the source's words, here or elsewhere in the report, are those of an office of state."""
    named = [c for c in reading.claims if c.actor == claim.actor] if claim.actor else [claim]
    return any(
        _OFFICE.search(span.quote) for c in named for span in c.source if not c.source[0].quote.startswith("former")
    )


@cache
def peoples() -> frozenset[str]:
    """Return the names, of one word, of peoples without a state: whoever speaks for them is no organ of the state."""
    return frozenset(name for row in table("peoples") for name in row["names"].split("|") if name)


def _named_country(claim: Claim, reading: Reading) -> str | None:
    """Return the country that the source's own words name, by a place or a demonym."""
    for span in _words_for(claim):
        for place in reading.places:
            if place.country and span.contains(place.span):
                return place.country
        for mention in reading.mentions:
            if mention.kind in {"demonym", "metonym"} and span.contains(mention.span):
                actor = reading.actor(mention.actor)
                if actor is not None and actor.country:
                    return actor.country
        if _THERE.search(span.quote):
            return _place_before(span.start, reading)
    return None


def _place_before(start: int, reading: Reading) -> str | None:
    """Return the country of the place named last before in its paragraph: "No word came from Oslo. Officials there"."""
    before = [
        p for p in reading.places
        if p.country and p.span.end <= start and "\n" not in reading.text[p.span.end : start]
    ]  # fmt: skip
    return max(before, key=lambda p: p.span.end).country if before else None


class Voice(NamedTuple):
    """What tells a source from another, worked out once for each.

    `stem` is its key without a closing "s": names are misspelt by one ("Conner says", "Conners says"). `words` and
    `report` are the words of the key and the report that it is of, "" where it is the same in all. `names` tell who it
    is, and `tellers` who passed its words on, each by the words for him; `is_law` is that of the source.
    """

    stem: str
    side: str | None
    words: str
    report: str
    is_law: bool
    names: frozenset[str]
    tellers: tuple[frozenset[str], ...]


@lru_cache(maxsize=16_384)
def voice(source: Source) -> Voice:
    """Return what tells a source from others."""
    stem, names, tellers = source.key.removesuffix("s"), _told_by(source.key), tuple(map(_told_by, source.through))
    return Voice(stem, source.side, *_parts(source.key), source.law, names, tellers)


def same_source(a: Source, b: Source) -> bool:
    """Say whether two sources count as one: the same body or person, or organs of one government."""
    return are_one(voice(a), voice(b))


def are_one(a: Voice, b: Voice) -> bool:
    """Say the same of what tells two sources from others."""
    if a.stem == b.stem or (a.side is not None and a.side == b.side and a.side != UNKNOWN):
        return True
    return a.report == b.report != "" and _is_shortened(a.words, b.words)


def _is_shortened(one: str, other: str) -> bool:
    """Say whether one report names a source in full and in short ("the press centre of the army")."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter.split()) > 1 and longer.startswith(f"{shorter} ")


@lru_cache(maxsize=16_384)
def _parts(key: str) -> tuple[str, str]:
    """Return the words of a key and the report that it is of, "" where it is the same in all."""
    words, _, document = key.partition("@")
    return words, document


def independent(a: Source, b: Source) -> bool:
    """Say whether two sources are surely two."""
    one, other = voice(a), voice(b)
    return not are_one(one, other) and are_two(one, other)


def are_two(a: Voice, b: Voice) -> bool:
    """Say of what tells two sources from others that are not known to be one whether they are surely two.

    An office of an unknown state may be the other's; police, prosecutors and courts tell of a case what they have from
    each other; "a witness" may be "the witness" of the other report, "the statement" anybody's, and an outlet that is
    the source here may be the one that passed on there what the source said.
    """
    if (a.is_law and b.is_law) or (a.side and b.side and UNKNOWN in {a.side, b.side}):
        return False
    one, other = a.names, b.names
    if not one or not other or one <= other or other <= one:
        return False
    if not (a.tellers or b.tellers):
        return True
    passed = [(one, name) for name in b.tellers] + [(other, name) for name in a.tellers]
    return not any(name and (teller <= name or name <= teller) for teller, name in passed)


@lru_cache(maxsize=16_384)
def _told_by(key: str) -> frozenset[str]:
    """Return the words of a key that tell who it is."""
    words, _ = _parts(key)
    if words in _NOBODY:
        return frozenset()
    found = _PART.findall(words.removeprefix("words:").removeprefix("outlet:").lower())
    told = (word.removesuffix("’s").removesuffix("'s") for word in found)
    return frozenset(word.removesuffix("s") for word in told if word not in _ARTICLES) - _vague()


@cache
def _vague() -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in stop_words("sources_vague", "word"))
