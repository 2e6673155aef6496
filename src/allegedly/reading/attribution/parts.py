"""The parts of an attribution around its verb: whose words they are (the source), and the words of the cue."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly import lexicon
from allegedly.reading import syntax
from allegedly.reading.attribution.clauses import is_aside, tail_of
from allegedly.reading.attribution.cues import frames, particle, settings
from allegedly.reading.attribution.found import subtree
from allegedly.reading.syntax import SUBJECTS

_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_SETTING = 3
"""How far behind its preposition the noun of a setting stands at most: "in a written statement"."""
_PARENTHESIS = 3
"""How many words stand at least before whoever speaks in a parenthesis: "Nobody, said X, …"."""
_LONGEST_CONDITION = 5
"""How many words a condition has at most: "on the condition of anonymity"."""


def top_of(verb: Token) -> Token:
    """Return the verb that a reporting infinitive hangs on ("went on to say": went), or the verb itself."""
    while (
        verb.dep_ == "xcomp"
        and verb.head.pos_ == "VERB"
        and verb.head.lemma_ in lexicon.words("cues_carriers", "lemma")
    ):
        verb = verb.head
    if verb.dep_ == "acomp":
        return verb.head
    return verb


def source_of(verb: Token) -> frozenset[int]:
    """Return the words of whoever speaks: the subject, the agent of a passive, else none."""
    reporter = tail_of(verb)
    if reporter is not None:
        return source_of(reporter)
    top = top_of(verb)
    for child in verb.children:
        if child.dep_ == "agent":
            return frozenset(i for noun in child.children if noun.dep_ == "pobj" for i in phrase(noun))
    if _is_main(verb):
        return frozenset(phrase(verb.head, without=verb))
    if syntax.is_passive(verb) or _is_asked(verb):
        return frozenset()
    own = [child for child in top.children if child.dep_ in {"nsubj", "csubj"}]
    own += [child for aux in top.lefts if aux.dep_ == "aux" for child in aux.children if child.dep_ == "nsubj"]
    if own:
        return frozenset(phrase(_around_parenthesis(own[0])))
    if top.dep_ == "acl":
        return _of_noun(top)
    if top.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp"}:
        above = top.head if top.dep_ != "pcomp" else top.head.head
        if top.dep_ == "conj" and is_aside(above):
            above = above.head
        return source_of(above) if above.pos_ in {"VERB", "AUX"} else frozenset()
    return frozenset()


def _around_parenthesis(subject: Token) -> Token:
    """Return the subject, or the one before a parenthesis: "The mayor, said the paper, had told …" is the mayor's."""
    first, last = subject.left_edge.i, subject.right_edge.i
    doc = subject.doc
    if first < _PARENTHESIS or last + 1 >= len(doc) or doc[first - 2].text != ",":
        return subject
    verb = doc[first - 1]
    if "," not in {doc[last].text, doc[last + 1].text} or "quote" not in frames(verb.lemma_, "VERB"):
        return subject
    return next((child for child in verb.lefts if child.dep_ == "nsubj"), subject)


def _of_noun(clause: Token) -> frozenset[int]:
    """Return the noun that a clause hangs on; behind a comma ("…, saying that") the subject of the verb above it."""
    noun = clause.head
    above = noun.head
    while above.dep_ in {"prep", "pobj", "conj", "appos", "compound", "poss"}:
        above = above.head
    if _follows_comma(clause) and clause.tag_ == "VBG" and noun.dep_ not in SUBJECTS and above.pos_ in {"VERB", "AUX"}:
        return source_of(above) or frozenset(phrase(noun, without=clause))
    return frozenset(phrase(noun, without=clause))


def _is_main(verb: Token) -> bool:
    """Say whether the parse hangs a main verb on its subject: "Rome, which has two ships there, announced that …"."""
    noun = verb.head
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and noun.dep_ == "ROOT"
        and noun.pos_ in {"NOUN", "PROPN", "PRON"}
        and any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
    )


def _is_asked(verb: Token) -> bool:
    """Say whether the verb is a participle before its clause, which names no speaker: "Asked whether …, she …"."""
    when = any(child.dep_ == "advmod" and child.lower_ == "when" for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "prep", "dep", "ccomp"} and (when or verb.i < verb.head.i)


def asks_nobody(verb: Token) -> bool:
    """Say whether the verb opens a sentence with a question whose asker is not named: "Asked whether …, she …"."""
    kinds = {child.dep_ for child in verb.children}
    return verb.lemma_ == "ask" and _is_asked(verb) and verb.i < verb.head.i and not kinds & {"aux", "advmod"}


def phrase(noun: Token, *, without: Token | None = None) -> set[int]:
    """Return a noun phrase in one piece: titles and appositions, but no clause behind a comma and not `without`."""
    asides = [c for c in noun.children if c.dep_ in {"relcl", "acl", "advcl"} and _follows_comma(c)]
    kept = subtree(noun, *asides, *([without] if without is not None else []))
    first = last = noun.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept and (without is None or last + 1 < without.i):
        last += 1
    return set(range(_behind_dateline(noun, first), last + 1))


def _behind_dateline(noun: Token, first: int) -> int:
    """Return where a sentence's subject begins: "LIMA (Wire One) - President Ruiz" begins behind the dash."""
    if not noun.doc[first].is_sent_start:
        return first
    dashes = (i for i in range(noun.i - 1, first, -1) if noun.doc[i].text in _DASHES and noun.doc[i - 1].whitespace_)
    return next(dashes, first - 1) + 1


def _follows_comma(clause: Token) -> bool:
    first = clause.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def cue_of(verb: Token) -> set[int]:
    """Return the verb with its auxiliaries, negation, particle and adverbs, and the verbs it hangs on."""
    cue = {verb.i}
    top = top_of(verb)
    for word in {verb, top}:
        own = particle(word)
        cue |= {word.i, own.i if own is not None else word.i}
        for child in word.children:
            if child.dep_ in {"aux", "auxpass"}:
                cue.add(child.i)
            elif (
                child.dep_ in {"neg", "prt"}
                or (child.dep_ == "advmod" and abs(child.i - word.i) <= 2 and child.tag_ in {"RB", "RBR"})
                or _is_setting(child, word)
            ):
                cue |= subtree(child)
    if top != verb:
        cue |= set(range(min(cue), max(cue) + 1))
    return cue


def is_namelessness(prep: Token) -> bool:
    """Say whether a preposition opens the condition on which somebody speaks: "on condition of anonymity"."""
    words = [token.lower_ for token in prep.subtree]
    return len(words) <= _LONGEST_CONDITION and "condition" in words and "anonymity" in words


def _is_setting(child: Token, verb: Token) -> bool:
    """Say whether the child is where it was said, right behind the verb: "in a statement"; or that it was unnamed."""
    if child.dep_ == "prep" and child.lower_ == "on" and child.i > verb.i and is_namelessness(child):
        return True
    if child.dep_ != "prep" or child.i != verb.i + 1 or child.lower_ not in {"in", "on", "during", "at", "via"}:
        return False
    return any(
        noun.dep_ == "pobj"
        and noun.lemma_.lower() in settings()
        and all(below.is_punct for below in noun.rights)
        and noun.i - child.i <= _LONGEST_SETTING
        for noun in child.children
    )
