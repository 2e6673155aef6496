"""Which act a claim is by its content, where its cue merely tells ("said", "wrote", "announced")."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.acts.blame import blames
from allegedly.reading.acts.descriptions import exclaimed_act, stated_act
from allegedly.reading.acts.forms import is_bargain, is_order, is_question
from allegedly.reading.acts.own import disowns, own_act
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.acts.subjects import is_itself, is_somebody, other_actor

_HAPPENING = frozenset({"happen", "occur", "exist", "place"})
_TRUE = frozenset({"true", "correct", "accurate", "genuine", "real"})
_FUTURE = frozenset({"will", "'ll", "’ll", "would", "could", "can", "may", "might"})


def act_of_content(parts: Parts, who: Who, denier: Parts | None) -> str:
    """Return the act of a content; `denier` is the denial in which the claim stands, if there is one."""
    if is_question(parts):
        return "ask"
    if denier is not None and _is_of(parts, denier, who):
        return "accuse"
    if _denies(parts, who):
        return "deny"
    if is_order(parts):
        return "threaten" if is_bargain(parts) else "demand"
    head = parts.head
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return exclaimed_act(parts) or "assert"
    return _act_of_clause(parts, who)


def _act_of_clause(parts: Parts, who: Who) -> str:
    if is_itself(parts, who):
        return "accuse" if blames(parts, who) else own_act(parts, who)
    if _gives_word(parts):
        return "promise"
    if _obliges(parts, who):
        return "demand"
    described = stated_act(parts, who)
    if described is not None:
        return described
    if blames(parts, who):
        return "accuse"
    return "estimate" if is_measured(parts) and parts.modal in _FUTURE else "assert"


def _gives_word(parts: Parts) -> bool:
    """Say whether the source gives its word: “You have my word that …”."""
    objects = [child for child in parts.head.rights if child.dep_ == "dobj"] if parts.head is not None else []
    return any(o.lower_ == "word" and any(c.lower_ in {"my", "our"} for c in o.lefts) for o in objects)


def _is_of(parts: Parts, denier: Parts, who: Who) -> bool:
    """Say whether a claim that is denied speaks of whoever denies it."""
    if parts.speaks_of_itself():
        return True
    subject = parts.subject
    return subject is not None and who.same(who.at(subject), denier.claim.actor)


def _denies(parts: Parts, who: Who) -> bool:
    """Say whether the content calls something untrue, or says that it never was: "no such order had been given"."""
    head, subject = parts.head, parts.subject
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return False
    untruths = words("acts_untruths", "lemma")
    labels = [c for c in head.children if c.dep_ in {"acomp", "attr"}]
    negated = syntax.is_negated(head)
    if any(label.lemma_.lower() in (_TRUE if negated else untruths) for label in labels):
        return True
    if any(t.lower_ == "guilty" and t.i and t.nbor(-1).lower_ == "not" for t in parts.content):
        return True
    if any(_is_none(noun) and _is_suspect(noun) for noun in (*labels, *([subject] if subject is not None else ()))):
        return True
    if subject is not None and negated and head.lemma_.lower() in _HAPPENING and not parts.modal:
        return True
    itself = parts.speaks_of_itself() or (subject is not None and who.same(who.at(subject), parts.claim.actor))
    return itself and disowns(parts)


def _is_none(noun: Token) -> bool:
    return any(token.lower_ == "no" for token in noun.lefts)


def _is_suspect(noun: Token) -> bool:
    """Say whether a noun stands for what somebody could be blamed for: "no cover-up", "no such order"."""
    blameworthy = words("acts_blame", "lemma", kind="wrong") | words("acts_disowned", "lemma")
    return noun.lemma_.lower() in blameworthy or any(token.lower_ == "such" for token in noun.lefts)


def _obliges(parts: Parts, who: Who) -> bool:
    """Say whether somebody else is told what to do: "said the council must pay", "should open the files"."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or any(child.lemma_ == "have" for child in head.lefts):
        return False
    somebody = is_somebody(subject) or other_actor(who.at(subject), parts, who) is not None
    if parts.modal == "must":
        return somebody
    needs = head.lemma_ in {"need", "have"} and any(child.dep_ == "xcomp" for child in head.rights)
    if needs and not parts.modal:
        return somebody and head.tag_ in {"VBP", "VBZ"}
    return parts.modal in {"should", "ought"} and somebody and head.lemma_.lower() not in words("acts_states", "lemma")


def is_measured(parts: Parts) -> bool:
    """Say whether the clause gives a measure: "would rise by half a metre", "is nearer 15 million"."""
    head = parts.head
    if head is None or head.lemma_.lower() not in words("acts_measures", "lemma"):
        return False
    if any(child.dep_ == "expl" for child in head.lefts):  # "there would be a thousand of them" is a count
        return False
    told = [token for token in parts.content if token.i > head.i]
    return any(_is_number(token) or token.lower_ in {"half", "twice", "double"} for token in told)


def _is_number(token: Token) -> bool:
    return token.tag_ == "CD" and token.ent_type_ not in {"DATE", "TIME", "ORDINAL"}


def has_number(parts: Parts) -> bool:
    """Say whether the content holds a number that is no date and no ordinal."""
    return any(_is_number(token) for token in parts.content)
