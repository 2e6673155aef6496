"""Clauses that give a verdict: "the story is a hoax", "the photo was doctored", "there is no truth in the rumour".

Not every "false" is one: before a noun ("false alarm") it only names a kind, of a passport or a beard it tells of an
offence or a disguise, and a clause that asks, doubts, supposes or upholds ("is not a hoax") turns nothing down.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from allegedly.lexicon import table, words
from allegedly.reading import syntax
from allegedly.reading.attribution.found import subtree
from allegedly.reading.sources.pronouns import relative

_POINTING = frozenset({"it", "this", "that", "these", "those", "they", "none", "which", "all", "everything", "nothing"})
_NONE = frozenset({"no", "none", "nothing", "neither", "nobody"})
_PARTLY = frozenset({"some", "many", "most", "several", "few", "such", "other", "half", "every", "both", "any"})
"""What only some of the things told are says nothing of the one that the report tells."""
_OWN = frozenset({"its", "my", "our", "your"})
"""Whose stories they are is told then, and not that one of them is untrue: "its stories are fiction"."""
_WHOLLY = frozenset(
    {"all", "always", "completely", "entirely", "exactly", "literally", "necessarily", "quite", "strictly", "wholly"}
)
"""What is not wholly true is true in part."""
_OPEN = frozenset({"as", "if", "lest", "like", "than", "unless", "until", "whether"})
_NOMINAL = frozenset({"ccomp", "csubj", "csubjpass"})
_UP = 12
"""So many clauses are looked through above the verdict."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict by token numbers: the verb of its clause, what says that it is not so, what is not so, and who says it.

    `source` is empty where the clause does not say who.
    """

    verb: int
    cue: frozenset[int]
    content: frozenset[int]
    source: frozenset[int] = frozenset()


@cache
def _rows() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["kind"], row["of"]) for row in table("verdicts")}


def candidates(doc: Doc) -> list[Token]:
    """Return the words of a text that may give a verdict, in its order."""
    wanted = np.array([doc.vocab.strings.add(word) for word in _rows()], dtype=np.uint64)
    return [doc[at] for at in np.flatnonzero(np.isin(doc.to_array(LOWER), wanted)).tolist()]


def verdict_of(word: Token, said: Container[int] = ()) -> Verdict | None:
    """Return the verdict that a word gives, None if it gives none.

    `said` are the tokens of cues of claims: without them, what the report leaves to a speaker is none.
    """
    found = form_of(word)
    return found if found is not None and stands(word.doc[found.verb], said) else None


def form_of(word: Token) -> Verdict | None:
    """Return the verdict that a word gives by its own clause, whatever that hangs on."""
    kind, of = _rows().get(word.lower_, ("", ""))
    match kind:
        case "":
            return None
        case "basis":
            return _without_basis(word)
        case "made" | "refuted":
            return _of_participle(word, of) or _refuting(word)
        case "refutes":
            return _refuting(word)
        case _:
            return _of_label(_head(word), of, real=kind == "real")


def _of_label(word: Token, of: str, *, real: bool) -> Verdict | None:
    """Return the verdict of "is a hoax", "proved false", "was exposed as a fake", "is not true"."""
    link = _link(word)
    if link is None:
        return None
    if link.lemma_.lower() in _verbs("ruling") and not syntax.is_passive(link):
        return None if real else _ruling(link, word)
    verb = _top(link)
    judged = _extraposed(verb, word) or _judged(verb, of)
    if judged is None:
        return None
    chain = {token.i for token in (word, link, verb)}
    if real and any(child.lower_ in _WHOLLY for child in (*word.lefts, *verb.rights) if child.i < word.i):
        return None
    negated = any(syntax.is_negated(t) for t in (link, verb)) or any(c.lower_ == "no" for c in word.lefts)
    if (negated != _says_none(judged)) != real:
        return None
    return Verdict(verb.i, _cue(chain, verb, word), frozenset(_without_edges(word.doc, _content(judged, verb, word))))


def _link(word: Token) -> Token | None:
    """Return the verb that a label hangs on: "was nothing but a hoax", "was exposed as a hoax", "rated it a hoax"."""
    while word.dep_ == "conj" and word.head.i < word.i and word.head.pos_ not in {"VERB", "AUX"}:
        word = word.head
    if word.dep_ == "pobj" and word.head.lower_ in {"than", "but"}:  # "nothing more than a hoax"
        while word.dep_ in {"pobj", "prep", "advmod"} or word.lower_ == "more":
            if word.head.pos_ in {"VERB", "AUX"}:
                break
            word = word.head
    elif word.head.lower_ == "as" and word.dep_ in {"pobj", "amod", "pcomp"}:
        return word.head.head if word.head.head.lemma_.lower() in _verbs("link") | _verbs("ruling") else None
    if word.dep_ not in {"attr", "acomp", "oprd", "dobj", "advmod", "prep", "nsubj", "ccomp"}:
        return None
    verb = word.head
    if word.dep_ in {"nsubj", "ccomp"} and verb.lemma_.lower() not in _verbs("ruling"):
        return None
    fits = verb.lemma_.lower() in _verbs("link") or verb.lemma_.lower() in _verbs("ruling")
    return verb if fits and word.i > verb.i else None


def _top(link: Token) -> Token:
    """Return the verb whose subject is judged: "turned" of "turned out to be", "was found" of "was found to be"."""
    while link.dep_ == "xcomp" and link.head.lemma_.lower() in _verbs("link"):
        link = link.head
    return link


def _judged(verb: Token, of: str) -> Token | None:
    """Return the head of what a clause judges, if a verdict of this kind can be on it."""
    subject = next((child for child in verb.lefts if child.dep_ in syntax.SUBJECTS), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((child for child in verb.head.lefts if child.dep_ in syntax.SUBJECTS), None)
    if subject is None or subject.dep_ in {"csubj", "csubjpass"}:
        return None
    if subject.tag_ in {"WDT", "WP"}:
        subject = relative(subject) or subject
    return subject if _can_be(subject, of, verb) else None


def _can_be(subject: Token, of: str, verb: Token) -> bool:
    """Say whether a verdict can be on a noun: a definite one and not only some, of what is said or shown if it must."""
    before = [child.lower_ for child in subject.lefts]
    if any(word in _PARTLY | _OWN for word in (subject.lower_, *before)):
        return False
    if subject.pos_ == "PRON" or subject.lower_ in _POINTING:
        below = [o for c in subject.rights if c.lower_ == "of" for o in c.rights if o.dep_ == "pobj"]
        if below:
            return below[0].pos_ == "PRON" or _is_saying(below[0])
        return subject.lower_ in _POINTING and of != "shown"
    if of != "anything" and not _is_saying(subject):
        return False
    beside = [child for child in subject.children if child.dep_ in {"prep", "acl", "relcl", "poss", "ccomp"}]
    told = any(verb.i not in range(child.left_edge.i, child.right_edge.i + 1) for child in beside)
    return told or any(child.dep_ in {"det", "compound", "nmod"} for child in subject.lefts)


def _is_saying(noun: Token) -> bool:
    return noun.lemma_.lower() in words("verdicts_sayings", "lemma")


def _extraposed(verb: Token, word: Token) -> Token | None:
    """Return the clause of "it is not true that …", "it is a myth that …"."""
    if not any(child.lower_ == "it" and child.dep_ in {"nsubj", "expl"} for child in verb.lefts):
        return None
    clauses = [c for c in (*verb.rights, *word.rights) if c.dep_ in _NOMINAL | {"acl"} and c.i > word.i]
    return next((c for c in clauses if any(child.lower_ == "that" for child in c.lefts)), None)


def _head(word: Token) -> Token:
    """Return the noun for what is told that a verdict stands before, else the word: "was a false story"."""
    noun = word.head
    return noun if word.dep_ in {"amod", "compound"} and word.i < noun.i and _is_saying(noun) else word


def _refuting(word: Token) -> Verdict | None:
    """Return the verdict of "the checkers debunked the claim": their subject is who gives it."""
    who = next((child for child in word.lefts if child.dep_ == "nsubj"), None)
    what = next((child for child in word.rights if child.dep_ == "dobj"), None)
    told = what is not None and (_is_saying(what) or what.lower_ in _POINTING)
    refutes = _rows()[word.lower_][0] in {"refuted", "refutes"} and word.pos_ == "VERB"
    if who is None or what is None or not told or not refutes or syntax.is_negated(word):
        return None
    own = subtree(what)
    return Verdict(word.i, _cue({word.i}, word, word), frozenset(own), frozenset(range(*syntax.noun_phrase(who))))


def _of_participle(word: Token, of: str) -> Verdict | None:
    """Return the verdict of "was doctored", "has been debunked by …", "was made up"."""
    passive = word.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in word.lefts)
    up = any(child.lower_ == "up" and child.dep_ == "prt" for child in word.rights)
    if not passive or (word.lower_ == "made" and not up):
        return None
    judged = _judged(word, of)
    if judged is None or syntax.is_negated(word) or _says_none(judged):
        return None
    agent = next((o for c in word.rights if c.dep_ == "agent" for o in c.rights if o.dep_ == "pobj"), None)
    refuted = agent is not None and _rows()[word.lower_][0] == "refuted"
    source = frozenset(range(*syntax.noun_phrase(agent))) if agent is not None and refuted else frozenset()
    cue = _cue({word.i}, word, word)
    return Verdict(word.i, cue, frozenset(_without_edges(word.doc, _content(judged, word, word))), source)


def _without_basis(word: Token) -> Verdict | None:
    """Return the verdict of "there is no truth in the rumour", "the claims have no basis"."""
    if not any(child.lower_ in _NONE for child in word.lefts) or word.head.lemma_ not in {"be", "have"}:
        return None
    verb, told = word.head, None
    if verb.lemma_ == "have" and word.dep_ == "dobj":
        told = _judged(verb, "said")
    elif any(child.dep_ == "expl" for child in verb.lefts):
        links = [c for c in (*word.rights, *verb.rights) if c.lower_ in {"to", "in", "behind", "for"}]
        about = [o for c in links for o in c.rights if o.dep_ == "pobj"]
        told = next((o for o in about if o.lower_ in _POINTING or _is_saying(o)), None)
    if told is None:
        return None
    none = {child.i for child in word.lefts if child.lower_ in _NONE}
    there = {child.i for child in verb.lefts if child.dep_ == "expl"}
    cue = _cue({verb.i, word.i}, verb, word) | none | there
    content = _content(told, verb, word)
    behind = (c for c in (*word.rights, *verb.rights) if c.dep_ in {"acl", "relcl", "ccomp"} and c.i > told.i > word.i)
    content |= {i for clause in behind for i in subtree(clause)}  # the parse hangs "that he resigned" on "truth"
    return Verdict(verb.i, cue, frozenset(_without_edges(word.doc, content)))


def _ruling(verb: Token, word: Token) -> Verdict | None:
    """Return the verdict of "the checkers rated the story as false": their subject is who gives it."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    judged = next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj"} and c.i < word.i), None)
    judged = judged or next((c for c in word.lefts if c.dep_ == "nsubj"), None)
    told = judged is not None and (_is_saying(judged) or judged.lower_ in _POINTING)
    if who is None or judged is None or not told or syntax.is_negated(verb):
        return None
    cue = {verb.i, word.i, *(c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass"})}
    return Verdict(verb.i, frozenset(cue), frozenset(range(*syntax.noun_phrase(judged))),
                   frozenset(range(*syntax.noun_phrase(who))))  # fmt: skip


def _says_none(judged: Token) -> bool:
    return judged.lower_ in _NONE or any(child.lower_ in _NONE for child in judged.lefts if child.dep_ == "det")


def stands(verb: Token, said: Container[int] = ()) -> bool:
    """Say whether whoever says a clause holds it to be so: he neither asks nor supposes, nor leaves that to others."""
    if verb.sent.text.rstrip("\"”'’) ").endswith("?"):
        return False
    at = verb
    for _ in range(_UP):
        if _is_open(at):
            return False
        above = at.head
        if above == at or above.i in said:
            return True
        if at.dep_ in _NOMINAL | {"xcomp"} and above.lemma_.lower() not in _verbs("finding"):
            return False
        if at.dep_ in _NOMINAL and (syntax.is_negated(above) or any(c.tag_ == "MD" for c in above.lefts)):
            return False
        if at.dep_ == "acl" and above.pos_ in {"NOUN", "PROPN"}:  # "the suspicion that it is a hoax"
            return False
        at = above
    return False


def _is_open(verb: Token) -> bool:
    uncertain = words("acts_uncertain", "word", kind="adverb") | {"reportedly", "supposedly", "purportedly"}
    return any(
        (child.tag_ == "MD" and child.lower_ not in {"will", "'ll", "’ll"})
        or child.lower_ in _OPEN
        or (child.dep_ == "advmod" and child.lower_ in uncertain)
        for child in verb.lefts
    )


def _cue(chain: set[int], verb: Token, word: Token) -> frozenset[int]:
    """Return the words of a verdict: its verbs with their auxiliaries, and all up to the label."""
    helping = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.i < verb.i]
    first = min([verb.i, *(c.i for c in helping if all(o.dep_ not in syntax.SUBJECTS for o in _between(c, verb)))])
    last = max([*chain, *(c.i for c in word.rights if c.dep_ == "prt")])
    return frozenset(t.i for t in word.doc[first : last + 1] if not t.is_space)


def _between(first: Token, last: Token) -> Iterator[Token]:
    return iter(first.doc[first.i : last.i])


def _content(judged: Token, verb: Token, word: Token) -> set[int]:
    """Return what is judged: its phrase with its clauses, without the one that gives the verdict."""
    own = subtree(judged)
    if verb.i in own:  # "the story, which turned out to be false"
        return set(range(*syntax.noun_phrase(judged)))
    return own - {verb.i, word.i}


def _without_edges(doc: Doc, tokens: set[int]) -> set[int]:
    kept = sorted(tokens)
    while kept and (doc[kept[-1]].is_punct or doc[kept[-1]].is_space) and doc[kept[-1]].text not in "”\"'’)":
        kept.pop()
    return set(kept)


def _verbs(kind: str) -> frozenset[str]:
    return words("verdicts_verbs", "lemma", kind=kind)
