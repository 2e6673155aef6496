"""Words passed on: who quotes or cites another, and what the other says.

"The agency quoted a guard as saying that …" is two attributions, one inside the other. So is "the agency reported,
citing a guard, that …": both have the same content, and the guard's stands in the agency's (`Found.within`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found, subtree
from allegedly.reading.attribution.parts import cue_of, phrase, source_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.syntax import SUBJECTS

_OUTER = frozenset({"clause", "quote", "according to"})
"""Frames of the attributions whose words may rest on somebody who is cited beside them."""
_RELATIVE = frozenset({"which", "who"})


def quoting(sentence: Sequence[Token], marked: Quoted) -> Iterator[Found]:
    """Yield both attributions of each "X quoted Y as saying Z" of a sentence, or the one of "Y was quoted as saying Z".

    Z may be a quotation before it: "“Z,” X quoted Y as saying".
    """
    for saying in sentence:
        quoter = _quoter(saying)
        if quoter is not None:
            yield from _quoting(quoter, saying, marked)


def _quoter(saying: Token) -> Token | None:
    """Return the verb of "quoted … as saying", None if the word is no such participle."""
    if saying.tag_ != "VBG" or saying.i == 0 or saying.nbor(-1).lower_ != "as" or not frames(saying.lemma_, "VERB"):
        return None
    above = saying.nbor(-1).head
    while above.dep_ in {"dobj", "pobj", "agent", "prep", "compound", "conj"} and above.pos_ != "VERB":
        above = above.head
    return above if above.lemma_ in words("cues_quoters", "lemma") else None


def _quoting(quoter: Token, saying: Token, marked: Quoted) -> Iterator[Found]:
    who = next((c for c in quoter.children if c.dep_ in {"dobj", "nsubjpass"} and c.i < saying.i), None)
    if who is None:
        return
    passive = who.dep_ == "nsubjpass"
    manner = {saying.i - 1, saying.i}
    quoted = phrase(who)
    relay = source_of(quoter) - quoted - manner
    content = _said(quoter, saying, marked, min(relay | quoted)) - quoted - relay - manner
    if not content:
        return
    cue = cue_of(quoter) - manner
    if passive and not relay:
        cue, manner = set(), cue | manner
    inner = Found(saying.i, "clause", frozenset(quoted), frozenset(manner), frozenset(content), quoter.i)
    if not cue:
        yield replace(inner, within=None)
        return
    yield inner
    yield Found(quoter.i, "quoting", relay, frozenset(cue), frozenset(quoted | manner | content) - cue - relay)


def _said(quoter: Token, saying: Token, marked: Quoted, first: int) -> set[int]:
    """Return what somebody is quoted as saying: what stands behind "saying", or the clause or quotation in front."""
    behind = {i for child in saying.rights for i in subtree(child)}
    words_behind = {i for i in behind if not saying.doc[i].is_punct}
    after = marked.starting_after(saying.idx + len(saying))
    if after is not None:
        behind |= marked.tokens(after)
    elif not words_behind:
        before = marked.ending_before(saying.doc[first].idx)
        front = next((c for c in quoter.lefts if c.dep_ == "ccomp"), None)
        if before is not None:
            return set(marked.tokens(before))
        return subtree(front) if front is not None else set()
    return behind


def citing(sentence: Sequence[Token], all_found: Sequence[Found]) -> list[Found]:
    """Return the attributions of a sentence with those of whom they cite: "…, the agency said, citing a guard".

    Whoever is cited must be one who can speak, or a paper that can be read (`lexicon/agents.tsv`, `cues_papers.tsv`).
    """
    relayed = list(all_found)
    for verb in sentence:
        cited = _cited(verb)
        if cited is None:
            continue
        own = phrase(cited)
        left = {child.i for child in verb.children if child.i < verb.i and child.dep_ in SUBJECTS}
        aside = {verb.i} | own | left
        outer = _beside(verb, relayed, aside)
        if outer is None:
            continue
        content = relayed[outer].content - aside
        if content:
            head = relayed[outer].head
            relayed = [replace(f, content=(f.content - aside) or f.content) for f in relayed if f.head != verb.i]
            relayed.append(Found(verb.i, "citing", frozenset(own), frozenset({verb.i}), content, head))
    return relayed


def _cited(verb: Token) -> Token | None:
    """Return whom a participle, or a relative clause of one who speaks, names as its source."""
    if verb.lemma_ not in words("cues_quoters", "lemma"):
        return None
    relative = verb.dep_ == "relcl" and any(
        child.dep_ == "nsubj" and child.lower_ in _RELATIVE for child in verb.children
    )
    if not relative and (verb.tag_ != "VBG" or any(child.dep_ in SUBJECTS for child in verb.children)):
        return None
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if noun is None or any(child.lower_ == "as" for child in (*verb.rights, *noun.rights)):
        return None
    return noun if _can_speak(noun) else None


def _can_speak(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PROPN":
        return not any(child.dep_ == "nummod" for child in noun.children)
    return any(lemma in names for names in (words("agents"), words("roles"), words("cues_papers", "lemma")))


def _beside(verb: Token, all_found: Sequence[Found], aside: set[int]) -> int | None:
    """Return the number of the attribution that rests on what the verb cites: the nearest before it, else behind."""
    first = verb.i
    fitting = [
        (0 if found.head < first else 1, abs(found.head - first), number)
        for number, found in enumerate(all_found)
        if found.frame in _OUTER and found.head != verb.i and found.source and not found.source & aside - {verb.i}
    ]
    return min(fitting)[2] if fitting and not syntax.is_negated(verb) else None
