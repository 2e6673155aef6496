"""The rules of this version: the four packages of `allegedly.linking` behind one interface."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

from allegedly.linking import claims, copies, figures, stories
from allegedly.linking.records import Dispute, Series, Side
from allegedly.linking.rules import Links, Near, Profile, Step
from allegedly.records import Document, Reading


class StandardRules:
    """What `allegedly read` and `allegedly link` link by.

    Raise the version of a step whose links come out otherwise, or whose profile has another form.
    """

    versions: Mapping[Step, int] = {"copies": 1, "stories": 3, "claims": 6, "figures": 5}
    window = stories.WINDOW
    limit = stories.LIMIT
    certain = stories.CERTAIN

    def profile(self, reading: Reading) -> Profile:
        """Return the profile of a reading that has no parse."""
        sketch, told = copies.sketch(reading), stories.profile(reading)
        mentioned = [asdict(mention) for mention in figures.mentions(reading)]
        return Profile(
            copies=sketch.to_bytes(),
            stories=told.to_bytes(),
            claims=claims.profile(reading).to_bytes(),
            figures=json.dumps(mentioned).encode(),
            copy_keys=sketch.keys,
            story_keys=told.keys,
            day=told.day,
            agencies=copies.origins(reading.document),
        )

    def load(self, step: Step, data: bytes) -> Any:
        """Return a step's own profile of these bytes."""
        return _LOADERS[step](data)

    def copied(self, a: copies.Sketch, b: copies.Sketch) -> float | None:
        """Return the share that two documents have in common if they are copies, None if they are not."""
        shared = len(set(a.keys) & set(b.keys))
        return copies.common(a, b) if copies.promising(a, b.size, b.level, shared) else None

    def nearest(
        self, profiles: Mapping[str, copies.Sketch], shares: Mapping[tuple[str, str], float]
    ) -> Mapping[str, str]:
        """Return the nearest copy of each document that hangs on one."""
        return copies.hanging(profiles, shares)

    def first(self, a: Document, b: Document) -> str:
        """Return the id of the one of two copies that had it first."""
        return copies.first(a, b)

    def related(self, one: bytes, others: Sequence[bytes]) -> Sequence[float | None]:
        """Return how likely a document tells of one happening with each of others, None if that is too little."""
        return [score if score >= stories.EDGE else None for score in stories.scores(one, others)]

    def group(
        self, profiles: Mapping[str, stories.Profile], edges: Mapping[tuple[str, str], float]
    ) -> Mapping[str, str]:
        """Return the story of each document of a connected set."""
        return stories.group(profiles, edges)

    def title(self, titles: Sequence[str | None], profiles: Sequence[stories.Profile]) -> str:
        """Return what to call a story."""
        return stories.title(titles, profiles)

    def within(self, profile: claims.ClaimProfile) -> Links:
        """Return what stands between the claims of one report."""
        return _links(claims.within(profile))

    def between(self, a: claims.ClaimProfile, b: claims.ClaimProfile) -> Links:
        """Return what stands between the claims of two reports of a story."""
        return _links(claims.between(a, b))

    def series(self, mentions: Mapping[str, Sequence[figures.Mention]]) -> Sequence[Series]:
        """Return the series of a story."""
        return figures.joined(chain.from_iterable(mentions.values()))

    def excluding(
        self, mentions: Mapping[str, Sequence[figures.Mention]], near: Near
    ) -> Mapping[Side, Collection[str]]:
        """Return the documents whose figures exclude the one at a side, of reports near it."""
        return figures.excluding(chain.from_iterable(mentions.values()), near)

    def corrected(self, mentions: Mapping[str, Sequence[figures.Mention]]) -> Iterable[tuple[Side, Side]]:
        """Return the figures that the same side corrected, each with the one that took its place."""
        return [(_side(a), _side(b)) for a, b in figures.corrected(chain.from_iterable(mentions.values()))]

    def disputed(self, mentions: Mapping[str, Sequence[figures.Mention]], near: Near) -> Sequence[Dispute]:
        """Return the disputes about figures of a story's reports."""
        return figures.disputes(chain.from_iterable(mentions.values()), near)


def _side(mention: figures.Mention) -> Side:
    return Side(mention.document, mention.start, mention.end, mention.claim)


def _links(found: claims.Links) -> Links:
    return Links(found.same, found.corroborations, found.disputes, found.undertakings)


def _mentions(data: bytes) -> tuple[figures.Mention, ...]:
    return tuple(figures.Mention(**mention) for mention in json.loads(data))


_LOADERS: Mapping[Step, Callable[[bytes], object]] = {
    "copies": copies.Sketch.from_bytes,
    "stories": stories.Profile.from_bytes,
    "claims": claims.ClaimProfile.from_bytes,
    "figures": _mentions,
}
