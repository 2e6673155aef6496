"""The links of one report with itself and of two reports with each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allegedly.linking.claims.corroborations import corroborations, same_claims
from allegedly.linking.claims.denials import denials
from allegedly.linking.claims.doers import other_doers
from allegedly.linking.claims.likeness import Common, common
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.undertakings import outcomes
from allegedly.linking.records import Corroboration, Dispute, SameClaim, Undertaking


@dataclass(frozen=True, slots=True)
class Links:
    """What joins claims; each kind in the order of its sides, nothing twice."""

    disputes: tuple[Dispute, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    same: tuple[SameClaim, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()

    def __or__(self, other: Links) -> Links:
        """Return the links of both."""
        return Links(
            tuple(sorted({*self.disputes, *other.disputes}, key=lambda d: (d.claim, d.answer, d.kind))),
            tuple(sorted({*self.corroborations, *other.corroborations}, key=lambda c: (c.a, c.b))),
            tuple(sorted({*self.same, *other.same}, key=lambda c: (c.a, c.b))),
            tuple(sorted({*self.undertakings, *other.undertakings}, key=lambda u: (u.undertaking, u.outcome))),
        )


def within(profile: ClaimProfile) -> Links:
    """Return the links inside one report: disputes, and undertakings broken or denied."""
    if not profile.statements:
        return Links()
    known = common(profile, profile)
    return (
        Links(
            disputes=_disputes(profile, profile, known),
            undertakings=_undertakings(profile, profile, known),
        )
        | Links()
    )


def between(a: ClaimProfile, b: ClaimProfile) -> Links:
    """Return the links of two reports of one story, in whichever order; of one report with itself, none."""
    if a.document == b.document or not a.statements or not b.statements:
        return Links()
    a, b = sorted((a, b), key=lambda profile: profile.document)
    known = common(a, b)
    turned = known.turned()
    return (
        Links(
            disputes=(*_disputes(a, b, known), *_denials(b, a, turned)),
            corroborations=tuple(_corroborations(a, b, known)),
            same=tuple(SameClaim(a.side(n), b.side(m), "one source, like words") for n, m in same_claims(a, b, known)),
            undertakings=(*_undertakings(a, b, known), *_undertakings(b, a, turned)),
        )
        | Links()
    )


def _disputes(a: ClaimProfile, b: ClaimProfile, known: Common) -> tuple[Dispute, ...]:
    happened = (
        Dispute("happened", a.side(n), b.side(m), "another is said to have done it") for n, m in other_doers(a, b)
    )
    return (*_denials(a, b, known), *happened)


def _denials(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterable[Dispute]:
    """Yield the denials in b of what a states."""
    for places, m, odds in denials(a, b, known):
        claim, answer = a.statements[places[0]], b.statements[m]
        told = a is b and bool(set(places) & set(answer.answers))
        reason = "the report says what is denied" if told else f"denies the same matter (log-odds {odds:.1f})"
        interested = answer.source.country is not None and answer.source.country in claim.countries
        yield Dispute("denial", a.side(*places), b.side(m), reason, interested)


def _corroborations(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterable[Corroboration]:
    for n, m in corroborations(a, b, known):
        one, other = a.statements[n], b.statements[m]
        interested = any(s.source.side is not None and s.source.side in s.countries for s in (one, other))
        yield Corroboration(a.side(n), b.side(m), "two sources, like content", interested)


def _undertakings(a: ClaimProfile, b: ClaimProfile, known: Common) -> tuple[Undertaking, ...]:
    return tuple(
        Undertaking(a.side(n), b.side(m), result, "like content, told as done or not", one.by, one.due)
        for n, m, result in outcomes(a, b, known)
        for one in (a.statements[n],)
    )
