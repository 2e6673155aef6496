"""Who does an event and who suffers it: noun phrases by their place in the parse, and the actors they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.events import deeds, frames
from allegedly.reading.events.companions import COMPANY, with_companions
from allegedly.reading.events.index import Index
from allegedly.reading.events.slots import Slots
from allegedly.reading.events.triggers import MUST, Trigger
from allegedly.records import Party

HOSTS = frozenset({"COERCE", "ACCUSE", "SANCTION"})
"""Types that a state does to whoever is on its soil: "was arrested in Lebanon"."""
SAYING = frozenset({"ccomp", "parataxis"})
RECIPROCAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "ASSAULT"})
SPOKEN_TO = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
"""Types that are said to whom they concern, and no place can be told anything."""
UNDONE = frozenset({"CONSULT", "PROTEST", "RETREAT"})
"""Types that are not done to whatever their object is."""
OUTSIDE = frozenset({"conj", "npadvmod", "punct", "parataxis"})
NOBODY = frozenset({"it", "there", "this", "that", "which", "what"})


def actors(trigger: Trigger, index: Index) -> tuple[Party, ...]:
    """Return who does it, in the order of the text."""
    return _parties(_actor_heads(trigger, index), index)


def _actor_heads(trigger: Trigger, index: Index) -> list[Token]:
    token = trigger.token
    if trigger.is_noun:
        return deeds.doers(token)
    if trigger.pattern is MUST:
        return list(frames.subjects(token.head.head))
    if trigger.pattern.subject == "-":
        return deeds.doers(trigger.object) if trigger.object is not None else []
    if trigger.pattern.subject != "self" and (frames.is_passive(token) or _is_reduced_passive(token)):
        return _doers_of_passive(trigger, index)
    return _doers_of_active(trigger, index)


def _doers_of_passive(trigger: Trigger, index: Index) -> list[Token]:
    """Return by whom it was done, else who did the deed in which it was, else in whose hands it was."""
    token = trigger.token
    agents = [p for child in token.children if child.dep_ == "agent" for p in child.children if p.dep_ == "pobj"]
    agents = [each for agent in agents for each in syntax.with_conjuncts(agent)]
    if not agents:
        agents = [each for noun in frames.subjects(token) if _is_same(noun, trigger) for each in deeds.doers(noun)]
    if not agents and trigger.pattern.type == "ASSAULT":
        agents = [each for deed in frames.under(token, "in") if _is_happening(deed) for each in deeds.doers(deed)]
    if not agents and trigger.pattern.type in HOSTS:
        agents = [t for slot in ("in", "at") for t in frames.under(token, slot) if _is_host(t, index)][:1]
    return agents


def _doers_of_active(trigger: Trigger, index: Index) -> list[Token]:
    token = trigger.token
    if _is_result(token) and trigger.pattern.type == "ASSAULT":
        return [each for child in token.head.children if child.dep_ == "agent" for each in frames.below(child)]
    found = list(frames.subjects(token))
    if found and found[0].pos_ == "PRON" and _unresolved(found[0], index):
        found = list(_speakers(token)) or found
    if found and _is_happening(found[0]):
        return deeds.doers(found[0])
    return with_companions(found, token)


def _is_result(verb: Token) -> bool:
    """Say whether it tells what came of a passive: "the market was shelled, killing three" says nobody who did it."""
    after = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
    return after and frames.is_passive(verb.head) and not any(c.dep_ in syntax.SUBJECTS for c in verb.children)


def _is_reduced_passive(verb: Token) -> bool:
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and verb.head.pos_ == "VERB"
        and frames.is_passive(verb.head)
        and not any(child.dep_ in syntax.SUBJECTS | {"dobj"} for child in verb.children)
    )


def _is_same(noun: Token, trigger: Trigger) -> bool:
    """Say whether the noun names the event itself: "the withdrawal was completed"."""
    return _is_happening(noun) and frames.noun_of(noun).type == trigger.pattern.type


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


def _is_host(token: Token, index: Index) -> bool:
    """Say whether it names where something is done by whoever rules there; "in connection with" does not."""
    named = (token, *(child for child in token.children if child.dep_ in {"compound", "nmod", "amod", "poss"}))
    return any(map(index.covers, named)) and _mention_country(token, index) is not None


def _mention_country(token: Token, index: Index) -> str | None:
    mention = _mention_of(token, index)
    return index.country(mention) if mention else None


def recipients(trigger: Trigger, done_by: tuple[Party, ...], index: Index) -> tuple[Party, ...]:
    """Return who suffers it: by the slots of the pattern, best first, and never who does it."""
    for slot, heads in _recipient_heads(trigger):
        if slot == "inside" and len(done_by) > 1 and trigger.pattern.type in RECIPROCAL:
            break
        if slot == "subj":
            heads = [other for head in heads for other in _asked(head, trigger, done_by, index)]
        found = tuple(p for p in _parties(heads, index) if p.actor and not _among(p, done_by))
        if found:
            return found[:1] if slot == "inside" else found
    if len(done_by) > 1 and trigger.pattern.type in RECIPROCAL:
        stranger = _strangers(trigger, done_by, index) if trigger.pattern.type == "ASSAULT" else ()
        return stranger or (*done_by[1:], done_by[0])
    if trigger.pattern.type in SPOKEN_TO and (asked := _seats(trigger, index)):
        return asked
    return _strangers(trigger, done_by, index)


def _seats(trigger: Trigger, index: Index) -> tuple[Party, ...]:
    """Return the governments that are asked by the place where they sit: nobody calls on the place itself."""
    found: list[Party] = []
    for slot in ("on", "obj"):
        for head in _in_slot(slot, trigger) if slot in trigger.pattern.to else ():
            place = next(iter(index.places.within(head.idx, head.idx + len(head))), None)
            ids = (f"{place.country}.GOV", place.country) if place and place.country else ()
            actor = next((name for name in ids if name in index.actors), None)
            if place is not None and actor is not None:
                found.append(Party(place.span, actor))
    return tuple(found)


def _asked(subject: Token, trigger: Trigger, done_by: tuple[Party, ...], index: Index) -> list[Token]:
    """Return who is to do what is asked: nobody asks himself ("accused Chad of lying and demanded that it stop")."""
    verb = trigger.token
    party = _party(subject, index) if subject.pos_ == "PRON" else None
    if party is None or not _among(party, done_by) or verb.dep_ != "conj":
        return [subject]
    return [child for child in verb.head.children if child.dep_ == "dobj" and frames.is_somebody(child)]


def _strangers(trigger: Trigger, done_by: tuple[Party, ...], index: Index) -> tuple[Party, ...]:
    """Return the recipients of whom nothing is known: the names, or the object of what is done to somebody."""
    for slot, heads in _recipient_heads(trigger):
        takes_any = slot == "obj" and trigger.pattern.to[0] == "obj" and trigger.pattern.type not in UNDONE
        if slot in deeds.AIMED and _names_deed(trigger):
            takes_any, heads = True, [head for head in heads if not _is_happening(head)]
        wanted = heads if takes_any else [head for head in heads if head.pos_ == "PROPN"]
        found = tuple(p for p in _parties(wanted, index) if not _among(p, done_by))
        if found and slot != "inside":
            return found
    return ()


def _names_deed(trigger: Trigger) -> bool:
    """Say whether a noun names the deed of force: "a raid on", "carried out a strike on"."""
    named = trigger.token if trigger.is_noun else trigger.object
    return named is not None and trigger.pattern.type in deeds.FORCE and bool(frames.noun_of(named).type)


def _among(party: Party, others: tuple[Party, ...]) -> bool:
    return any(
        party.span.overlaps(other.span) or (party.actor is not None and party.actor == other.actor) for other in others
    )


def _objects(trigger: Trigger) -> list[Token]:
    if trigger.is_noun:
        return []
    passive_subject = [] if trigger.token.pos_ == "ADJ" else frames.objects(trigger.token)
    return list(passive_subject)


def _recipient_heads(trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
    token = trigger.token
    if trigger.pattern is MUST:
        yield "subj", list(frames.subjects(token.head))
        yield "inside", _inside(token.head, trigger)
        return
    for slot in trigger.pattern.to:
        yield slot, _in_slot(slot, trigger)
    if trigger.is_noun and token.dep_ == "dobj":
        yield "on", list(frames.under(token.head, "on"))


def _in_slot(slot: str, trigger: Trigger) -> list[Token]:
    token = trigger.token
    if slot == "obj":
        return _objects(trigger)
    if slot == "dative":
        return [child for child in token.children if child.dep_ == "dative"]
    if slot == "subj":
        return _complement_subjects(trigger)
    if slot == "poss":
        modifiers = {"poss", "amod", "nmod", "compound"}
        return [child for owned in frames.objects(token) for child in owned.children if child.dep_ in modifiers]
    if slot == "inside":
        return _inside(token, trigger)
    return _prepositional(token, slot, trigger)


def _complement_subjects(trigger: Trigger) -> list[Token]:
    clauses = frames.complements(trigger.token) if trigger.pattern.subject != "-" else (trigger.token,)
    found = [child for clause in clauses for child in clause.children if child.dep_ in syntax.SUBJECTS]
    return [each for subject in found for each in syntax.with_conjuncts(subject)]


def _prepositional(token: Token, slot: str, trigger: Trigger) -> list[Token]:
    found = list(Slots(token).prepositional(slot))
    for noun in (trigger.object, token if trigger.is_noun else None):
        if noun is not None:
            found += [t for t in (*frames.under(noun, slot), *deeds.behind_doer(noun, slot)) if t not in found]
    return [t for t in found if t != trigger.object and t.ent_type_ not in {"DATE", "TIME", "CARDINAL"}]


def _inside(token: Token, trigger: Trigger) -> list[Token]:
    """Return the names within the complements of a verb, those of its own clause first; whoever tells it is none."""
    near: list[Token] = []
    far: list[Token] = []
    for child in token.children:
        if child.lower_ == "according":
            continue
        if child.dep_ == "nsubjpass" or (child.i > token.i and child.dep_ not in OUTSIDE):
            clausal = child.dep_ in {"advcl", "ccomp"}
            named = (t for t in child.subtree if t.pos_ in {"PROPN", "ADJ", "NOUN", "PRON"})
            names = (_phrase_head(t) for t in named if not (t.dep_ == "poss" and _is_kin(t.head)))
            (far if clausal else near).extend(names)
    skipped = trigger.object if trigger.pattern.type == "MOBILIZE" else None
    return [t for t in (near + far)[:80] if t != skipped]


def _phrase_head(token: Token) -> Token:
    """Return the noun that an adjective or a part of a name belongs to ("Kurdish" of "Kurdish fighters")."""
    for _ in range(3):
        if token.dep_ not in {"amod", "compound", "nmod"} or token.head.pos_ not in {"NOUN", "PROPN"}:
            break
        token = token.head
    return token


def _parties(heads: list[Token], index: Index) -> tuple[Party, ...]:
    found: list[Party] = []
    for head in [each for phrase in heads for each in _named_within(phrase, index)]:
        if head.ent_type_ in {"DATE", "TIME"} and not _is_aged(head):
            continue
        for party in _nationalities(frames.content(head), index) or [_party(frames.content(head), index)]:
            if party is not None and not any(party.span.overlaps(other.span) for other in found):
                found.append(party)
    return tuple(found)


def _named_within(head: Token, index: Index) -> list[Token]:
    """Return the names that a noun which is nobody relates to ("a rift between Qatar and Egypt"), else the noun."""
    inner = frames.content(head)
    if inner.pos_ != "NOUN" or index.covers(inner) or frames.is_somebody(inner):
        return [head]
    for child in inner.children:
        if child.dep_ == "prep":
            named = [t for t in frames.under(inner, child.lower_) if index.covers(t)]
            if named:
                return named
    return [head]


def _nationalities(head: Token, index: Index) -> list[Party | None]:
    """Return the parties of "Slovak and Croatian ministers": one for each nationality; empty if it has only one."""
    for child in head.children:
        if child.dep_ in {"amod", "compound", "nmod"} and child.i < head.i:
            each = [t for t in syntax.with_conjuncts(child) if t.i < head.i and index.undated(t.idx, t.idx + 1)]
            found: list[Party | None] = []
            for token in each:
                mention = index.mention_at(token.idx, token.idx + len(token))
                if mention is not None and mention.actor and mention.span.end < head.idx:
                    found.append(Party(mention.span, mention.actor))
            if len(found) > 1:
                return found
    return []


def _mention_of(head: Token, index: Index) -> str | None:
    """Return the actor that a noun phrase stands for: its head's, else that of the name within it nearest the head."""
    mention = index.mention_at(head.idx, head.idx + len(head))
    if mention is not None and mention.actor is not None:
        return mention.actor
    first, end = syntax.noun_phrase(head)
    start_at, end_at = syntax.char_range(head.doc, first, end)
    kin = _kin_of(head)
    within = [m for m in index.mentions.within(start_at, end_at) if m.actor is not None and m.span.start not in kin]
    before = [m for m in within if m.span.start <= head.idx]
    chosen = before[-1] if before else within[0] if within else None
    return chosen.actor if chosen else _cargo(head, index)


def _kin_of(head: Token) -> frozenset[int]:
    """Return where the words stand that say whose relative it is: "her brother" is not her."""
    return frozenset(child.left_edge.idx for child in head.children if child.dep_ == "poss" and _is_kin(head))


def _is_kin(noun: Token) -> bool:
    return noun.lemma_.lower() in words("source_class_words", **{"class": "relative"})


def _whose(head: Token, index: Index) -> str | None:
    """Return the actor of "whose troops": the forces of whom the relative clause is about, if known, else himself."""
    relative = any(child.tag_ == "WP$" for child in head.children)
    if not relative or head.head.dep_ != "relcl" or not frames.noun_of(head).classes & {"force", "police"}:
        return None
    owner = _mention_of(head.head.head, index)
    forces = f"{index.country(owner)}.MIL"
    return forces if forces in index.actors else owner


def _cargo(head: Token, index: Index) -> str | None:
    """Return who is in or on it: "trains carrying Russian soldiers" stands for the soldiers."""
    for clause in head.children:
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_ in {"carry", "transport", "bring", "bear", "ferry"}:
            for cargo in clause.children:
                if cargo.dep_ == "dobj":
                    mention = index.mention_at(cargo.idx, cargo.idx + len(cargo))
                    return mention.actor if mention else None
    return None


def _undated(head: Token) -> tuple[int, int]:
    """Return the tokens of a noun phrase without a date that the parser hung on it ("police on Saturday").

    Nor has it what its deed is aimed at ("a raid by bandits on a school").
    """
    first, end = syntax.noun_phrase(head)
    foreign = [
        child for child in head.children if child.dep_ == "prep" and any(t.ent_type_ == "DATE" for t in child.children)
    ]
    foreign += deeds.foreign(head)
    foreign += [child for child in head.children if child.lower_ in COMPANY and child.i > head.i]
    return first, min([end, *(child.i for child in foreign if child.i > head.i)])


def _party(head: Token, index: Index) -> Party | None:
    actor = _whose(head, index) or _mention_of(head, index)
    named = head.pos_ in {"NOUN", "PROPN", "PRON"} or _is_aged(head)
    if actor is None and (head.lower_ in NOBODY or not named):
        return None
    if head.pos_ == "ADJ" and not _is_aged(head):
        start, end = head.idx, head.idx + len(head)
    else:
        start, end = syntax.char_range(head.doc, *_undated(head))
    told = index.undated(start, end)
    return Party(index.reading.span(*told), actor) if told else None


def _is_aged(head: Token) -> bool:
    """Say whether the adjective stands for somebody of an age: "an 11-year-old"."""
    return head.lower_ == "old" and head.i > 1 and head.nbor(-1).text == "-"
