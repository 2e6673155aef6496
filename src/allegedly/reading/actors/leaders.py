"""Holders of office that the lexicon knows, and the sector they have at a date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allegedly.lexicon import table
from allegedly.reading.actors.names import folded, slug
from allegedly.records import Actor


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from `since` to `until` (ISO 8601 to the month or year; empty for still in office)."""

    role: str
    sectors: tuple[str, ...]
    since: str
    until: str

    def held_on(self, date: str) -> bool:
        """Say whether the office was held on an ISO 8601 date; the months of change count as held."""
        return self.since <= date and (not self.until or date[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Leader:
    """A person of `lexicon/leaders.tsv`; `alone` are the names that mean this person without another word."""

    id: str
    name: str
    names: tuple[str, ...]
    alone: tuple[str, ...]
    country: str
    gender: str
    offices: tuple[Office, ...]

    def actor(self, date: str, role: str = "", sectors: tuple[str, ...] = ()) -> Actor:
        """Return the person as an actor on a date (empty: the office that the text names, else the foremost)."""
        held = [office for office in self.offices if date and office.held_on(date)]
        if date and not held and not role:
            return Actor(self.id, self.name, "person", self.country or None, ("ELI",), f"former {self.offices[0].role}")
        known = held or list(self.offices)
        same = [o for o in known if o.role == role] or [o for o in known if sectors and o.sectors[:1] == sectors[:1]]
        office = (same or known)[0]
        return Actor(self.id, self.name, "person", self.country or None, office.sectors, office.role)


@cache
def _leaders() -> dict[str, Leader]:
    found: dict[str, Leader] = {}
    for row in table("leaders"):
        office = Office(row["role"], tuple(row["sectors"].split()), row["since"], row["until"])
        earlier = found.get(slug(row["name"]))
        if earlier:
            offices = (*earlier.offices, office)
            found[earlier.id] = Leader(
                earlier.id, earlier.name, earlier.names, earlier.alone, earlier.country, earlier.gender, offices
            )
            continue
        names = tuple(filter(None, (row["name"], *row["names"].split("|"))))
        alone = tuple(filter(None, row["alone"].split("|")))
        person = slug(row["name"])
        found[person] = Leader(person, row["name"], names, alone, row["country"], row["gender"], (office,))
    return found


@cache
def by_name() -> dict[str, Leader]:
    """Return the leaders by each full name and each name that is theirs alone, folded."""
    found: dict[str, Leader] = {}
    for leader in _leaders().values():
        for name in (*leader.names, *leader.alone):
            found.setdefault(folded(name), leader)
    return found


@cache
def by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the words of the leaders' names by the first, folded, the longest name first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in by_name():
        words = tuple(name.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(forms, key=len, reverse=True)) for first, forms in found.items()}


@cache
def by_last_word() -> dict[str, tuple[Leader, ...]]:
    """Return the leaders by the last word of their names, folded."""
    found: dict[str, list[Leader]] = {}
    for leader in _leaders().values():
        for last in {folded(name).split()[-1] for name in (*leader.names, *leader.alone)}:
            found.setdefault(last, []).append(leader)
    return {last: tuple(leaders) for last, leaders in found.items()}


@cache
def holder(country: str, role: str, date: str) -> Actor | None:
    """Return who held an office of a country on an ISO 8601 date, None if that is not known or no date is."""
    if not date:
        return None
    for leader in _leaders().values():
        if leader.country == country and any(o.role == role and o.held_on(date) for o in leader.offices):
            return leader.actor(date, role)
    return None


def gender(actor_id: str) -> str:
    """Return "m" or "f" for a person that the lexicon knows, else an empty string."""
    leader = _leaders().get(actor_id)
    return leader.gender if leader else ""
