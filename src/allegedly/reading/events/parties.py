"""Who does an event and who suffers it: noun phrases by their place in the parse, and the actors they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.reading import syntax
from allegedly.reading.events import frames
from allegedly.reading.events.index import Index
from allegedly.reading.events.triggers import MUST, Trigger, prepositional
from allegedly.records import Party, Span

HOSTS = frozenset({"COERCE", "ACCUSE", "SANCTION"})
"""Types that a state does to whoever is on its soil: "was arrested in Lebanon"."""
SAYING = frozenset({"ccomp", "parataxis"})
RECIPROCAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "ASSAULT"})
NOBODY = frozenset({"it", "there", "this", "that", "which", "what"})


def actors(trigger: Trigger, index: Index) -> tuple[Party, ...]:
    """Return who does it, in the order of the text."""
    return _parties(_actor_heads(trigger, index), index, Span(0, 0, ""))


def _actor_heads(trigger: Trigger, index: Index) -> list[Token]:
    token = trigger.token
    if trigger.is_noun:
        return _doers_of_noun(token)
    if trigger.pattern is MUST:
        return list(frames.subjects(token.head.head))
    if trigger.pattern.subject == "-":
        return []
    if syntax.is_passive(token) or _is_reduced_passive(token):
        agents = [p for child in token.children if child.dep_ == "agent" for p in child.children if p.dep_ == "pobj"]
        agents = [each for agent in agents for each in syntax.with_conjuncts(agent)]
        if not agents and trigger.pattern.type in HOSTS:
            agents = [t for t in frames.under(token, "in") if _mention_country(t, index)]
        return agents
    found = list(frames.subjects(token))
    if found and found[0].pos_ == "PRON" and _unresolved(found[0], index):
        found = list(_speakers(token)) or found
    if found and _is_happening(found[0]):
        found = _doers_of_noun(found[0])
    return found


def _is_reduced_passive(verb: Token) -> bool:
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB" and syntax.is_passive(verb.head) and not any(
        child.dep_ in syntax.SUBJECTS | {"dobj"} for child in verb.children
    )


def _doers_of_noun(noun: Token) -> list[Token]:
    for token in frames.under(noun, "by"):
        return list(syntax.with_conjuncts(token))
    for token in frames.under(noun, "between"):
        return list(syntax.with_conjuncts(token))
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "nmod", "compound"} and (child.dep_ == "poss" or child.ent_type_):
            return list(syntax.with_conjuncts(child))
    return []


def _is_happening(token: Token) -> bool:
    entry = frames.noun_of(token)
    return bool(entry.type) and token.ent_type_ == ""


def _speakers(token: Token) -> tuple[Token, ...]:
    """Return the subjects of the verb of saying in whose complement the token stands."""
    while token.dep_ in {"xcomp", "conj", "acomp", "advcl", "dobj"} and token.head != token:
        token = token.head
    if token.dep_ in SAYING and token.head.pos_ == "VERB":
        return frames.subjects(token.head)
    inserted = [c for c in token.children if c.dep_ in {"ccomp", "parataxis"} and c.lemma_ in {"say", "announce"}]
    return frames.subjects(inserted[0]) if inserted else ()


def _unresolved(token: Token, index: Index) -> bool:
    mention = index.mention_at(token.idx, token.idx + len(token))
    return mention is None or mention.actor is None


def _mention_country(token: Token, index: Index) -> str | None:
    mention = _mention_of(token, index)
    return index.country(mention) if mention else None


def recipients(trigger: Trigger, done_by: tuple[Party, ...], index: Index) -> tuple[Party, ...]:
    """Return who suffers it: by the slots of the pattern, best first, and never who does it."""
    taken = Span(0, 0, "")
    for heads in _recipient_heads(trigger):
        found = tuple(p for p in _parties(heads, index, taken) if not _among(p, done_by))
        if any(party.actor for party in found):
            return tuple(party for party in found if party.actor)
    if len(done_by) > 1 and trigger.pattern.type in RECIPROCAL:
        return ()
    if trigger.pattern.type not in {"CONSULT", "PROTEST", "RETREAT"} and trigger.pattern.to[:1] == ("obj",):
        return tuple(p for p in _parties(_objects(trigger), index, taken) if not _among(p, done_by))
    return ()


def _among(party: Party, others: tuple[Party, ...]) -> bool:
    return any(
        party.span.overlaps(other.span) or (party.actor is not None and party.actor == other.actor) for other in others
    )


def _objects(trigger: Trigger) -> list[Token]:
    if trigger.is_noun:
        return []
    passive_subject = [] if trigger.token.pos_ == "ADJ" else frames.objects(trigger.token)
    return list(passive_subject)


def _recipient_heads(trigger: Trigger) -> Iterator[list[Token]]:
    token = trigger.token
    if trigger.pattern is MUST:
        yield list(frames.subjects(token.head))
        yield _inside(token.head)
        return
    for slot in trigger.pattern.to:
        if slot == "obj":
            yield _objects(trigger)
        elif slot == "dative":
            yield [child for child in token.children if child.dep_ == "dative"]
        elif slot == "subj":
            yield [
                each
                for clause in frames.complements(token)
                for subject in clause.children
                if subject.dep_ in syntax.SUBJECTS
                for each in syntax.with_conjuncts(subject)
            ] or ([t for t in token.children if t.dep_ in syntax.SUBJECTS] if trigger.pattern.subject == "-" else [])
        elif slot == "poss":
            yield [
                child
                for owned in frames.objects(token)
                for child in owned.children
                if child.dep_ in {"poss", "amod", "nmod", "compound"}
            ]
        elif slot == "inside":
            yield _inside(token)
        else:
            yield _prepositional(token, slot, trigger)
    if trigger.is_noun:
        yield list(frames.under(token.head, "on")) if token.dep_ == "dobj" else []


def _prepositional(token: Token, slot: str, trigger: Trigger) -> list[Token]:
    found = list(prepositional(token, slot))
    if trigger.object is not None:
        found += [t for t in frames.under(trigger.object, slot) if t not in found]
    return [t for t in found if t != trigger.object and t.ent_type_ not in {"DATE", "TIME", "CARDINAL"}]


def _inside(token: Token) -> list[Token]:
    """Return the names within the complements of a verb, nearest first."""
    found = []
    for child in token.children:
        if child.i > token.i and child.dep_ not in {"conj", "advcl", "ccomp", "npadvmod", "punct"} or child.dep_ in {"nsubjpass"}:
            found += [t for t in child.subtree if t.pos_ in {"PROPN", "ADJ", "NOUN", "PRON"}]
    for child in token.children:
        if child.i > token.i and child.dep_ in {"advcl", "ccomp"}:
            found += [t for t in child.subtree if t.pos_ in {"PROPN", "ADJ"}]
    return found[:40]


def _parties(heads: list[Token], index: Index, taken: Span) -> tuple[Party, ...]:
    found: list[Party] = []
    for head in heads:
        if head.ent_type_ in {"DATE", "TIME"}:
            continue
        party = _party(frames.content(head), index)
        if party is not None and not any(party.span.overlaps(other.span) for other in found):
            found.append(party)
    return tuple(found)


def _mention_of(head: Token, index: Index) -> str | None:
    """Return the actor that a noun phrase stands for: its head's, else that of the name within it nearest the head."""
    mention = index.mention_at(head.idx, head.idx + len(head))
    if mention is not None and mention.actor is not None:
        return mention.actor
    first, end = syntax.noun_phrase(head)
    start_at, end_at = syntax.char_range(head.doc, first, end)
    within = [m for m in index.mentions.within(start_at, end_at) if m.actor is not None]
    before = [m for m in within if m.span.start <= head.idx]
    chosen = before[-1] if before else within[0] if within else None
    return chosen.actor if chosen else None


def _party(head: Token, index: Index) -> Party | None:
    actor = _mention_of(head, index)
    if actor is None and (head.lower_ in NOBODY or head.pos_ not in {"NOUN", "PROPN", "PRON"}):
        return None
    if head.pos_ in {"ADJ"}:
        start, end = head.idx, head.idx + len(head)
    else:
        start, end = syntax.char_range(head.doc, *syntax.noun_phrase(head))
    return Party(index.reading.span(start, end), actor)
