"""Chains: the triggers of several reports, put together by the event that they tell of.

Pairs of triggers are scored by a regression over signs and joined by average link, as in the simplest of the systems
that Cybulska and Vossen (2014) and those after them describe; what two reports have to do with each other is scored
first, and joins in it (Upadhyay et al. 2016 take the reports apart beforehand).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from allegedly.linking.claims.signs import Signs
from allegedly.linking.happenings.averaging import joined
from allegedly.linking.happenings.branches import branches, likelihoods
from allegedly.linking.happenings.signs import Scene, signs
from allegedly.linking.happenings.telling import Told
from allegedly.linking.happenings.weights import Model, model

MOST = 2000
"""So many triggers are compared each with each; where there are more, each branch of the reports is taken by itself."""


class Trigger(NamedTuple):
    """Words of a document that tell of an event: offsets into its text, end exclusive."""

    document: str
    start: int
    end: int


def chains(reports: Iterable[Told], weights: Model | None = None) -> list[list[Trigger]]:
    """Return the triggers of the reports by the event that they tell of, the first first; a document counts once.

    `weights` stand in for those of the package, in training. Of a branch with more than `MOST` triggers only those of
    one stem are joined. Each two reports are compared, which is meant for a story of up to some hundred.
    """
    used = weights or model()
    known = {report.document: report for report in reports}
    scene = staged([known[document] for document in sorted(known)], used)
    if len(scene.of) <= MOST:
        return _compared(scene, used)
    return sorted(chain for part in _parts(scene) for chain in _of_part(part, used))


def staged(reports: Sequence[Told], weights: Model) -> Scene:
    """Return the reports with what they have to do with one another."""
    odds = likelihoods(reports, weights.reports) if reports else np.zeros((0, 0), np.float32)
    return Scene(reports, odds, branches(odds))


def _compared(scene: Scene, weights: Model) -> list[list[Trigger]]:
    triggers = _triggers(scene)
    if not triggers:
        return []
    odds = Signs(signs(scene)).weighed(weights.triggers)
    return [[triggers[n] for n in group] for group in joined(odds)]


def _of_part(part: Scene, weights: Model) -> list[list[Trigger]]:
    return _compared(part, weights) if len(part.of) <= MOST else _of_one_stem(part)


def _parts(scene: Scene) -> list[Scene]:
    """Return each branch as a scene of its own."""
    found = []
    order = sorted(range(len(scene.reports)), key=lambda n: (scene.branch[n], n))
    for branch, members in groupby(order, key=lambda n: scene.branch[n]):
        rows = list(members)
        found.append(Scene([scene.reports[n] for n in rows], scene.odds[np.ix_(rows, rows)], [branch] * len(rows)))
    return found


def _of_one_stem(scene: Scene) -> list[list[Trigger]]:
    found: dict[tuple[str, ...], list[Trigger]] = {}
    for trigger, sign in zip(_triggers(scene), scene.each, strict=True):
        found.setdefault(tuple(sorted(sign.stems)), []).append(trigger)
    return list(found.values())


def _triggers(scene: Scene) -> list[Trigger]:
    return [Trigger(report.document, *place) for report in scene.reports for place in report.triggers]
