"""What to call a story, and where, when and with whom it takes place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegedly.linking.stories.profile import Profile
from allegedly.records import Reading

LOOKED_AT = 60
"""So many reports of a story, the earliest, are looked at for its title."""
KEPT = 5
UNTITLED = "Untitled story"
_WORD = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """The span of a story: first and last day of publication (ISO 8601), its places by name, its actors by id.

    Places and actors are those that most of its reports name, the most named first.
    """

    first: str | None
    last: str | None
    places: tuple[str, ...]
    actors: tuple[str, ...]


def title(titles: Sequence[str | None], profiles: Sequence[Profile]) -> str:
    """Return the title of the report that has most in common with the others; the earliest given of equal ones.

    Titles and profiles are of the same reports, in one order. A story without any title is `UNTITLED`.
    """
    told = [(name.strip(), one) for name, one in zip(titles, profiles, strict=True) if name and name.strip()]
    if not told:
        return UNTITLED
    told = told[:LOOKED_AT]
    sums: Counter[int] = Counter()
    for _, one in told:
        for code, weight in one.terms[_WORD].items():
            sums[code] += weight
    return max(told, key=lambda item: _in_common(item[1], sums))[0]


def _in_common(one: Profile, sums: Counter[int]) -> float:
    weights = one.terms[_WORD]
    return sum(weight * (sums[code] - weight) for code, weight in weights.items()) / one.norms[_WORD]


def setting(readings: Iterable[Reading]) -> Setting:
    """Return the setting of the story that these reports tell, in whatever order they are given."""
    days: list[str] = []
    places: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for reading in readings:
        if reading.document.published:
            days.append(reading.document.published[:10])
        places.update({place.name for place in reading.places if place.name and place.kind == "literal"})
        actors.update({mention.actor for mention in reading.mentions if mention.actor})
    return Setting(min(days, default=None), max(days, default=None), _most(places), _most(actors))


def _most(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda one: (-counted[one], one))[:KEPT])
