"""Who a noun phrase means: its kind, and the country or organisation that its modifiers name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, takewhile

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading.actors.kinds import UNIQUE, Kind, key, kind_of_phrase, lent, ministry
from allegedly.reading.actors.leaders import holder
from allegedly.reading.actors.names import FOREIGN, country_names, kind_of
from allegedly.reading.actors.organisations import named
from allegedly.reading.actors.references import antecedent, described, owner
from allegedly.reading.actors.scene import Candidate, Scene, extent
from allegedly.records import Actor

OF_COUNTRY = frozenset({"in", "of", "from", "throughout", "across", "inside", "within", "around", "at", "on", "near"})
DEEPEST = 3
NEAR, FAR = 40, 120
"""Tokens within its sentence, and around it, in which the country of a phrase without one is looked for."""
PARTITIVE = "partitive"


@dataclass(frozen=True, slots=True)
class Belonging:
    """The country, or the organisation, that a phrase says its people belong to.

    `people` is set where the country is only that of a people ("Yoruba leaders").
    """

    country: str | None = None
    organisation: Actor | None = None
    people: bool = False


def interpret(head: Token, scene: Scene, depth: int = 0) -> Candidate | None:
    """Return the mention that a common noun heads, None if it is of no kind that we know.

    `depth` counts the "of" that led here: "one of dozens of protesters" is followed so far and no farther.
    """
    first, end = extent(head)
    known = ministry(head, first)
    kind = kind_of_phrase(head, first) or lent(head, first)
    if known is None and kind is None and head.pos_ != "PROPN":
        return None
    belonging = belongs(head, first, scene)
    organisation = named(head, kind, belonging.country, belonging.organisation, scene) if known is None else None
    if organisation is not None:
        return organisation
    actor = _ministry(known, belonging, head, scene) if known else None
    if actor is None and kind is not None:
        actor = (
            _part_of(head, scene, depth) if kind.kind == PARTITIVE else _resolve(head, first, kind, belonging, scene)
        )
    return Candidate(first, end, head.i, "description", actor) if actor else None


def _resolve(head: Token, first: int, kind: Kind, belonging: Belonging, scene: Scene) -> Actor | None:
    if kind.kind == "alliance":
        return described(head, kind, scene)
    if kind.kind in {"state", "region"}:
        return _land(head, kind, belonging, scene)
    if kind.role in UNIQUE and head.tag_ in {"NN", "NNP"}:
        return _office(head, kind, belonging, scene)
    apposed = scene.appositions.get(head.i)
    if apposed:
        return apposed
    if belonging == Belonging() and _is_definite(head, first) and kind.first <= first + 1:
        before = described(head, kind, scene)
        if before:
            return before
    if not kind.sectors:
        said = belonging.organisation or (kind_of(belonging.country, "GOV") if belonging.country else None)
        return said if kind.kind == "group" else None
    if belonging == Belonging() and "IGO" not in kind.sectors and not _from_anywhere(head, first):
        belonging = nearby(head, scene)
    return of_kind(kind, belonging, head)


def _part_of(head: Token, scene: Scene, depth: int) -> Actor | None:
    """Return who "dozens of protesters" or "members of the army" are."""
    if depth > DEEPEST:
        return None
    for child in head.rights:
        if child.lower_ == "of":
            for token in child.rights:
                if token.dep_ == "pobj":
                    if token.i in scene.matches:
                        return scene.matches[token.i].name.actor
                    inner = interpret(token, scene, depth + 1)
                    return inner.actor if inner else None
    return None


def _land(head: Token, kind: Kind, belonging: Belonging, scene: Scene) -> Actor | None:
    if belonging.country:
        return kind_of(belonging.country, *kind.sectors)
    found = described(head, kind, scene)
    return kind_of(found.country, *kind.sectors) if found and found.country else found


def _office(head: Token, kind: Kind, belonging: Belonging, scene: Scene) -> Actor | None:
    """Return the person who holds an office: named beside it or in the text, or known to the lexicon."""
    apposed = scene.appositions.get(head.i)
    if apposed:
        return apposed
    if belonging.organisation is None:
        found = described(head, kind, scene, belonging.country)
        if found:
            return found
        belonging = belonging if belonging.country else nearby(head, scene)
    if belonging.country and belonging.organisation is None:
        known = holder(belonging.country, kind.role, scene.published)
        if known:
            return known
        name = f"{kind.role} of {country_names().get(belonging.country, belonging.country)}"
        actor_id = f"{belonging.country}.{key(kind.role)}"
        return Actor(actor_id, name, "person", belonging.country, kind.sectors, kind.role)
    return of_kind(kind, belonging, head)


def of_kind(kind: Kind, belonging: Belonging, head: Token) -> Actor:
    """Return the actor of a kind within a country or an organisation."""
    organisation = belonging.organisation
    if "IGO" in kind.sectors:
        return kind_of(None, *kind.sectors)
    if organisation is None or (kind.kind == "institution" and belonging.country):
        leads = kind.sectors[:1] == ("ELI",) and kind.word == "leader" and not belonging.people
        return kind_of(belonging.country, *(("GOV",) if leads and belonging.country else kind.sectors))
    abroad = tuple(code for code in organisation.sectors if code in FOREIGN)
    own = tuple(code for code in organisation.sectors if code not in FOREIGN)
    lends = not kind.role.startswith("former") and kind.sectors[:1] in {("GOV",), ("ELI",), ("CVL",), ("PTY",)}
    armed = own[:1] == ("REB",) and kind.sectors[:1] in {("UAF",), ("MIL",)}
    sectors = own if own and (lends or armed) else kind.sectors
    part = sectors[0] if sectors else head.lower_
    return replace(
        kind_of(organisation.country, *abroad, *sectors),
        id=f"{organisation.id}.{part}",
        name=f"{organisation.name} {kind.word}",
        kind="generic",
    )


def _ministry(known: tuple[str, tuple[str, ...]], belonging: Belonging, head: Token, scene: Scene) -> Actor | None:
    name, sectors = known
    country = belonging.country or nearby(head, scene).country
    same = (c.actor for c in scene.recent() if c.actor and c.actor.id.endswith("." + key(name)))
    earlier = next(same, None)
    if earlier and not belonging.country:
        return earlier
    if country is None:
        return kind_of(None, *sectors)
    label = f"{name} of {country_names().get(country, country)}"
    return Actor(f"{country}.{key(name)}", label, "institution", country, sectors)


def belongs(head: Token, first: int, scene: Scene) -> Belonging:
    """Return whom the modifiers of a noun phrase say that it belongs to."""
    left = _left(head, first, scene)
    if left:
        return left
    for token in head.lefts:
        if token.dep_ == "poss" and token.tag_ == "PRP$":
            found = antecedent(token, scene)
            return Belonging(found.country) if found and found.country else Belonging()
        if token.dep_ == "poss" and token.tag_ != "PRP$":
            found = owner(token, scene)
            if found:
                return _of_actor(found)
    for token in _objects(head):
        found_there = _at(token, scene)
        if found_there:
            return found_there
    return Belonging()


def _left(head: Token, first: int, scene: Scene) -> Belonging | None:
    doc = head.doc
    found: Belonging | None = None
    for token in doc[first : head.i]:
        after = doc[token.i + 2] if token.i + 2 < len(doc) and doc[token.i + 1].text in "-‑–" else None
        if after is not None and after.lower_ in words("agents_backed"):
            continue
        here = _here(token, scene)
        if here and (here.country or here.organisation) and not (found and found.organisation):
            found = replace(here, country=here.country or (found.country if found else None))
    if found is None and head.i in scene.matches:
        found = _here(head, scene)
    return found


def _here(token: Token, scene: Scene) -> Belonging | None:
    match = scene.matches.get(token.i)
    if match is not None:
        return _of_actor(match.name.actor)
    country = scene.place_countries.get(token.i)
    return Belonging(country) if country else None


def _of_actor(actor: Actor) -> Belonging:
    if actor.kind in {"organisation", "alliance", "bloc"} or (actor.kind == "institution" and "." not in actor.id):
        return Belonging(actor.country, actor)
    return Belonging(actor.country, people=actor.kind == "group")


def _objects(head: Token, depth: int = 0) -> Iterator[Token]:
    """Yield the nouns that follow in "… in Kiev", "… based in the city of Kiev", "… loyal to Kiev"."""
    if depth > DEEPEST:
        return
    after = head.nbor() if depth == 0 and head.i + 1 < len(head.doc) else None
    if after is not None and after.dep_ == "prep" and after.lower_ in OF_COUNTRY and after.head.i != head.i:
        yield from (token for token in after.rights if token.dep_ == "pobj")
    for child in head.rights:
        if child.dep_ == "prep" and (child.lower_ in OF_COUNTRY or depth):
            for token in child.rights:
                if token.dep_ == "pobj":
                    yield token
                    yield from _objects(token, depth + 1)
        elif child.dep_ in {"acl", "amod"}:
            yield from _objects(child, depth + 1)


def _at(token: Token, scene: Scene) -> Belonging | None:
    here = _here(token, scene)
    if here:
        return here
    for part in token.doc[token.left_edge.i : token.i]:
        here = _here(part, scene)
        if here:
            return here
    return None


def _from_anywhere(head: Token, first: int) -> bool:
    """Say whether people are of no country in particular: "analysts", "a former diplomat", "Western officials"."""
    if _is_definite(head, first) or any(child.dep_ == "poss" for child in head.lefts):
        return False
    before = {token.lower_ for token in head.doc[first : head.i]}
    return head.lemma_.lower() in _anywhere("head") or bool(before & _anywhere("modifier"))


@cache
def _anywhere(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("agents_anywhere") if row["as"] == use)


def _is_definite(head: Token, first: int) -> bool:
    return head.doc[first].lower_ in {"the", "this", "that", "these", "those"}


def nearby(head: Token, scene: Scene) -> Belonging:
    """Return the country that a phrase without one is likely of: its sentence's, the text's, or the latest before."""
    sentence = in_sentence(head, scene)
    if sentence or scene.dominated:
        return Belonging(sentence or scene.focus)
    before = next(_countries(range(head.i - 1, max(0, head.i - FAR) - 1, -1), scene), None)
    return Belonging(before or scene.focus)


def in_sentence(head: Token, scene: Scene) -> str | None:
    """Return a country of the sentence: the text's own, else the last before the phrase, else the first after."""
    number = scene.number
    before = takewhile(lambda i: number[i] == number[head.i], range(head.i - 1, max(0, head.i - NEAR) - 1, -1))
    after = takewhile(lambda i: number[i] == number[head.i], range(head.i + 1, min(len(number), head.i + NEAR)))
    named = list(_countries(chain(before, after), scene))
    if scene.dominated and scene.focus in named:
        return scene.focus
    return named[0] if named else None


def _countries(tokens: Iterable[int], scene: Scene) -> Iterator[str]:
    for index in tokens:
        match = scene.matches.get(index)
        country = match.name.actor.country if match else scene.person_countries.get(index)
        if country:
            yield country
