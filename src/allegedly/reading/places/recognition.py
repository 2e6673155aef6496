"""Which words are names of places.

The parser's names (GPE, LOC, FAC) are trimmed and checked against the gazetteer; what it missed or took for people and
organisations is found by the gazetteer and the words around it: "Paris, Texas", a dateline in capitals, a name after
"in", a street, a place inside an organisation's name, a name seen elsewhere in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from allegedly.lexicon import table
from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import PLACE_LABELS, Candidate, candidate, is_capital, text_of, words_of
from allegedly.reading.places.demonyms import demonyms
from allegedly.reading.places.regions import is_region

LONGEST_NAME = 5
"""Names of more tokens are not looked for in the gazetteer."""
A_TOWN = 5_000
"""From this many inhabitants on, a name is taken for the place even where the parser takes it for something else."""
_EMBEDDING = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "LOC", "GPE", "PERSON"})
_DATELINE = re.compile(r"(?:^|(?<=\n)|(?<=[.!?]\s))([A-Z][A-Z .'’-]{2,30}?)(?=,\s[A-Z][\w.]+\s*(?:\(|--?|—|–)|\s*\(|\s*(?:--+|—|–)| - )")


def recognise(doc: Doc) -> tuple[Candidate, ...]:
    """Return the names of places, in the order of the text, none overlapping."""
    taken = _Taken(len(doc))
    for rule in (_streets, _qualified, _datelines, _entities, demonyms, _mistaken, _embedded):
        for found in rule(doc):
            taken.add(found)
    for found in _again(doc, taken):
        taken.add(found)
    return tuple(sorted(taken.kept, key=lambda found: found.first))


class _Taken:
    """What has been recognised: the first rule to claim a token has it."""

    def __init__(self, tokens: int) -> None:
        self._tokens = bytearray(tokens)
        self.kept: list[Candidate] = []

    def free(self, first: int, end: int) -> bool:
        return not any(self._tokens[first:end])

    def add(self, found: Candidate) -> None:
        if self.free(found.first, found.end):
            self._tokens[found.first : found.end] = b"\1" * (found.end - found.first)
            self.kept.append(found)


def _entities(doc: Doc) -> Iterator[Candidate]:
    """Yield the parser's own places, trimmed, less those that look like none."""
    people = _surnames(doc)
    for entity in doc.ents:
        if entity.label_ in PLACE_LABELS:
            first, end = _trim(doc, entity.start, entity.end)
            if first < end and not (_shaky(doc, first, end, people) or _embeds(doc, first, end)):
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
    """Say whether a name is unlikely to be a place: unknown to the gazetteer and used as nothing else is."""
    name = text_of(doc, first, end)
    if not is_capital(name) or any(character.isspace() and character != " " for character in doc[first:end].text):
        return not gazetteer.known(name) or name.islower()
    if is_region(name) or gazetteer.known(name):
        return end - first == 1 and name in people and not _after_locative(doc, first)
    if doc[end - 1].text in _generic_heads():
        return False
    return not _after_locative(doc, first)


@cache
def _generic_heads() -> frozenset[str]:
    return words_of("street") | words_of("water") | words_of("land") | words_of("division") | words_of("facility")


def _embeds(doc: Doc, first: int, end: int) -> bool:
    """Say whether the parser's place is an institution named after one ("Henderson County Jail")."""
    return False


def _after_locative(doc: Doc, first: int) -> bool:
    before = first - 1
    while before >= 0 and (doc[before].lower_ in {"the", "nearby"} or doc[before].lower_ in words_of("direction")):
        before -= 1
    return before >= 0 and doc[before].lower_ in words_of("locative")


def _surnames(doc: Doc) -> frozenset[str]:
    """Return the last words of people's names of two words and more, and what stands behind an honorific."""
    names = {entity[-1].text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    honorifics = words_of("honorific")
    names |= {doc[t.i + 1].text for t in doc[:-1] if t.lower_ in honorifics and is_capital(t.text)}
    return frozenset(names)


def _streets(doc: Doc) -> Iterator[Candidate]:
    """Yield streets and numbered roads: "North Main St.", "Highway 61"."""
    suffixes, roads = words_of("street"), words_of("road")
    for token in doc:
        if token.text in suffixes:
            first = _run_before(doc, token.i)
            if first < token.i and doc[first].lower_ not in {"the"}:
                yield candidate(doc, first, token.i + 1, "street")
        elif token.text in roads and token.i + 1 < len(doc) and doc[token.i + 1].text[0].isdigit():
            first = token.i
            while first > 0 and text_of(doc, first - 1, token.i + 1) in roads:
                first -= 1
            yield candidate(doc, first, token.i + 2, "road")


def _run_before(doc: Doc, index: int) -> int:
    """Return where the run of at most three capitalised words before a token begins."""
    first = index
    while (
        first > 0
        and index - first < 3
        and is_capital(doc[first - 1].text)
        and doc[first - 1].text[-1].isalpha()
        and not doc[first - 1].is_sent_start
        and not doc[first - 1].whitespace_ == ""
    ):
        first -= 1
    return first


def _qualified(doc: Doc) -> Iterator[Candidate]:
    """Yield both names of "Paris, Texas" and "Mobile, Ala."."""
    for comma in doc:
        if comma.text != "," or not 0 < comma.i < len(doc) - 1:
            continue
        end = _holder(doc, comma.i + 1)
        first = _name_before(doc, comma.i)
        if end is None or first is None:
            continue
        holder = text_of(doc, comma.i + 1, end)
        name = text_of(doc, first, comma.i)
        if _lies_in(name, holder) or (doc[first].ent_type_ in PLACE_LABELS and gazetteer.is_short(holder)):
            yield Candidate(first, comma.i, name, "qualified", within=holder)
            yield candidate(doc, comma.i + 1, end, "named")


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


def _mistaken(doc: Doc) -> Iterator[Candidate]:
    """Yield places that the parser takes for people, organisations or nothing, where the words around say better."""
    people = _surnames(doc)
    for first, end in _capital_runs(doc):
        name = text_of(doc, first, end)
        label = doc[first].ent_type_
        if name in people or not gazetteer.known(name) or _inside_bigger_entity(doc, first, end):
            continue
        if _after_locative(doc, first) or (label not in {"PERSON", ""} and gazetteer.biggest(name) >= A_TOWN):
            yield candidate(doc, first, end, "gazetteer")


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
    index = entity.start
    while index < entity.end:
        opens = index == entity.start or doc[index - 1].lower_ in {"the", "of", "in", "at", "for", "-", ",", "and"}
        end = _embedded_name(doc, index, entity) if opens and is_capital(doc[index].text) else None
        if end is not None:
            yield candidate(doc, index, end, "inside a name", "organisation")
            index = end
        index += 1


def _embedded_name(doc: Doc, first: int, entity: Tokens) -> int | None:
    for end in range(min(first + LONGEST_NAME, entity.end), first, -1):
        if (first, end) == (entity.start, entity.end) and entity.label_ != "ORG":
            continue
        if _well_known(text_of(doc, first, end), person=entity.label_ == "PERSON"):
            return end
    return None


def _well_known(name: str, *, person: bool) -> bool:
    entries = gazetteer.lookup(name)
    if person:
        return any(entry.is_wide and not entry.alternate for entry in entries)
    return any(not entry.alternate and (entry.population >= A_TOWN or entry.is_area) for entry in entries) or (
        bool(entries) and gazetteer.is_short(name)
    )


def _again(doc: Doc, taken: _Taken) -> Iterator[Candidate]:
    """Yield further mentions of names that the report already used as places."""
    names = {tuple(found.name.split()) for found in taken.kept if found.why not in {"street", "road"} and found.kind != "demonym"}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name)
    people = _surnames(doc)
    for token in doc:
        for name in by_first.get(token.text, ()):
            end = token.i + len(name)
            if (
                tuple(other.text for other in doc[token.i : end]) == name
                and not (token.ent_type_ == "PERSON" and _inside_bigger_entity(doc, token.i, end))
                and not (len(name) == 1 and token.text in people)
            ):
                yield candidate(doc, token.i, end, "named before")
