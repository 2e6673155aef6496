"""One pass over the text that finds whom each pronoun and each bare description means.

Rules after Hobbs (1978) and Lappin & Leass (1994): agreement in number, sex and nature first, then salience.
"""

from __future__ import annotations

from spacy.attrs import IDX, IS_ALPHA, LOWER, SENT_START
from spacy.tokens import Doc, Token

from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.sources.descriptions import Description, described
from allegedly.reading.sources.memory import Entity, Memory
from allegedly.reading.sources.phrases import HANGING, Phrase, phrases, speaks
from allegedly.reading.sources.pronouns import PRONOUNS, relative, sex_of_pronoun, third
from allegedly.records import Reading

WEIGHTS = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.7, "dobj": 0.5, "poss": 0.5, "pobj": 0.4, "dative": 0.5}
OTHER = 0.35
NEARBY = 9
"""So many tokens before "who" somebody is looked for where the parse sees a thing."""
NEAR, LONGEST = 4, 200
"""A quotation ends so few tokens before the pronoun that speaks it, and is looked through for so many."""
IN_QUOTATION = 0.25
"""What a mention between quotation marks weighs, against one outside."""
SPEAKING = 1.3
"""What the subject of a verb of saying weighs, against another subject."""
INTRODUCED = 1.2
"""What a person weighs at least when introduced by name and description."""
EMBEDDED = 0.7
"""What a subject weighs in a clause that hangs on one before it, against that of the main clause."""
LESSER = {"compound", "amod", "nmod", "attr", "npadvmod"}


class Referents:
    """Whom the phrases and pronouns of a reading stand for, by the token that heads them."""

    def __init__(self, reading: Reading) -> None:
        self._memory = Memory()
        self._by_head: dict[int, Entity] = {}
        self._parse = reading.parse
        if self._parse is not None:
            marks = inside(len(reading.text), quotations_of(reading))
            self._quoted = [bool(marks[at]) for at in self._parse.to_array(IDX).tolist()]
            self._times = _times(self._parse, self._quoted)
            self._read(reading, self._parse)

    def at(self, head: int) -> Entity | None:
        """Return what the phrase or pronoun with that head stands for, None if that is not known."""
        return self._by_head.get(head)

    def _read(self, reading: Reading, doc: Doc) -> None:
        by_head = {phrase.head: phrase for phrase in phrases(reading)}
        pronouns = {doc.vocab.strings[word] for word in PRONOUNS}
        for at, lower in enumerate(doc.to_array(LOWER).tolist()):
            phrase = by_head.get(at)
            if phrase is not None:
                self._enter(doc[at], phrase, by_head)
            elif lower in pronouns and doc[at].pos_ in {"PRON", "DET", "SCONJ"}:
                self._pronoun(doc[at])

    def _enter(self, token: Token, phrase: Phrase, by_head: dict[int, Phrase]) -> None:
        entity = self._known(token, phrase, by_head)
        new = entity is None
        entity = self._memory.enter(phrase, entity)
        self._by_head[token.i] = entity
        self._weigh(entity, token)
        if new and phrase.name and phrase.nature == "person" and any(child.dep_ == "appos" for child in token.children):
            entity.weight = max(entity.weight, INTRODUCED)
        others = [child for child in token.conjuncts if child.i > token.i] if token.dep_ != "conj" else []
        if others and phrase.nature in {"person", "people", "body", "place"}:
            last = max(others, key=lambda other: other.i)
            members = [by_head[i] for i in (token.i, *(other.i for other in others)) if i in by_head]
            nouns = frozenset(noun for member in members for noun in member.nouns)
            group = Phrase(phrase.first, last.i + 1, token.i, "people", plural=True, nouns=nouns, terms=nouns)
            self._weigh(self._memory.enter(group), token)

    def _known(self, token: Token, phrase: Phrase, by_head: dict[int, Phrase]) -> Entity | None:
        """Return the entity that a phrase names again."""
        if phrase.name:
            known = self._memory.named(phrase.name)
            if known is not None:
                return known
        above = by_head.get(token.head.i) if token.dep_ == "appos" and token.head.i < token.i else None
        if above is not None and above.nature == phrase.nature:
            return self._by_head[above.head]
        for child in token.children:
            beside = by_head.get(child.i) if child.dep_ == "appos" else None
            if beside is not None and beside.name and beside.nature == phrase.nature:
                return self._memory.named(beside.name)
        if phrase.name:
            return None
        return described(Description(token, phrase), self._memory, self._now(token))

    def _pronoun(self, token: Token) -> None:
        head = relative(token)
        if head is not None and token.lower_ in {"who", "whom", "whose"}:
            head = self._somebody(token, head)
        entity = self._by_head.get(head.i) if head is not None else None
        if head is None:
            entity = third(token, self._memory, self._now(token), self._by_head, self._quoted_before(token))
        if entity is not None:
            self._by_head[token.i] = entity
            if not entity.is_named:
                entity.sex = entity.sex or sex_of_pronoun(token.lower_)
            if not self._quoted[token.i]:
                self._weigh(entity, token)
                self._memory.touch(entity)

    def _somebody(self, token: Token, noun: Token) -> Token:
        """Return the noun that "who" goes back to: a nearer name than the parse's, somebody where that is a thing."""
        doc = token.doc
        after_comma = token.i > 0 and doc[token.i - 1].text == ","
        entity = self._by_head.get(noun.i)
        human = entity is not None and entity.first.nature in {"person", "people"}
        for at in range(token.i - 1, max(-1, token.i - NEARBY), -1):
            found = self._by_head.get(at)
            if at == noun.i and human:
                break
            if found is None or found.first.nature not in {"person", "people"} or doc[at].pos_ == "PRON":
                continue
            if not human or (after_comma and found.is_named and at > noun.i and doc[at].dep_ != "poss"):
                return doc[at]
        return noun

    def _quoted_before(self, token: Token) -> set[int]:
        """Return the ids of the entities named in what a pronoun's verb of saying follows, quotation or clause.

        Nobody calls himself by name there: "Dr. Tarn was at home, she said".
        """
        found: set[int] = set()
        if self._quoted[token.i] or token.dep_ != "nsubj" or not speaks(token.head):
            return found
        for at in _clause_before(token):
            entity, other = self._by_head.get(at), token.doc[at]
            speaker = other.dep_ == "nsubj" and speaks(other.head)  # "the ministry denied it: it was late, it said"
            if entity is not None and other.pos_ != "PRON" and not speaker:
                found.add(id(entity))
        at = token.i - 1
        while at >= 0 and token.i - at < NEAR and not self._quoted[at]:
            at -= 1
        while at >= 0 and self._quoted[at] and token.i - at < LONGEST:
            entity = self._by_head.get(at)
            if entity is not None and self._parse is not None and self._parse[at].pos_ != "PRON":
                found.add(id(entity))
            at -= 1
        return found

    def _now(self, token: Token) -> int:
        return self._times[token.i]

    def _weigh(self, entity: Entity, token: Token) -> None:
        weight = OTHER / 3 if token.dep_ in LESSER else WEIGHTS.get(token.dep_, OTHER)
        subject = token.dep_ in {"nsubj", "nsubjpass"}
        if self._quoted[token.i]:
            weight, subject = weight * IN_QUOTATION, False
        elif subject and token.head.dep_ in HANGING and token.head.i > token.head.head.i:
            weight *= EMBEDDED
        elif subject and speaks(token.head):
            weight *= SPEAKING
        entity.add(weight, self._now(token), token.i, subject=subject)


def _clause_before(token: Token) -> range:
    """Return the tokens of the clause that a subject and its verb of saying follow: "it burnt, he said"."""
    verb = token.head
    goes_on = any(child.dep_ in {"ccomp", "xcomp", "dobj"} for child in verb.rights)
    told = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.right_edge.i < token.i and not goes_on), None)
    if told is None and verb.dep_ == "parataxis" and verb.head.i < token.i:
        told = verb.head
    return range(max(told.left_edge.i, token.i - LONGEST), token.i) if told is not None else range(0)


def _times(doc: Doc, quoted: list[bool]) -> list[int]:
    """Return for each token how many sentences began up to it outside quotation marks."""
    times, now = [], 0
    fresh = False
    for at, (start, is_alpha) in enumerate(doc.to_array([SENT_START, IS_ALPHA]).tolist()):
        fresh = fresh or start == 1
        if fresh and is_alpha and not quoted[at]:
            now, fresh = now + 1, False
        times.append(now)
    return times
