"""Kinds of people and institutions: which sector a noun phrase belongs to (PLOVER actor manual, 2024)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Token

from allegedly.lexicon import Row, table, words
from allegedly.reading.actors.names import fold, folded, slug

WINDOW = 4
"""A kind is named by at most so many words before its head and the head."""
TELLING = frozenset(
    {"REB", "OPP", "SPY", "MIL", "COP", "LEG", "JUD", "LAB", "EDU", "REL", "JRN", "MED", "AGR", "BUS", "PTY", "REF"}
)
"""Sectors that a modifier gives to a head that says little: "police official", "student leader"."""
VAGUE = frozenset({"GOV", "ELI", "CVL", "PTY", "IGO", ""})
UNIQUE = frozenset(
    {
        "president", "head of government", "head of state", "monarch", "foreign minister", "defence minister",
        "interior minister", "finance minister", "vice president", "crown prince", "army chief",
    }
)  # fmt: skip
"""Offices that one person of a country holds at a time."""
PAST = frozenset({"former", "ex", "onetime", "retired", "ousted", "deposed", "late", "toppled", "erstwhile"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of `lexicon/agents.tsv` or `lexicon/roles.tsv`: `first` is the token at which its words begin."""

    word: str
    sectors: tuple[str, ...]
    kind: str
    role: str = ""
    first: int = -1


@cache
def _agents() -> dict[str, Row]:
    return {folded(row["word"]): row for row in table("agents")}


@cache
def _roles() -> dict[str, Row]:
    return {folded(row["word"]): row for row in table("roles")}


@cache
def _heads() -> frozenset[str]:
    """Return the words that a kind's or an office's name can end in, or have before "of"."""
    names = (*_agents(), *_roles())
    return frozenset(part.split()[-1] for name in names for part in (name, name.partition(" of ")[0]))


@cache
def _singulars(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    return tuple(forms)


@lru_cache(maxsize=50_000)
def _forms(text: str, lemma: str) -> tuple[str, ...]:
    """Return what a word may be in the lexicon, folded: as it is, in the singular, its lemma."""
    parts = fold(text)
    if not parts:
        return ()
    before = " ".join(parts[:-1])
    folded_lemma = " ".join(fold(lemma))
    forms = [f"{before} {form}".strip() for form in _singulars(parts[-1])]
    return (*forms, folded_lemma) if folded_lemma and folded_lemma not in forms else tuple(forms)


@lru_cache(maxsize=50_000)
def _ends_a_name(text: str, lemma: str) -> bool:
    """Say whether a word may be the last of a kind's or an office's name."""
    return any(form.rpartition(" ")[2] in _heads() for form in _forms(text, lemma))


def _phrases(head: Token, first: int) -> list[tuple[int, str]]:
    """Return (first token, words) of the phrases that end in the head, the longest first."""
    if not _ends_a_name(head.text, head.lemma_):
        return []
    forms = _forms(head.text, head.lemma_)
    found: list[tuple[int, str]] = []
    before: tuple[str, ...] = ()
    after = _of(head)
    for at in range(head.i, max(first, head.i - WINDOW) - 1, -1):
        if at < head.i:
            before = (*fold(head.doc[at].text), *before)
        for form in forms:
            found.append((at, " ".join((*before, form))))
            if after:
                found.append((at, " ".join((*before, form, *after))))
    return sorted(found, key=lambda item: -item[1].count(" "))


def _of(head: Token) -> tuple[str, ...]:
    """Return the words of "of …" after the head, bare of determiners: "court of appeal", "chief of staff"."""
    for child in head.rights:
        if child.lower_ == "of":
            for token in child.rights:
                if token.dep_ == "pobj":
                    inner = [t for t in token.doc[token.left_edge.i : token.i] if t.dep_ in {"compound", "amod"}]
                    form = _forms(token.text, token.lemma_)[:1] or ("",)
                    return ("of", *(part for t in inner[-3:] for part in fold(t.text)), form[0])
    return ()


def role_of(head: Token, first: int) -> Kind | None:
    """Return the office or calling that the phrase ending in the head names, the longest known."""
    return _role(_phrases(head, first))


def _role(phrases: list[tuple[int, str]]) -> Kind | None:
    for at, phrase in phrases:
        row = _roles().get(phrase)
        if row:
            return Kind(row["word"], tuple(row["sectors"].split()), "role", row["role"], at)
    return None


def agent_of(head: Token, first: int) -> Kind | None:
    """Return the kind of people or institution that the phrase ending in the head names, the longest known."""
    return _agent(_phrases(head, first))


def _agent(phrases: list[tuple[int, str]]) -> Kind | None:
    for at, phrase in phrases:
        row = _agents().get(phrase)
        if row:
            return Kind(row["word"], tuple(row["sectors"].split()), row["kind"], "", at)
    return None


def kind_of_phrase(head: Token, first: int) -> Kind | None:
    """Return the longer of the two readings of a phrase, as an office or as a kind, bent by its modifiers."""
    phrases = _phrases(head, first)
    role, agent = _role(phrases), _agent(phrases)
    found = agent
    if role and (agent is None or role.word.count(" ") >= agent.word.count(" ")):
        plural = head.tag_ in {"NNS", "NNPS"}
        found = role if agent is None or not plural else agent
    return _bent(head, first, found) if found else None


def _bent(head: Token, first: int, kind: Kind) -> Kind:
    """Return the kind with the sector that its modifiers give: "rebel leaders", "a former minister"."""
    modifiers = [token for token in head.doc[first : kind.first] if token.dep_ in {"amod", "compound", "nmod"}]
    if any(token.lower_ in PAST for token in modifiers) and kind.sectors[:1] != ("MIL",):
        return Kind(kind.word, ("ELI",), kind.kind, f"former {kind.role or kind.word}", kind.first)
    primary = kind.sectors[0] if kind.sectors else ""
    for token in (*reversed(modifiers), *_complements(head, kind)):
        told = agent_of(token, token.i)
        rebel = told is not None and told.sectors[:1] == ("REB",) and primary != "REB"
        if told and told.sectors[:1] and ((told.sectors[0] in TELLING and primary in VAGUE) or rebel):
            return Kind(kind.word, told.sectors, "group" if rebel else kind.kind, kind.role, kind.first)
    return kind


def _complements(head: Token, kind: Kind) -> tuple[Token, ...]:
    """Return the nouns after "of" and "for" that say where somebody belongs: "chairman of the company's board"."""
    if kind.kind not in {"role", "group"} or " of " in kind.word:
        return ()
    after = (child for child in head.rights if child.lower_ in {"of", "for"})
    return tuple(token for child in after for token in child.rights if token.dep_ == "pobj")


def lent(head: Token, first: int) -> Kind | None:
    """Return the kind of the noun before a head of no kind of its own: "army bulldozers"."""
    for token in reversed(head.doc[first : head.i]):
        if token.dep_ == "compound" and token.head.i == head.i:
            kind = agent_of(token, first)
            return kind if kind and kind.sectors and kind.sectors[0] not in VAGUE else None
    return None


@cache
def _portfolios() -> dict[str, Row]:
    return {folded(row["word"]): row for row in table("ministries")}


def ministry(head: Token, first: int) -> tuple[str, tuple[str, ...]] | None:
    """Return the canonical name and the sectors of the ministry that a head such as "Ministry" stands in."""
    base = fold(head.text)
    if not base or base[-1] not in words("ministry_heads"):
        return None
    of = _of(head)[1:]
    before = [t for t in head.doc[first : head.i] if t.dep_ in {"compound", "amod", "nmod"}]
    for phrase in (of, tuple(part for t in before for part in fold(t.text))):
        for start in range(len(phrase)):
            row = _portfolios().get(" ".join(phrase[start:]))
            if row:
                return f"{base[-1].capitalize()} of {row['name']}", tuple(row["sectors"].split())
    if of and head.text[:1].isupper():
        return f"{base[-1].capitalize()} of {' '.join(of).title()}", ("GOV",)
    return None


def key(name: str) -> str:
    """Return the part of an institution's id that its name makes."""
    return slug(name)
