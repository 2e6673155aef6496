"""One report compared with many at once: the scores of `scoring`, to the bit, from profiles as they are kept.

A report that comes to a large ledger meets hundreds of others by its keys. To load each and compare it alone takes a
tenth of a millisecond; here the terms of all of them are looked up among those of the one in a few steps over arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stories.background import RAREST, STEPS, background
from allegedly.linking.stories.profile import HEAD, UNDATED, Profile
from allegedly.linking.stories.scoring import (
    FARTHEST,
    RARE_NAMES,
    TOLD_BACK,
    UNKNOWN_APART,
    UNKNOWN_DAYS,
    chances,
    logit,
)
from allegedly.linking.stories.topics import MOST, WIDTH

Numbers = NDArray[np.float64]
_LAST = 0xFFFF
"""The last bits of a number, by which most are told apart."""
_KINDS = 4
_WORD, _NAME, _FULL, _NUMBER = range(_KINDS)
_HEADS = np.dtype([("day", "<i4"), ("counts", "u1", HEAD.size - 4)])
"""The head of a profile: its day, how many terms it has by kind, days and ages, and how common its topic is."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What profiles have of one kind: each value with the place of the profile that has it."""

    owners: NDArray[np.intp]
    values: NDArray[Any]
    weights: Numbers

    def chosen(self, which: NDArray[Any]) -> _Held:
        """Return those that are chosen, by their places or by a truth value each."""
        return _Held(self.owners[which], self.values[which], self.weights[which])

    def among(self, mine: Collection[int]) -> tuple[_Held, NDArray[np.intp]]:
        """Return those that are among mine, which are in order, and the place of each there."""
        known = np.array(mine, self.values.dtype)
        if not len(known):
            return self.chosen(self.owners[:0]), self.owners[:0]
        # Hardly one is: most have other last bits than any of mine.
        last_bits = np.zeros(_LAST + 1, np.bool_)
        last_bits[known & _LAST] = True
        near = self.chosen(last_bits[self.values & _LAST].nonzero()[0])
        places = np.minimum(known.searchsorted(near.values), len(known) - 1)
        hit = known[places] == near.values
        return near.chosen(hit), places[hit]


class _Profiles:
    """Profiles as they are kept, read together. `sizes` [n, kinds] are how many terms each has."""

    def __init__(self, kept: Sequence[bytes]) -> None:
        self.count = len(kept)
        heads = np.frombuffer(b"".join([data[: HEAD.size] for data in kept]), _HEADS)
        self.day = heads["day"].astype(np.int64)
        counts = heads["counts"].astype(np.intp)
        self.sizes, days, ages, self.common = counts[:, :_KINDS], *counts[:, _KINDS:].T
        self._parts = _parted(kept, [np.full(self.count, WIDTH), 4 * days, 4 * ages, *_term_bytes(self.sizes)])
        self.directions: Numbers = self._next(np.int8).reshape(-1, WIDTH).astype(np.float64)
        self.days = self._held(days, "<i4")
        self.ages = self._held(ages, "<u4")
        self.terms = tuple(self._held(size, "<u4", weighed=True) for size in self.sizes.T)

    def _held(self, counts: NDArray[np.intp], form: str, *, weighed: bool = False) -> _Held:
        owners = np.repeat(np.arange(self.count), counts)
        values = self._next(form)
        weights = self._next("<u2").astype(np.float64) if weighed else np.ones(len(owners))
        return _Held(owners, values, weights)

    def _next(self, form: Any) -> NDArray[Any]:
        """Return the next numbers of all profiles, one profile after the other."""
        return np.frombuffer(next(self._parts), form)

    def summed(self, held: _Held, weights: Numbers | None = None) -> Numbers:
        """Return the sum of the weights, or of others given for the values, of each profile."""
        chosen = held.weights if weights is None else weights
        return np.bincount(held.owners, chosen, self.count).astype(np.float64)


def _term_bytes(sizes: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Yield how many bytes each profile has of codes, and of weights, kind after kind."""
    for size in sizes.T:
        yield 4 * size
        yield 2 * size


def _parted(kept: Sequence[bytes], lengths: Sequence[NDArray[np.intp]]) -> Iterator[bytes]:
    """Yield each part of the profiles, joined; `lengths` are the bytes of the parts that follow the heads."""
    ends = HEAD.size + np.cumsum(lengths, axis=0)
    if ends[-1].tolist() != [len(data) for data in kept]:
        raise ValueError("a profile has another length than its head says")
    begun = [HEAD.size] * len(kept)
    for end in ends.tolist():
        yield b"".join([data[first:last] for data, first, last in zip(kept, begun, end, strict=True)])
        begun = end


def scores(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Return how likely a report tells of the same happening as each of others; all are profiles as bytes.

    Raises struct.error or ValueError where these are none.
    """
    if not others:
        return []
    return chances(logit(_features(Profile.from_bytes(one), _Profiles(others))))


def _features(mine: Profile, theirs: _Profiles) -> Iterable[Numbers]:
    """Yield the numbers of all pairs, one feature after the other."""
    known = background()
    shared = []
    for weights, norm, held in zip(mine.terms, mine.norms, theirs.terms, strict=True):
        codes = sorted(weights)
        both, places = held.among(codes)
        my_weights = np.array([weights[code] for code in codes], np.float64)[places]
        lengths = np.sqrt(theirs.summed(held, held.weights**2))
        yield theirs.summed(both, my_weights * both.weights) / (norm * np.where(lengths == 0, 1.0, lengths))
        shared.append((both, places, my_weights, np.array([known.get(code, RAREST) for code in codes], np.float64)))
    yield from _covered(mine, theirs, *shared[_NAME][::2])
    yield _rarest(theirs.count, *shared[_NAME][:2], shared[_NAME][3]) / STEPS
    yield theirs.summed(shared[_FULL][0], shared[_FULL][3][shared[_FULL][1]]) / STEPS
    ages = theirs.summed(theirs.ages.among(sorted(mine.ages))[0])
    yield ages
    yield (bool(mine.ages) & (theirs.summed(theirs.ages) > 0) & (ages == 0)).astype(np.float64)
    apart = _apart(mine, theirs)
    yield from _in_time(mine, theirs)
    yield apart
    yield from _about(mine, theirs, apart)
    least = np.minimum(len(mine.terms[_WORD]) + len(mine.terms[_NAME]), theirs.sizes[:, _WORD] + theirs.sizes[:, _NAME])
    yield _each(math.log1p, least)


def _covered(mine: Profile, theirs: _Profiles, both: _Held, my_weights: Numbers) -> Iterator[Numbers]:
    """Yield the share of the names, by weight, that the other report has too: the less first."""
    my_share = theirs.summed(both, my_weights) / max(1, sum(mine.terms[_NAME].values()))
    their_share = theirs.summed(both) / np.maximum(1.0, theirs.summed(theirs.terms[_NAME]))
    yield np.minimum(my_share, their_share)
    yield np.maximum(my_share, their_share)


def _rarest(count: int, both: _Held, places: NDArray[np.intp], rarities: Numbers) -> Numbers:
    """Return the sum of the rarities of the rarest names shared."""
    order = np.argsort(-rarities, kind="stable")
    has = np.zeros((count, len(rarities)), np.bool_)
    has[both.owners, places] = True
    has = has[:, order]
    rarest: Numbers = (has & (has.cumsum(axis=1) <= RARE_NAMES)) @ rarities[order]
    return rarest


def _in_time(mine: Profile, theirs: _Profiles) -> Iterator[Numbers]:
    """Yield the days both name, how near the nearest two are, and whether one goes back to a day of the other."""
    days = theirs.days
    yield theirs.summed(days.among(sorted(mine.days))[0])
    nearest = np.full(theirs.count, UNKNOWN_DAYS)
    if mine.days and len(days.values):
        between = np.abs(days.values[:, None] - np.array(mine.days)).min(axis=1)
        least = np.full(theirs.count, np.iinfo(np.int64).max)
        np.minimum.at(least, days.owners, between)
        nearest = np.where(theirs.summed(days) > 0, least, nearest)
    yield np.minimum(FARTHEST, nearest).astype(np.float64)
    yield _told_back(mine, theirs).astype(np.float64)


def _told_back(mine: Profile, theirs: _Profiles) -> NDArray[np.bool_]:
    """Say who goes back to a day of mine, or has one that I go back to."""
    if mine.day is None:
        return np.zeros(theirs.count, np.bool_)
    dated, later = theirs.day != UNDATED, mine.day - theirs.day
    owners = np.concatenate([theirs.days.owners, np.arange(theirs.count)])
    known = np.concatenate([theirs.days.values, theirs.day])
    i_go_back = dated & (later >= TOLD_BACK)
    hit = i_go_back[owners] & _within_a_day(known, [day for day in mine.days if mine.day - day >= TOLD_BACK])
    they_go_back = dated & (-later >= TOLD_BACK)
    long_past = theirs.day[theirs.days.owners] - theirs.days.values >= TOLD_BACK
    met = long_past & they_go_back[theirs.days.owners] & _within_a_day(theirs.days.values, [mine.day, *mine.days])
    told = np.concatenate([owners[hit], theirs.days.owners[met]])
    return np.bincount(told, minlength=theirs.count) > 0


def _within_a_day(values: NDArray[np.int64], days: Sequence[int]) -> NDArray[np.bool_]:
    between = np.abs(values[:, None] - np.array(days, np.int64))
    near: NDArray[np.bool_] = np.any(between <= 1, axis=1)
    return near


def _apart(mine: Profile, theirs: _Profiles) -> Numbers:
    """Return how far apart they were published, in logarithms of days."""

    def apart(day: int) -> float:
        return UNKNOWN_APART if mine.day is None or day == UNDATED else math.log1p(abs(mine.day - day))

    return _each(apart, theirs.day)


def _each(of: Callable[[int], float], numbers: NDArray[Any]) -> Numbers:
    """Return what a function makes of each of some numbers, few of which are different."""
    listed = numbers.tolist()
    made = {number: of(number) for number in set(listed)}
    return np.array([made[number] for number in listed])


def _about(mine: Profile, theirs: _Profiles, apart: Numbers) -> Iterator[Numbers]:
    """Yield what `scoring.about` gives of each pair; sums of products of bytes are exact."""
    one = mine.topic.numbers.astype(np.float64)
    lengths = np.sqrt(one @ one) * np.sqrt((theirs.directions**2).sum(axis=1))
    close: Numbers = (theirs.directions @ one) / np.where(lengths == 0, 1.0, lengths)
    common = (mine.topic.common + theirs.common) / MOST
    yield close
    yield common
    yield (close - common / 2) * apart
