"""The phrases that a source can go back to: who or what each names, of what number and sex, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from spacy.attrs import LOWER, POS
from spacy.tokens import Doc, Span, Token

from allegedly.lexicon import words
from allegedly.reading.actors.kinds import kind_of_phrase, role_of
from allegedly.reading.actors.scene import extent
from allegedly.reading.sources.sexes import sex_of_noun, sex_of_person
from allegedly.records import Actor, Mention, Reading

Nature = Literal["person", "body", "place", "people", "writing", "thing"]
"""What a phrase stands for: one person, an organisation, a state or town, several people, a text or film, or else."""

ENTITIES: dict[str, Nature] = {"PERSON": "person", "ORG": "body", "GPE": "place", "NORP": "people"}
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
SOMEBODY = {
    "someone": False, "somebody": False, "anyone": False, "anybody": False, "one": False, "those": True, "some": True,
    "many": True, "others": True, "all": True, "few": True, "several": True, "everyone": False,
}  # fmt: skip
"""Pronouns that a relative clause goes back to: whether they are plural."""
PARTISANS = frozenset({"republican", "democrat", "libertarian", "conservative", "liberal"})
"""Names of parties that, after "the" and by themselves, call a person."""
STATES = frozenset({"state"})
HANGING = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "pcomp", "xcomp"})
"""Clauses that hang on another."""
HUMAN = ("ist", "ian", "man", "woman", "men", "women", "person", "people", "folk")
AGENT = ("er", "or", "ee", "ent", "ant", "ate")
"""Endings of nouns that mean people, and of those that often do."""
ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
TITLES_OF_SEX = frozenset({"mr", "mrs", "ms", "miss", "sir", "lady"})
TITLES = 5
"""So many tokens before a name are looked through for its titles."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens [first, end) with its head, and what is known of whom it stands for.

    `name` is what phrases for the same thing share: an actor's id or the folded name; it is empty for a common noun.
    `nouns` are the lower-case words that it is called by: its head, titles, offices, appositions; `terms` those and
    their modifiers.
    """

    first: int
    end: int
    head: int
    nature: Nature
    name: str = ""
    actor: str | None = None
    plural: bool = False
    sex: str = ""
    nouns: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()


def phrases(reading: Reading) -> list[Phrase]:
    """Return the phrases of a text in the order of their heads; pronouns are none."""
    doc = reading.parse
    if doc is None:
        return []
    found: dict[int, Phrase] = {}
    for phrase in chain(_mentions(reading, doc), _entities(doc, found), _nouns(doc, found)):
        found.setdefault(phrase.head, phrase)
    return _shared([found[head] for head in sorted(found)])


def _shared(found: list[Phrase]) -> list[Phrase]:
    """Return the phrases, each name's with the sex and the words that any phrase of that name gives."""
    sexes: dict[str, str] = {}
    nouns: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    terms: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for phrase in found:
        if phrase.name:
            sexes[phrase.name] = sexes.get(phrase.name, "") or phrase.sex
            nouns[phrase.name] |= phrase.nouns
            terms[phrase.name] |= phrase.terms
    return [replace(p, sex=sexes[p.name], nouns=nouns[p.name], terms=terms[p.name]) if p.name else p for p in found]


def _mentions(reading: Reading, doc: Doc) -> Iterator[Phrase]:
    actors = {actor.id: actor for actor in reading.actors}
    for mention in reading.mentions:
        actor = actors.get(mention.actor or "")
        tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if actor is None or tokens is None or mention.kind not in {"name", "metonym"}:
            continue
        if not _is_partisan(tokens):
            yield _named(tokens, mention, actor)


def _named(tokens: Span, mention: Mention, actor: Actor) -> Phrase:
    head = tokens.root
    person = actor.kind == "person"
    nature: Nature = "person" if person else "place" if actor.kind in STATES else "body"
    nouns, terms = _words(head, tokens.start)
    terms |= _office(actor) | {token.lower_ for token in tokens}
    sex = sex_of_person(actor.id, tokens.text, terms) if person else ""
    titled = _titled(tokens) if person else ""
    if titled and sex and titled != sex:  # a namesake: "Mrs. Tarn" where the text told of Mr. Tarn
        other = Phrase(tokens.start, tokens.end, head.i, nature, f"{titled} {head.lower_}", None, False, titled)
        return replace(other, nouns=nouns, terms=terms)
    named = Phrase(tokens.start, tokens.end, head.i, nature, actor.id, actor.id, False, sex)
    return replace(named, nouns=nouns | _office(actor), terms=terms)


def _titled(tokens: Span) -> str:
    """Return the sex that a title in or right before a name tells: "Mrs. Tarn"."""
    before = [tokens[0].nbor(-1)] if tokens.start else []
    told = (sex_of_noun(token.lower_) for token in (*tokens, *before) if token.lower_.rstrip(".") in TITLES_OF_SEX)
    return next(told, "")


def _is_partisan(tokens: Span) -> bool:
    head, first = tokens.root, tokens[0]
    the = first.lower_ == "the" or (first.i > 0 and first.nbor(-1).lower_ == "the" and first.i == head.i)
    return the and head.lower_ in PARTISANS and head.dep_ in {"nsubj", "nsubjpass"}


def _office(actor: Actor) -> frozenset[str]:
    role = actor.role or ""
    held = {role} if role.startswith("former ") else {role, role.rpartition(" ")[2]}
    return frozenset({*held, *actor.sectors} - {""})


def _entities(doc: Doc, known: Container[int]) -> Iterator[Phrase]:
    """Yield the parser's names, but for those that are `known` by their heads when their turn comes."""
    for entity in doc.ents:
        nature = ENTITIES.get(entity.label_)
        head = entity.root
        if nature is None or head.i in known or head.pos_ not in {"PROPN", "NOUN", "ADJ"}:
            continue
        if head.dep_ in {"amod", "compound"} and head.head.i > head.i and nature != "person":
            continue
        if _is_partisan(entity) or not any(token.pos_ == "PROPN" for token in entity):
            continue
        if nature == "body" and head.lemma_.lower() in words("source_writings"):
            nature = "writing"
        plural = nature == "people" and head.tag_ in {"NNS", "NNPS"}
        nouns, terms = _words(head, entity.start)
        terms |= {token.lower_ for token in entity}
        sex = sex_of_person("", entity.text, terms) if nature == "person" else ""
        key = _key(entity, nature)
        yield Phrase(entity.start, entity.end, head.i, nature, key, None, plural, sex, nouns, terms)


def _key(entity: Span, nature: Nature) -> str:
    bare = [token.lower_ for token in entity if token.lower_ not in ARTICLES and token.tag_ != "POS"]
    return bare[-1] if nature == "person" and bare else " ".join(bare)


def _nouns(doc: Doc, known: Container[int]) -> Iterator[Phrase]:
    """Yield the nouns and "somebody"s, but for those that are `known` by their heads when their turn comes."""
    heads = {doc.vocab.strings[tag] for tag in ("NOUN", "PROPN")}
    somebody = {doc.vocab.strings[word] for word in SOMEBODY}
    for at, (tag, word) in enumerate(doc.to_array([POS, LOWER]).tolist()):
        if at in known or (tag not in heads and word not in somebody):
            continue
        head = doc[at]
        if head.lower_ in SOMEBODY and head.pos_ in {"PRON", "DET", "NOUN"} and head.dep_ != "det":
            plural = SOMEBODY[head.lower_]
            yield Phrase(head.i, head.i + 1, head.i, "people" if plural else "person", plural=plural)
        if head.pos_ not in {"NOUN", "PROPN"} or head.dep_ in {"compound", "npadvmod", "nmod", "amod"}:
            continue
        first, end = extent(head)
        while first < head.i and doc[first].pos_ in {"PUNCT", "SPACE"}:
            first += 1
        plural = head.tag_ in {"NNS", "NNPS"}
        nature = _nature(head, first, plural)
        name = _proper(doc[first : head.i + 1]) if head.pos_ == "PROPN" and head.ent_type_ not in TIMES else ""
        name = "" if head.lower_ in PARTISANS else name
        if name and nature == "thing":
            nature = "person" if sex_of_person("", name, ()) else "body"
        sex = sex_of_noun(head.lower_) or (sex_of_person("", name, ()) if nature == "person" else "")
        yield Phrase(first, end, head.i, nature, name, None, plural, sex, *_words(head, first))


def _proper(tokens: Span) -> str:
    bare = [token.lower_ for token in tokens if token.lower_ not in ARTICLES and token.pos_ == "PROPN"]
    return " ".join(bare)


def _nature(head: Token, first: int, plural: bool) -> Nature:
    kind = kind_of_phrase(head, first)
    lemma = head.lemma_.lower()
    if head.lower_ in PARTISANS or (kind is not None and kind.kind == "role"):
        return "people" if plural else "person"
    if kind is not None and kind.kind == "partitive":
        return "people"
    if lemma in words("source_bodies"):
        return "body"
    if kind is not None and kind.kind in {"state", "region"}:
        return "place"
    if kind is not None and kind.kind in {"institution", "alliance"}:
        return "body"
    human = kind is not None or lemma in words("source_persons") or sex_of_noun(lemma) != ""
    if lemma in words("source_writings"):
        return "writing"
    if human or _is_agent(head, lemma):
        return "people" if plural else "person"
    return "thing"


def _is_agent(head: Token, lemma: str) -> bool:
    """Say whether a noun of no kind that we know means people: by its ending, and by what is said of it."""
    if head.pos_ != "NOUN" or lemma.endswith(HUMAN):
        return head.pos_ == "NOUN"
    who = any(child.dep_ == "relcl" and any(c.lower_ == "who" for c in child.lefts) for child in head.rights)
    return who or (lemma.endswith(AGENT) and head.dep_ == "nsubj" and speaks(head.head))


def speaks(verb: Token) -> bool:
    """Say whether a verb is one of saying, thinking or wanting."""
    return verb.lemma_.lower() in words("cues", "lemma", pos="VERB")


def _words(head: Token, first: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a phrase is called (head, titles before a name, nouns in apposition), and that with all modifiers."""
    doc = head.doc
    nouns = {head.lemma_.lower(), head.lower_}
    inner = [doc[at] for at in range(first, head.i)]
    terms = {token.lower_ for token in (*inner, head) if token.pos_ in {"NOUN", "PROPN", "ADJ"}}
    before = doc[first - 1] if first and doc[first - 1].pos_ in {"NOUN", "PROPN"} else None
    title = role_of(before, max(0, first - TITLES)) if before is not None else None
    for token in inner:
        title = title or role_of(token, first)
    if title is not None:
        nouns |= {title.word, title.word.rpartition(" ")[2], title.role, title.role.rpartition(" ")[2]}
    for token in _beside(head):
        nouns.add(token.lemma_.lower())
        terms |= {child.lower_ for child in token.lefts if child.dep_ in {"amod", "compound"}}
    return frozenset(nouns - {""}), frozenset((nouns | terms) - {""})


def _beside(head: Token) -> Iterator[Token]:
    """Yield the nouns that say what a phrase is: in apposition to it, or after "is"."""
    beside = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        beside.append(head.head)
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ == "be":
        beside += [child for child in head.head.children if child.dep_ == "attr"]
    return (token for token in beside if token.pos_ in {"NOUN", "PROPN"})
