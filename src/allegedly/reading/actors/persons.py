"""Persons: their names in the text, joined within the document, with the office that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.attrs import POS
from spacy.tokens import Doc, Token

from allegedly import lexicon
from allegedly.reading.actors.kinds import PAST, Kind, agent_of, role_of
from allegedly.reading.actors.leaders import Leader, by_first_word, by_last_word, by_name
from allegedly.reading.actors.names import Match, folded, opens_with, slug
from allegedly.reading.actors.phrases import Belonging, belongs, in_sentence
from allegedly.reading.actors.scene import Candidate, Scene, back
from allegedly.reading.syntax import where
from allegedly.records import Actor

NAME_LIKE = frozenset({"PROPN", "NOUN", "ADJ", "VERB", "X"})
LONGEST_NAME = 6
MOST_TITLES = 3
OFFICIAL = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY", "OPP"})
"""Sectors of offices that belong to some country, so that one is looked for nearby."""
BEFORE = 8
"""Words before a name among which its office and country are looked for."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in the text, tokens [first, end); `opens` is where its office and modifiers begin.

    `guess` is the country that an office is likely of, where the text does not say so.
    """

    first: int
    end: int
    opens: int
    words: tuple[str, ...]
    kind: Kind | None
    belonging: Belonging
    guess: str | None


@dataclass(slots=True)
class Registry:
    """The persons of a document, by the words of their names."""

    published: str
    known: dict[tuple[str, ...], Actor] = field(default_factory=dict)
    last: dict[str, Actor] = field(default_factory=dict)

    def resolve(self, naming: Naming, text: str) -> Actor:
        """Return the person that a name means: one of the document, one of the lexicon, or a new one."""
        words = naming.words
        found = self.known.get(words) or self._same(words) or self._leader(naming) or _stranger(naming, text)
        self.known[words] = found
        self.last.setdefault(words[-1], found)
        return found

    def _same(self, words: tuple[str, ...]) -> Actor | None:
        """Return the person of the document of whose name these are the last words."""
        earlier = self.last.get(words[-1])
        if earlier is None or len(words) == 1:
            return earlier
        full = folded(earlier.name).split()
        return earlier if len(full) == 1 or (full[0][:1] == words[0][:1] and full[0] in words) else None

    def _leader(self, naming: Naming) -> Actor | None:
        role = naming.kind.role if naming.kind else ""
        leader = by_name().get(" ".join(naming.words)) or self._by_office(naming)
        if leader is None:
            return None
        sectors = naming.kind.sectors if naming.kind else ()
        actor = leader.actor(self.published, role, sectors)
        outside = sectors[:1] in {("ELI",), ("PTY",), ("OPP",)} and role not in {"leader", "head", "chief", "noble"}
        if outside and (role.startswith("former") or not self.published):
            return replace(actor, sectors=("ELI",) if sectors != ("OPP",) else sectors, role=role)
        return actor

    def _by_office(self, naming: Naming) -> Leader | None:
        """Return the leader of that last name who held the office, or is of the country, that the text names."""
        if naming.kind is None and naming.belonging.country is None:
            return None
        fitting = [leader for leader in by_last_word().get(naming.words[-1], ()) if _fits(leader, naming)]
        dated = [leader for leader in fitting if any(o.held_on(self.published) for o in leader.offices)]
        chosen = (dated or fitting) if self.published else fitting
        return chosen[0] if chosen and (len(chosen) == 1 or len(naming.words) == 1) else None


def _fits(leader: Leader, naming: Naming) -> bool:
    if naming.belonging.country and naming.belonging.country != leader.country:
        return False
    if len(naming.words) > 1:
        firsts = {folded(name).split()[0] for name in leader.names}
        if naming.words[0] not in firsts:
            return False
    role = naming.kind.role.removeprefix("former ") if naming.kind else ""
    return not role or any(office.role == role for office in leader.offices) or role in {"leader", "official"}


def _stranger(naming: Naming, text: str) -> Actor:
    kind, belonging = naming.kind, naming.belonging
    sectors = kind.sectors if kind else ()
    organisation = belonging.organisation
    if organisation is not None and sectors[:1] in {(), ("GOV",), ("ELI",), ("PTY",)}:
        sectors = tuple(dict.fromkeys((*organisation.sectors, *sectors)))
    return Actor(slug(text), text, "person", belonging.country, sectors, (kind.role or None) if kind else None)


def find(scene: Scene, kept: set[int] | None) -> None:
    """Fill the scene's persons, joined to each other, and mark the tokens of their names as taken."""
    doc = scene.doc
    spans = _merged(sorted(_spans(doc, scene)))
    spans = _merged(sorted([*spans, *_surnames(doc, spans, scene)]))
    namings = [_naming(doc, first, end, scene) for first, end in spans if kept is None or first in kept]
    namings = [naming for naming in namings if naming.words]
    registry = Registry(scene.published)
    actors: dict[int, Actor] = {}
    for naming in sorted(namings, key=lambda n: (-len(n.words), n.kind is None, n.first)):
        actors[naming.first] = registry.resolve(naming, doc[naming.first : naming.end].text)
    best = _enriched(namings, actors)
    for naming in namings:
        actor = best[actors[naming.first].id]
        head = doc[naming.first : naming.end].root
        scene.persons.append(Candidate(naming.opens, naming.end, head.i, "name", actor))
        scene.taken.update(range(naming.first, naming.end))
        if actor.country:
            scene.person_countries[head.i] = actor.country
        for token in _apposed(head):
            scene.appositions[token.i] = actor


def _enriched(namings: list[Naming], actors: dict[int, Actor]) -> dict[str, Actor]:
    """Return each person with the country, sectors and role that any of the mentions gives."""
    best: dict[str, Actor] = {}
    for naming in sorted(namings, key=lambda n: n.belonging.country is None):
        actor = best.get(actors[naming.first].id, actors[naming.first])
        country = naming.belonging.country or naming.guess
        if actor.country is None and country and "IGO" not in actor.sectors:
            actor = replace(actor, country=country)
        if not actor.sectors and naming.kind:
            actor = replace(actor, sectors=naming.kind.sectors, role=naming.kind.role or None)
        best[actor.id] = actor
    return best


def _apposed(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}:
            yield child
    if head.dep_ == "appos":
        yield head.head


def _spans(doc: Doc, scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the token ranges that are names of persons: known ones, the model's, and what follows a title."""
    yield from scene.leaders
    whole = {i for first, end in scene.leaders if end - first > 1 for i in range(first, end)}
    for entity in doc.ents:
        if entity.label_ == "PERSON" and not any(i in whole for i in range(entity.start, entity.end)):
            yield from _trimmed(doc, entity.start, entity.end, scene)
    for at in where(doc, POS, "PROPN"):
        if at and _is_name(doc[at], scene) and _titled(doc[at - 1]) and not _institution(doc[at]):
            end = _name_end(doc, at, scene)
            if at in whole or not any(i in whole for i in range(at, end)):
                yield at, end


def _surnames(doc: Doc, spans: list[tuple[int, int]], scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the tokens that are, by themselves, the last word of a name of more words elsewhere in the text."""
    covered = {i for first, end in spans for i in range(first, end)}
    lasts = {doc[end - 1].lower_ for first, end in spans if end - first > 1}
    for token in doc:
        free = token.i not in covered and token.i not in scene.matches
        if token.lower_ in lasts and free and token.text[:1].isupper() and token.pos_ in NAME_LIKE:
            yield token.i, token.i + 1


def _titled(token: Token) -> bool:
    """Say whether a name that follows this word is its bearer's: "Defence Minister", "Gen.", "Mr.", "spokesman"."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"NNS", "NNPS"}:
        return False
    return role_of(token, token.i) is not None or role_of(token, back(token, 3)) is not None


def _institution(token: Token) -> bool:
    """Say whether a word makes an institution with the title before it: "the General Staff", "General Assembly"."""
    agent = agent_of(token, back(token, 3))
    return agent is not None and agent.kind == "institution" and agent.first < token.i


def _is_name(token: Token, scene: Scene) -> bool:
    match = scene.matches.get(token.i)
    if match is not None and match.name.actor.kind != "person":
        return False
    return token.text[:1].isupper() and token.text[-1:].isalpha() and not _titled(token)


def _days() -> frozenset[str]:
    return lexicon.words("moments", **{"class": "WEEKDAY"})


def _name_end(doc: Doc, first: int, scene: Scene) -> int:
    end = first + 1
    while end < len(doc) and end - first < LONGEST_NAME:
        token = doc[end]
        joined = token.text in "-–" or token.lower_ in lexicon.words("name_particles")
        joined = joined and end + 1 < len(doc) and doc[end + 1].text[:1].isupper()
        named = (
            token.pos_ == "PROPN"
            and token.lower_ not in _days()
            and (_is_name(token, scene) or _is_initial(token))
            and not token.is_sent_start
        )
        if not (joined or named):
            break
        end += 1
    return end


def _is_initial(token: Token) -> bool:
    return len(token.text) == 2 and token.text[0].isupper() and token.text[1] == "."


def _trimmed(doc: Doc, first: int, end: int, scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the model's name without titles before it and possessives after; nothing if it is another actor's."""
    while first < end and (_titled(doc[first]) or not doc[first].text[:1].isalpha() or doc[first].pos_ == "DET"):
        first += 1
    while first < end and (
        doc[end - 1].lower_ in _days() or not doc[end - 1].text[-1:].isalpha() or _is_mark(doc[end - 1])
    ):
        end -= 1
    if first >= end or end - first > LONGEST_NAME or not doc[first].text[:1].isupper():
        return
    others = [i for i in range(first, end) if i in scene.matches and scene.matches[i].name.actor.kind != "person"]
    alone = not others and (end - first > 1 or doc[first].pos_ == "PROPN")
    if alone or (others and others[0] > first and others[-1] - others[0] < end - first - 1):
        yield first, end


def _is_mark(token: Token) -> bool:
    return token.tag_ == "POS" or token.lower_ in {"'s", "’s"}


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, end in spans:
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return merged


def _naming(doc: Doc, first: int, end: int, scene: Scene) -> Naming:
    words = tuple(folded(doc[first:end].text).split())
    sentence = back(doc[first], BEFORE)
    opens, kind, title = _title(doc, first, sentence)
    head = doc[first:end].root
    left = max(head.left_edge.i, first - BEFORE, sentence)
    if left < opens:
        kind = _past(doc, left, opens, kind)
    found = belongs(title or head, left, scene)
    if found != Belonging() or (kind and left < opens):
        opens = min(opens, left)
    for token in _apposed(head):
        kind, found = _from_apposition(token, kind, found, scene)
    official = kind is not None and kind.sectors[:1] != () and kind.sectors[0] in OFFICIAL
    guess = in_sentence(head, scene) or scene.focus if official and found == Belonging() else None
    return Naming(first, end, opens, words, kind, found, guess)


def _title(doc: Doc, first: int, sentence: int) -> tuple[int, Kind | None, Token | None]:
    """Return where the titles before a name begin, and the foremost with its noun: the office before the rank."""
    opens, kind, title = first, None, None
    for _ in range(MOST_TITLES):
        if opens <= sentence or doc[opens - 1].pos_ not in {"NOUN", "PROPN"}:
            break
        last = doc[opens - 1]
        above = last.head.head if last.dep_ == "pobj" and last.head.lower_ in {"of", "for"} else last
        outer = role_of(above, max(sentence, above.i - 3)) if above.i < opens else None
        if outer is None:
            break
        opens, kind, title = outer.first, outer, above
    return opens, kind, title


def _past(doc: Doc, left: int, opens: int, kind: Kind | None) -> Kind | None:
    if kind and any(doc[i].lower_ in PAST for i in range(left, opens)):
        return replace(kind, sectors=("ELI",), role=f"former {kind.role}")
    return kind


def _from_apposition(token: Token, kind: Kind | None, found: Belonging, scene: Scene) -> tuple[Kind | None, Belonging]:
    left = token.left_edge.i
    named = role_of(token, left)
    if named is None:
        return kind, found
    named = _past(token.doc, left, max(left, named.first), named)
    return kind or named, found if found != Belonging() else belongs(token, left, scene)


def leader_matches(doc: Doc, words: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield the tokens [first, end) of the names of leaders that mean them by themselves."""
    forms = by_first_word()
    for at, (word, first) in enumerate(words):
        fitting = (form for form in forms.get(word, ()) if opens_with(words, at, form))
        form = next(fitting, None)
        if form is not None and (doc[first].text[:1].isupper() or word in lexicon.words("name_particles")):
            yield first, words[at + len(form) - 1][1] + 1


def leaders(doc: Doc, words: list[tuple[str, int]], matches: list[Match]) -> list[tuple[int, int]]:
    """Return the leaders' names that no longer name of the gazetteer covers."""
    covered = {i: match for match in matches for i in range(match.first, match.end)}
    return [
        (first, end)
        for first, end in leader_matches(doc, words)
        if all(i not in covered or covered[i].end - covered[i].first < end - first for i in range(first, end))
    ]
