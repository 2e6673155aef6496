"""The patterns that propose events, compiled from `lexicon/event_verbs.tsv` and `lexicon/event_nouns.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from allegedly.lexicon import Row, table

Kind = Literal["any", "class", "word"]


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand with a verb: in which slot ("obj", "clause", "that" or a preposition), and what it must be."""

    slot: str
    kind: Kind
    value: str = ""

    @property
    def weight(self) -> int:
        """How much a pattern with this need says: a word more than a class, a class more than anything."""
        return {"any": 2, "class": 4, "word": 5}[self.kind] - (self.kind == "any" and self.slot == "obj")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb and what must stand with it, and the event that this is.

    `rest` are the verb's further words ("out" of "carry out"), `to` the slots of the recipient, best first.
    `absorbs` says that the complement is what is agreed or asked, and no event of its own. `type` is "NONE" for
    turns of phrase that look like an event and are none.
    """

    verb: str
    rest: tuple[str, ...]
    needs: tuple[Need, ...]
    subject: str
    type: str
    mode: str | None
    to: tuple[str, ...]
    absorbs: bool
    cameo: str


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun can be: its classes as an object, and its type and mode as a trigger by itself."""

    classes: frozenset[str]
    type: str
    mode: str | None


def _need(text: str) -> Need:
    slot, colon, value = text.partition(":")
    if not colon:
        slot, value = (text, "*") if text in {"clause", "that"} else ("obj", text)
    if value == "*":
        return Need(slot, "any")
    if value.startswith("="):
        return Need(slot, "word", value[1:].replace("_", " "))
    return Need(slot, "class", value)


def _pattern(row: Row) -> Pattern:
    verb, *rest = row["verb"].split()
    return Pattern(
        verb=verb,
        rest=tuple(rest),
        needs=tuple(_need(text) for text in row["object"].split()),
        subject=row["subject"],
        type=row["type"],
        mode=row["mode"] or None,
        to=tuple(row["to"].split()),
        absorbs=row["inner"] == "absorb",
        cameo=row["cameo"],
    )


@cache
def verbs() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns by the lemma of their verb (or adjective), in the order of the lexicon."""
    found: dict[str, list[Pattern]] = {}
    for row in table("event_verbs"):
        pattern = _pattern(row)
        found.setdefault(pattern.verb, []).append(pattern)
    return {verb: tuple(patterns) for verb, patterns in found.items()}


@cache
def nouns() -> dict[str, Noun]:
    """Return what each noun, or compound of two, can be."""
    found: dict[str, Noun] = {}
    for row in table("event_nouns"):
        before = found.get(row["noun"], Noun(frozenset(), "", None))
        found[row["noun"]] = Noun(
            before.classes | {row["class"]}, before.type or row["type"], before.mode or row["mode"] or None
        )
    return found


NOTHING = Noun(frozenset(), "", None)


def noun(lemma: str) -> Noun:
    """Return what the noun of this lemma can be."""
    return nouns().get(lemma, NOTHING)
