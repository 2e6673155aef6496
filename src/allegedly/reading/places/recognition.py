"""Which words are names of places.

The parser's names (GPE, LOC, FAC) are trimmed and checked against the gazetteer; what it missed or took for people and
organisations is found by the gazetteer and the words around it: "Paris, Texas", a dateline in capitals, a name after
"in", a street, a place inside an organisation's name, a name seen elsewhere in the report.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TypeAlias

from spacy.attrs import LOWER, ORTH, TAG
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import (
    PLACE_LABELS,
    Candidate,
    candidate,
    is_capital,
    text_of,
    words_of,
)
from allegedly.reading.places.demonyms import demonyms, is_demonym
from allegedly.reading.places.regions import is_region
from allegedly.reading.syntax import where
from allegedly.records import PlaceKind

LONGEST_NAME = 5
"""Names of more tokens are not looked for in the gazetteer."""
A_TOWN = 5_000
"""From this many inhabitants on, a name is taken for the place even where the parser takes it for something else."""
SHORT = 4
"""Words in capitals of up to so many letters are abbreviations."""
SHORTEST = 2
"""So short a name is a surname or a number more often than a place."""
A_CITY = 50_000
"""From this many inhabitants on, one word taken for a person is taken for the place."""
A_METROPOLIS = 500_000
"""The same for the first word of a sentence."""
_EMBEDDING = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "LOC", "GPE", "PERSON"})
_NEVER = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
_Runs: TypeAlias = tuple[tuple[int, int], ...]
"""The token ranges that `_capital_runs` yields."""
_POINTS = frozenset({"North", "South", "East", "West"})
_DATELINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?]\s))([A-Z][A-Z .'’-]{2,30}?)(?=,\s[A-Z][\w.]+\s*(?:\(|--?|—|–)|\s*\(|\s*(?:--+|—|–)| - )"
)


def recognise(doc: Doc, company: list[int]) -> tuple[Candidate, ...]:
    """Return the names of places, in the order of the text, none overlapping, given its `coordination`."""
    taken = _Taken(len(doc))
    people, runs = _surnames(doc), tuple(_capital_runs(doc))
    rules = (
        _streets(doc), _qualified(doc), _datelines(doc), _enumerated(doc), _regions(doc, runs), _entities(doc, people),
        demonyms(doc), _mistaken(doc, runs, people), _embedded(doc), _listed(doc, runs, taken, company),
        _again(doc, people, taken),
    )  # fmt: skip
    for found in chain.from_iterable(rules):
        taken.add(found)
    return tuple(sorted(taken.kept, key=lambda found: found.first))


class _Taken:
    """What has been recognised: the first rule to claim a token has it."""

    def __init__(self, tokens: int) -> None:
        self._tokens = bytearray(tokens)
        self.kept: list[Candidate] = []

    def holds(self, index: int) -> bool:
        return bool(self._tokens[index])

    def add(self, found: Candidate) -> None:
        if not any(self._tokens[found.first : found.end]):
            self._tokens[found.first : found.end] = b"\1" * (found.end - found.first)
            self.kept.append(found)


def _entities(doc: Doc, people: frozenset[str]) -> Iterator[Candidate]:
    """Yield the parser's own places, trimmed, less those that look like none."""
    for entity in doc.ents:
        if entity.label_ in PLACE_LABELS:
            first, end = _trim(doc, entity.start, entity.end)
            if first < end and not (
                is_demonym(text_of(doc, first, end)) or _shaky(doc, first, end, people) or _institution(doc, first, end)
            ):
                yield candidate(doc, first, end, "named")


def _trim(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Cut articles, possessives, punctuation and words of direction that are no part of the name."""
    while first < end and (doc[first].lower_ in {"the", "a"} or not doc[first].text[0].isalnum()):
        first += 1
    while end > first and (doc[end - 1].lower_ in {"'s", "’s", "'", "’", "and"} or not doc[end - 1].text[-1].isalnum()):
        if doc[end - 1].text.endswith(".") and len(doc[end - 1]) > 1:
            break
        end -= 1
    while end - first > 1 and doc[first].lower_ in words_of("direction"):
        if is_region(name := text_of(doc, first, end)) or gazetteer.known(name):
            break
        if not gazetteer.known(text_of(doc, first + 1, end)):
            break
        first += 1
    return first, end


def _shaky(doc: Doc, first: int, end: int, people: frozenset[str]) -> bool:
    """Say whether a name that the parser takes for a place is unlikely to be one."""
    name = text_of(doc, first, end)
    if not is_capital(name) or name in words_of("not_place") or "\n" in doc[first:end].text:
        return True
    if is_region(name):
        return _only_modifies(doc, end)
    if _bears_a_place(name):
        return name in people and not _after_locative(doc, first) and not _is_wide(name)
    return doc[end - 1].text not in _generic_heads() and not _after_locative(doc, first)


def _only_modifies(doc: Doc, end: int) -> bool:
    """Say whether a region's name opens a longer one ("Gulf War")."""
    return end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end].text)


def _bears_a_place(name: str) -> bool:
    """Say whether the gazetteer knows the name, short words in capitals only as short forms ("US", not "TIF")."""
    if (len(name) <= SHORTEST or (name.isupper() and len(name) <= SHORT)) and not gazetteer.is_short(name):
        return False
    if name in words_of("not_place") or name in words_of("institution") or name in _generic_heads():
        return False
    return gazetteer.known(name)


def _is_wide(name: str) -> bool:
    return any(entry.is_wide and not entry.alternate for entry in gazetteer.lookup(name))


@cache
def _generic_heads() -> frozenset[str]:
    return words_of("street") | words_of("water") | words_of("land") | words_of("division") | words_of("facility")


def _institution(doc: Doc, first: int, end: int) -> bool:
    """Say whether the parser's place is an institution named after one ("Henderson County Jail")."""
    if doc[end - 1].text not in words_of("institution") or _bears_a_place(text_of(doc, first, end)):
        return False
    return any(_well_known(text_of(doc, first, last), person=False) for last in range(first + 1, end))


def _after_locative(doc: Doc, first: int) -> bool:
    """Say whether a preposition of place, or "of" after a person or a settlement, stands before a token."""
    before = first - 1
    while before >= 0 and (doc[before].lower_ in {"the", "nearby"} or doc[before].lower_ in words_of("direction")):
        before -= 1
    if before < 0:
        return False
    if doc[before].lower_ == "of" and before > 0:
        whose = doc[before - 1]
        return whose.ent_type_ == "PERSON" or whose.text == "," or whose.lower_ in words_of("settlement")
    return doc[before].lower_ in words_of("locative")


def _surnames(doc: Doc) -> frozenset[str]:
    """Return the last words of people's names of two words and more, and what stands behind an honorific."""
    names = {entity[-1].text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    honorifics = {doc.vocab.strings[word] for word in words_of("honorific")}
    lower = doc.to_array(LOWER).tolist()
    names |= {doc[at + 1].text for at, word in enumerate(lower[:-1]) if word in honorifics and is_capital(doc[at].text)}
    return frozenset(names)


def _streets(doc: Doc) -> Iterator[Candidate]:
    """Yield streets and numbered roads: "North Main St.", "Highway 61"."""
    suffixes, roads = words_of("street"), words_of("road")
    wanted = {doc.vocab.strings[word] for word in suffixes | roads}
    for at, word in enumerate(doc.to_array(ORTH).tolist()):
        if word not in wanted:
            continue
        token = doc[at]
        if token.text in roads and token.i + 1 < len(doc) and doc[token.i + 1].text[0].isdigit():
            first = token.i
            while first > 0 and text_of(doc, first - 1, token.i + 1) in roads:
                first -= 1
            end = token.i + 3 if token.i + 2 < len(doc) and doc[token.i + 2].text in _POINTS else token.i + 2
            yield candidate(doc, first, end, "road")
        elif token.text in suffixes:
            first = _run_before(doc, token.i)
            if first < token.i and doc[first].lower_ != "the":
                yield candidate(doc, first, token.i + 1, "street")


def _run_before(doc: Doc, index: int) -> int:
    """Return where the run of at most three capitalised words before a token begins."""
    first = index
    while (
        first > 0
        and index - first < 3
        and is_capital(doc[first - 1].text)
        and (doc[first - 1].text[-1].isalpha() or len(doc[first - 1]) == len("N."))
        and not doc[first - 1].is_sent_start
        and doc[first - 1].whitespace_
    ):
        first -= 1
    return first


def _qualified(doc: Doc) -> Iterator[Candidate]:
    """Yield both names of "Paris, Texas" and "Mobile, Ala."."""
    for comma in where(doc, ORTH, ","):
        if not 0 < comma < len(doc) - 1:
            continue
        first = _name_before(doc, comma)
        end = _holder(doc, comma + 1) if first is not None else None
        if end is None or first is None:
            continue
        holder = text_of(doc, comma + 1, end)
        name = text_of(doc, first, comma)
        if _lies_in(name, holder) or (doc[first].ent_type_ in PLACE_LABELS and gazetteer.is_short(holder)):
            yield Candidate(first, comma, name, "qualified", within=holder)
            yield candidate(doc, comma + 1, end, "qualifier")


def _holder(doc: Doc, first: int) -> int | None:
    """Return the end of the name of a country or a first-order subdivision that begins at a token."""
    if not is_capital(doc[first].text):
        return None
    for end in range(min(first + 3, len(doc)), first, -1):
        if any(entry.is_wide for entry in gazetteer.lookup(text_of(doc, first, end), after_comma=True)):
            return end
    return None


def _name_before(doc: Doc, comma: int) -> int | None:
    """Return where the longest capitalised run that the gazetteer knows and that ends before a token begins."""
    best = None
    for first in range(comma - 1, max(comma - 1 - LONGEST_NAME, -1), -1):
        if not (is_capital(doc[first].text) or doc[first].lower_ in {"of", "de", "la", "le", "on", "the", "-", "upon"}):
            break
        if is_capital(doc[first].text) and gazetteer.known(text_of(doc, first, comma)):
            best = first
    return best


def _lies_in(name: str, holder: str) -> bool:
    areas = gazetteer.lookup(holder, after_comma=True)
    return any(gazetteer.holds(area, entry) for entry in gazetteer.lookup(name) for area in areas)


def _datelines(doc: Doc) -> Iterator[Candidate]:
    """Yield the place in capitals that opens a wire report."""
    text = doc.text
    for match in _DATELINE.finditer(text):
        span = doc.char_span(match.start(1), match.start(1) + len(match[1].rstrip(" -")), alignment_mode="contract")
        if span is not None and len(span) <= LONGEST_NAME and gazetteer.known(text_of(doc, span.start, span.end)):
            yield candidate(doc, span.start, span.end, "dateline")


def _enumerated(doc: Doc) -> Iterator[Candidate]:
    """Yield the names after "the villages of", whether the gazetteer knows them or not."""
    for noun in where(doc, TAG, "NNS"):
        settlements = doc[noun].lower_ in words_of("settlement")
        if settlements and noun + 2 < len(doc) and doc[noun + 1].lower_ == "of":
            index = noun + 2
            while (end := _run_after(doc, index)) > index:
                yield candidate(doc, index, end, "listed")
                index = end
                while index < len(doc) and doc[index].lower_ in {",", "and"}:
                    index += 1
                if index == end:
                    break


def _run_after(doc: Doc, index: int) -> int:
    """Return the end of the run of proper nouns that begins at a token."""
    end = index
    while end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end].text):
        end += 1
    return end


def _regions(doc: Doc, runs: _Runs) -> Iterator[Candidate]:
    """Yield named regions that the parser takes for nothing or an organisation: "the West", "the EU"."""
    for first, end in runs:
        plain = not doc[first].ent_type_ and doc[first - 1].lower_ == "the" if first else False
        if (plain or doc[first].ent_type_ == "ORG") and is_region(text_of(doc, first, end)):
            yield candidate(doc, first, end, "named")


def _mistaken(doc: Doc, runs: _Runs, people: frozenset[str]) -> Iterator[Candidate]:
    """Yield places that the parser takes for people, organisations or nothing, where the words around say better."""
    for first, end in runs:
        name = text_of(doc, first, end)
        if name in people or not _bears_a_place(name) or _inside_bigger_entity(doc, first, end):
            continue
        if _after_locative(doc, first) or gazetteer.biggest(name) >= _needed(doc[first]):
            yield candidate(doc, first, end, "gazetteer")


def _needed(token: Token) -> float:
    """Return how many inhabitants a place needs to be preferred to what the parser says of the word."""
    if token.ent_type_ in {"PERSON", ""}:
        return A_METROPOLIS if token.is_sent_start else A_CITY
    return math.inf if token.ent_type_ in _NEVER else A_TOWN


def _capital_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the maximal runs of capitalised words that are no sentence's plain first word."""
    first = None
    for token in doc:
        capital = is_capital(token.text) and token.tag_ in {"NNP", "NNPS", "NN", "JJ"}
        if capital and first is None:
            first = token.i
        if first is not None and not capital:
            if token.i - first <= LONGEST_NAME:
                yield first, token.i
            first = None
    if first is not None and len(doc) - first <= LONGEST_NAME:
        yield first, len(doc)


def _inside_bigger_entity(doc: Doc, first: int, end: int) -> bool:
    before = doc[first].ent_iob_ == "I"
    after = end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].lower_ not in {"'s", "’s"}
    return before or after


def _embedded(doc: Doc) -> Iterator[Candidate]:
    """Yield the places in organisations' names: "the Alexandria Police", "University of Iowa"."""
    for entity in doc.ents:
        if entity.label_ in _EMBEDDING and len(entity) > 1:
            yield from _inside(doc, entity)


def _inside(doc: Doc, entity: Tokens) -> Iterator[Candidate]:
    kind: PlaceKind = "literal" if any(token.text == "," for token in entity) else "organisation"
    index = entity.start
    while index < entity.end:
        opens = index == entity.start or doc[index - 1].lower_ in {"the", "of", "in", "at", "for", "-", ",", "and"}
        end = _embedded_name(doc, index, entity) if opens and is_capital(doc[index].text) else None
        if end is not None:
            yield candidate(doc, index, end, "inside a name", kind)
            index = end
        index += 1


def _embedded_name(doc: Doc, first: int, entity: Tokens) -> int | None:
    for end in range(min(first + LONGEST_NAME, entity.end), first, -1):
        if (first, end) == (entity.start, entity.end) or doc[end - 1].text[-1] in "'’,-":
            continue
        if _well_known(text_of(doc, first, end), person=entity.label_ == "PERSON"):
            return end
    return None


def _well_known(name: str, *, person: bool) -> bool:
    if not _bears_a_place(name):
        return False
    entries = gazetteer.lookup(name)
    if person:
        return any(entry.is_wide and not entry.alternate for entry in entries)
    return any(not entry.alternate and (entry.population >= A_TOWN or entry.is_area) for entry in entries) or (
        bool(entries) and gazetteer.is_short(name)
    )


def _listed(doc: Doc, runs: _Runs, taken: _Taken, company: list[int]) -> Iterator[Candidate]:
    """Yield names joined by "and" or commas to places already found."""
    found = {company[index] for index in range(len(doc)) if taken.holds(index)}
    for first, end in runs:
        listed = any(company[index] in found and doc[index].dep_ != "compound" for index in range(first, end))
        if listed and _bears_a_place(text_of(doc, first, end)) and not _inside_bigger_entity(doc, first, end):
            yield candidate(doc, first, end, "listed")


def _again(doc: Doc, people: frozenset[str], taken: _Taken) -> Iterator[Candidate]:
    """Yield further mentions of names that the report already used as places."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for found in taken.kept:
        if found.why not in {"street", "road"} and found.kind not in {"demonym", "organisation"}:
            name = tuple(found.name.split())
            by_first.setdefault(name[0], set()).add(name)
    for token in doc:
        for name in by_first.get(token.text, ()):
            end = token.i + len(name)
            if (
                tuple(other.text for other in doc[token.i : end]) == name
                and not (token.ent_type_ == "PERSON" and _inside_bigger_entity(doc, token.i, end))
                and not (len(name) == 1 and token.text in people)
            ):
                yield candidate(doc, token.i, end, "named before")
