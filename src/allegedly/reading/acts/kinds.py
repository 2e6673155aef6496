"""Which act a claim is: by its cue, and where the cue leaves it open, by its content."""

from __future__ import annotations

from functools import cache
from itertools import islice

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading import syntax
from allegedly.reading.acts.blame import described_as, is_blamed, is_wrong, smears
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.attribution.cues import lexeme

_DEEP = 4
"""How many words below the content's head a deed may stand and still be what the clause says."""
_FAR = 40
"""How many words of a content are looked at for a scheme."""
_PREDICATE = frozenset(
    {"dobj", "prep", "pobj", "xcomp", "pcomp", "attr", "acomp", "advcl", "conj", "acl", "oprd", "ccomp"}
)


@cache
def _table() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["lemma"], row["takes"]): tuple(row["act"].split("|")) for row in table("acts_cues")}


def act_of(parts: Parts, who: Who, denier: Parts | None) -> str:
    """Return the act's code; `denier` is the denial in whose content the claim stands, if there is one."""
    for word in parts.cue:
        acts = _entry(word, parts)
        if acts is not None:
            act = acts[0] if len(acts) == 1 else _decided(acts, parts, who)
            return _by_content(parts, who, denier) if act == "assert" else act
    return _by_content(parts, who, denier)


def _entry(word: Token, parts: Parts) -> tuple[str, ...] | None:
    lemma = lexeme(word) if word.pos_ == "VERB" else word.lemma_.lower()
    takes = [""]
    if parts.head is not None and any(c.tag_ == "TO" and c.dep_ == "aux" for c in parts.head.children):
        takes.insert(0, "to")
    if any(token.lower_ == "for" for token in parts.cue):
        takes.insert(0, "for")
    if parts.content and word.pos_ == "VERB" and described_as(word) is not None:
        takes.insert(0, "name")
    return next((_table()[lemma, kind] for kind in takes if (lemma, kind) in _table()), None)


def _decided(acts: tuple[str, ...], parts: Parts, who: Who) -> str:
    match acts[0]:
        case "deny":
            first = _is_claim(parts)
        case "accuse":
            first = smears(parts)
        case "estimate":
            first = _has_number(parts)
        case _:
            first = _menaces(parts, who)
    return acts[0] if first else acts[1]


def _is_claim(parts: Parts) -> bool:
    noun = parts.head
    is_clause = noun is None or noun.pos_ in {"VERB", "AUX", "PRON"}
    return noun is None or is_clause or noun.lemma_.lower() in words("acts_nouns", "lemma")


def _has_number(parts: Parts) -> bool:
    """Say whether the content holds a number that is no date and no ordinal."""
    return any(t.tag_ == "CD" and t.ent_type_ not in {"DATE", "TIME", "ORDINAL"} for t in parts.content)


def _menaces(parts: Parts, who: Who) -> bool:
    """Say whether who warns will see to it himself: he speaks of what he will do, or a state of the consequences."""
    if who.is_state(parts.claim.actor) and any(t.lemma_.lower() in words("acts_costs", "lemma") for t in parts.content):
        return True
    conditional = any(token.lower_ in {"if", "unless"} for token in parts.content)
    return parts.speaks_of_itself() and (conditional or _has_deed(parts.head, words("acts_harm", "lemma")))


def _by_content(parts: Parts, who: Who, denier: Parts | None) -> str:
    """Return the act of a cue that by itself only asserts."""
    if denier is not None and _blames(parts, denier, who):
        return "accuse"
    if _disowns(parts, who):
        return "deny"
    head = parts.head
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return "assert"
    if any(
        c.dep_ in {"acomp", "attr"}
        and c.lemma_.lower() in words("acts_untruths", "lemma")
        and not syntax.is_negated(head)
        for c in head.children
    ):
        return "deny"
    if schemer(parts, who) is not None:
        return "accuse"
    modal = next((child.lower_ for child in head.children if child.tag_ == "MD"), "")
    if _itself(parts, who):
        if modal not in {"will", "'ll", "’ll", "would"}:
            return "assert"
        if head.lemma_.lower() in words("acts_harm", "lemma"):
            return "promise" if syntax.is_negated(head) else "threaten"
        return "promise" if _binds(parts, who) else "assert"
    if modal == "must" and parts.subject is not None and _other(who.at(parts.subject), parts, who) is not None:
        return "demand"
    wrong = is_wrong(head) and parts.subject is not None and not syntax.is_negated(head)
    return "accuse" if wrong or adversary(parts, who) is not None else "assert"


def _itself(parts: Parts, who: Who) -> bool:
    """Say whether the content speaks of the source; a pronoun that is known to mean another does not."""
    subject = parts.subject
    return parts.speaks_of_itself() and (subject is None or _other(who.at(subject), parts, who) is None)


def _disowns(parts: Parts, who: Who) -> bool:
    """Say whether the source says that it has not done a blameworthy deed: "said it had never attacked …"."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or head.pos_ not in {"VERB", "AUX"}:
        return False
    itself = parts.speaks_of_itself() or (who.at(subject) is not None and who.same(who.at(subject), parts.claim.actor))
    none = any(t.lower_ == "no" for child in head.children if child.dep_ in {"dobj", "attr"} for t in child.lefts)
    modal = any(child.tag_ == "MD" for child in head.children)
    return itself and not modal and (syntax.is_negated(head) or none) and _has_deed(head, words("acts_blame", "lemma"))


def _binds(parts: Parts, who: Who) -> bool:
    """Say whether the source says what it will do of its own will: "said it would publish its report"."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or syntax.is_passive(head) or syntax.is_negated(head):
        return False
    conditional = any(token.lower_ in {"if", "unless"} for token in parts.content)
    actor = who.at(subject)
    another = actor is not None and parts.claim.actor is not None and not who.same(actor, parts.claim.actor)
    return not conditional and not another and head.lemma_.lower() not in words("acts_states", "lemma")


def _blames(parts: Parts, denier: Parts, who: Who) -> bool:
    """Say whether a claim that is denied speaks of whoever denies it."""
    if parts.speaks_of_itself():
        return True
    subject = parts.subject
    return subject is not None and who.same(who.at(subject), denier.claim.actor)


def adversary(parts: Parts, who: Who) -> str | None:
    """Return the actor, not of the source's country, of whom the content states a blameworthy deed."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or syntax.is_negated(head) or syntax.is_passive(head):
        return None
    other = _other(who.at(subject), parts, who)
    if other is None:
        return None
    if _has_deed(head, words("acts_blame", "lemma", kind="")) or is_wrong(head):
        return other
    forced = _has_deed(head, words("acts_blame", "lemma", kind="force"))
    return other if forced and is_blamed(parts, who) else None


def schemer(parts: Parts, who: Who) -> str | None:
    """Return the actor, not of the source's country, to whom the content lays a scheme or a deed.

    "a Russian plot to …", "a provocation by Russia".
    """
    deeds = words("acts_blame", "lemma")
    for noun in islice(parts.content, _FAR):
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in deeds:
            doers = [t for c in noun.children if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"]
            found = next((other for doer in doers if (other := _other(who.at(doer), parts, who))), None)
            if found is not None:
                return found
        if noun.lemma_.lower() in words("acts_schemes", "lemma") and _has_deed(noun, deeds):
            owners = [child for child in noun.children if child.dep_ in {"amod", "poss", "compound"}]
            found = next((other for owner in owners if (other := _other(who.at(owner), parts, who))), None)
            if found is not None:
                return found
    return None


def _other(actor: str | None, parts: Parts, who: Who) -> str | None:
    """Return the actor if it is certainly another than the claim's source."""
    source = parts.claim.actor
    return actor if actor is not None and source is not None and not who.same(actor, source) else None


def _has_deed(head: Token | None, deeds: frozenset[str], depth: int = 0) -> bool:
    if head is None or depth > _DEEP:
        return False
    if head.lemma_.lower() in deeds:
        return True
    return any(_has_deed(child, deeds, depth + 1) for child in head.children if child.dep_ in _PREDICATE)
