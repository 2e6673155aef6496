"""What a reporting verb takes as content, as the parse shows it: one `Complement` for each way that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from allegedly.reading import syntax
from allegedly.reading.attribution.clauses import is_answer, is_purpose, is_rejection, reported, stands_for_a_claim
from allegedly.reading.attribution.cues import particle
from allegedly.reading.attribution.found import subtree
from allegedly.reading.syntax import SUBJECTS, noun_phrase

_CONTINUING = frozenset({"because", "if", "unless", "although", "though", "while", "since", "so", "until", "when"})
_JUDGED = (frozenset({"ADP", "SCONJ", "ADV"}), frozenset({"ADJ"}), frozenset({"DET", "PRON", "PROPN"}))
_RANKS = {"clause": 9, "np to": 8, "whom to": 8, "to": 7, "ing": 6, "np": 1}


@dataclass(frozen=True, slots=True)
class Complement:
    """Content in one frame of `lexicon/cues.tsv`; `cue` is what the frame adds to the cue (a preposition).

    `by_agent` says that the parse hangs the content on whoever a passive is done by.
    """

    frame: str
    content: set[int]
    cue: frozenset[int] = frozenset()
    agentless: bool = False
    by_agent: bool = False

    @property
    def rank(self) -> int:
        """Say which of several complements is the content: the higher one."""
        return _RANKS.get(self.frame.removeprefix("passive "), 3 if " " in self.frame else 2)


def complements(verb: Token) -> Iterator[Complement]:
    """Yield what could be the content of the verb."""
    if verb.dep_ in {"relcl", "acl"} or (verb.dep_ == "advcl" and is_answer(verb)):
        yield from _antecedent(verb)
    if verb.dep_ == "parataxis" and not _clause(verb):
        yield Complement("clause", _around(verb))
    clause = _clause(verb)
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if clause is not None:
        yield from _clausal(verb, clause)
    if syntax.is_passive(verb):
        yield from _passive(verb)
    yield from _judged(verb)
    condition = _condition(verb)
    for child in verb.rights:
        if child.dep_ in {"xcomp", "advcl"}:
            yield from _with(condition, _open(verb, child, objects))
        elif child.dep_ in {"oprd", "dobj", "attr"}:
            yield from _with(condition, _nominal(verb, child))
        elif child.dep_ == "prep":
            yield from _prepositional(child)


def _judged(verb: Token) -> Iterator[Complement]:
    """Yield what is called so behind the word that it is called: "rejected as baseless a report that …"."""
    after = verb.doc[verb.i + 1 : verb.i + 4]
    if len(after) < len(_JUDGED) or after[0].lower_ != "as":
        return
    if all(token.pos_ in allowed for token, allowed in zip(after, _JUDGED, strict=True)):
        last = max(child.right_edge.i for child in verb.rights)
        content = {i for i in range(verb.i + 3, last + 1) if not verb.doc[i].is_punct or i < last}
        yield Complement("np as", content, frozenset({verb.i + 1, verb.i + 2}))


def _clause(verb: Token) -> Token | None:
    clauses = (child for child in verb.children if child.dep_ == "ccomp")
    return next((child for child in clauses if not _is_apart(child, verb) and not _is_inverted(child)), None)


def _is_inverted(clause: Token) -> bool:
    """Say whether a clause is a condition without "if": "threatened strikes should the drills go ahead"."""
    return clause.left_edge.lower_ == "should" and clause.left_edge.head == clause


def _is_apart(clause: Token, verb: Token) -> bool:
    """Say whether a semicolon stands between a clause and the verb behind it: two sentences in one."""
    return clause.i < verb.i and any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _antecedent(clause: Token) -> Iterator[Complement]:
    """Yield what a relative clause stands behind and its verb turns down: "a charge that Rome denied"."""
    noun = clause.head
    told_by = any(child.dep_ == "agent" for child in clause.children)
    if not is_rejection(clause) or (clause.dep_ == "acl" and not told_by):
        return
    relative = {"WDT", "WP"}
    if any(c.dep_ == "dobj" and c.tag_ not in relative and c.lower_ != "that" for c in clause.children):
        return
    if any(child.dep_ in SUBJECTS and child.tag_ in {"WDT", "WP"} for child in clause.children) and not told_by:
        return
    judged = frozenset(
        i for child in clause.children if child.dep_ == "prep" and child.lower_ == "as" for i in subtree(child)
    )
    if stands_for_a_claim(noun):
        yield Complement("np", set(range(*noun_phrase(noun))), judged)
    elif any(child.tag_ == "WDT" and child.lower_ == "which" for child in clause.children):
        yield Complement("np", {child.i for child in clause.children if child.lower_ == "which"}, judged)


def _condition(verb: Token) -> set[int]:
    """Return the condition or purpose behind verb and object: "threatened steps if the drills went ahead"."""
    return {i for child in verb.children if child.i > verb.i and _is_condition(child) for i in subtree(child)}


def _is_condition(child: Token) -> bool:
    if child.dep_ in {"advcl", "ccomp"}:
        return _is_inverted(child) or any(
            word.dep_ == "mark" and word.lower_ in {"if", "unless"} for word in child.children
        )
    return child.lower_ == "in" and any(is_purpose(verb) for noun in child.children for verb in noun.children)


def _with(condition: set[int], found: Iterator[Complement]) -> Iterator[Complement]:
    for complement in found:
        yield replace(complement, content=complement.content | condition)


def _clausal(verb: Token, clause: Token) -> Iterator[Complement]:
    content = reported(clause)
    marks = {child.tag_ for child in clause.children if child.dep_ == "aux"}
    if clause.i < verb.i:
        content |= _leading(verb, clause) | _trailing(verb)
        yield Complement("clause", content)
    elif "TO" in marks and not any(child.lower_ in {"that", "whether", "how", "what"} for child in clause.children):
        yield Complement("np to", content)
    else:
        yield Complement("clause", content)


def _leading(verb: Token, clause: Token) -> set[int]:
    """Return what stands before an inverted clause and belongs to it ("If so, prices would rise, he said")."""
    return {
        i
        for child in verb.children
        if child.i < clause.i and child.dep_ in {"advcl", "advmod", "prep", "cc", "punct", "npadvmod", "ccomp", "mark"}
        for i in subtree(child)
    }


def _trailing(verb: Token) -> set[int]:
    """Return the adverbial clause behind "…, he said," that belongs to what was said."""
    return {
        i
        for child in verb.children
        if child.i > verb.i
        and child.dep_ == "advcl"
        and any(word.dep_ in {"mark", "advmod"} and word.lower_ in _CONTINUING for word in child.children)
        and not (gives_no_proof(child) or child.lemma_ == "ask")
        for i in subtree(child)
    }


def gives_no_proof(clause: Token) -> bool:
    """Say whether a clause is the outlet's word on what was said: "although he offered no evidence"."""
    return any(word.lower_ in {"evidence", "proof"} for word in clause.subtree)


def _around(verb: Token) -> set[int]:
    """Return the sentence that a parenthetical stands in, the parenthetical left out."""
    return subtree(verb.head, verb)


def _open(verb: Token, clause: Token, objects: list[Token]) -> Iterator[Complement]:
    yield from _begging(verb, clause)
    if clause.dep_ == "advcl":
        return
    content = subtree(clause)
    if any(child.tag_ == "TO" and child.dep_ == "aux" for child in clause.children):
        if objects and objects[0].i < clause.i:
            yield Complement("np to", content | subtree(objects[0]))
        called = next((c for c in verb.children if c.lower_ in {"on", "upon", "for"} and verb.i < c.i < clause.i), None)
        if called is not None and called.right_edge.i < clause.left_edge.i:
            yield Complement("to", content | subtree(called) - {called.i}, frozenset({called.i}))
        else:
            yield Complement("to", content)
    elif clause.tag_ == "VBG":
        yield Complement("ing", content)
    else:
        yield Complement("oprd", content | {i for child in objects for i in subtree(child)})


def _begging(verb: Token, clause: Token) -> Iterator[Complement]:
    """Yield whom a plea is made to, and the infinitive that it is for: "pleaded with both sides to stop"."""
    begged = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"to", "with"} and c.i < clause.i), None)
    to = any(child.tag_ == "TO" and child.dep_ == "aux" for child in clause.children)
    if begged is not None and to and begged.right_edge.i < clause.left_edge.i:
        yield Complement("whom to", subtree(begged) - {begged.i} | subtree(clause), frozenset({begged.i}))


def _nominal(verb: Token, noun: Token) -> Iterator[Complement]:
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if noun.dep_ != "dobj" or noun in objects[1:]:
        yield Complement("oprd", subtree(noun) | {i for child in objects for i in subtree(child)})
        return
    content = reported(noun)
    yield Complement("np", content)
    for child in [*verb.children, *noun.children]:
        if child.dep_ == "prep" and child.i > noun.i:
            yield Complement(f"np {child.lower_}", content | subtree(child))
            if child.lower_ == "at" and any(word.like_num for word in child.subtree):
                yield Complement("np at figure", content | subtree(child))


def _prepositional(prep: Token) -> Iterator[Complement]:
    nouns = [child for child in prep.children if child.dep_ in {"pobj", "pcomp"}]
    if any(child.dep_ == "pcomp" and any(c.tag_ == "TO" for c in child.lefts) for child in nouns):
        yield Complement("whom to", subtree(prep) - {prep.i}, frozenset({prep.i}))
    if nouns and particle(prep.head) == prep:
        yield Complement("np", subtree(prep) - {prep.i}, frozenset({prep.i}))
    elif nouns:
        yield Complement(prep.lower_, subtree(prep) - {prep.i}, frozenset({prep.i}))


def _passive(verb: Token) -> Iterator[Complement]:
    """Yield the content of a passive: its subject and what the frame takes ("was accused of", "is expected to")."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubjpass", "csubjpass"}]
    about = {i for child in subjects for i in subtree(child)}
    agentless = not any(child.dep_ == "agent" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "xcomp" and about:
            yield Complement("passive to", about | subtree(child), agentless=agentless)
        elif child.dep_ == "prep" and about and child.i > verb.i:
            yield Complement(f"passive {child.lower_}", about | subtree(child), agentless=agentless)
        elif child.dep_ == "oprd" and about:
            yield Complement("passive oprd", about | subtree(child), agentless=agentless)
    if about:
        yield Complement("passive np", about, agentless=agentless)
    yield from _on_agent(verb, about)


def _has(token: Token, dependency: str) -> bool:
    return any(child.dep_ == dependency for child in token.children)


def _on_agent(verb: Token, about: set[int]) -> Iterator[Complement]:
    """Yield what the parse hangs on the agent: "was told by a guard that …", "was accused by his crew of drinking"."""
    for agent in (noun for child in verb.rights if child.dep_ == "agent" for noun in child.children):
        for child in agent.rights:
            if child.dep_ in {"acl", "relcl"} and _has(child, "mark"):
                yield Complement("clause", reported(child), by_agent=True)
            elif child.dep_ == "prep" and about and (_has(child, "pcomp") or child.lower_ == "as"):
                yield Complement(f"passive {child.lower_}", about | subtree(child), by_agent=True)
