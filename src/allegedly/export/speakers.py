"""Who says what, in one line of text: what a format without fields for it shows, so that no claim passes for a fact."""

from __future__ import annotations

from allegedly.records import Actor, Claim, Reading, Span
from allegedly.voice import OUTLET, voice_of

UNNAMED = "nobody named"


class Speakers:
    """The actors and claims of a reading by id, and the lines that are made of them."""

    def __init__(self, reading: Reading) -> None:
        self._outlet = reading.document.outlet or OUTLET
        self.actors = {actor.id: actor for actor in reading.actors}
        self.claims = {claim.id: claim for claim in reading.claims}
        self.denied_by: dict[str, list[Claim]] = {}
        for claim in reading.claims:
            if claim.act == "deny" and claim.answers:
                self.denied_by.setdefault(claim.answers, []).append(claim)

    def actor(self, claim: Claim) -> Actor | None:
        """Return whom the source resolves to."""
        return self.actors.get(claim.actor or "")

    def name(self, claim: Claim) -> str:
        """Return in whose name the claim is shown."""
        return self._outlet if claim.source_kind == "outlet" else voice_of(claim, self.actor(claim)) or UNNAMED

    def sentence(self, claim: Claim) -> str:
        """Return who says what, by which act: "Government of Kormia (deny): this claim"."""
        return f"{self.name(claim)} ({claim.act}): {_joined(claim.content)}".rstrip(": ")

    def according_to(self, claim: str | None) -> str:
        """Return under whose word something stands, and who denies that claim in the same report."""
        found = self.claims.get(claim or "")
        if found is None:
            return f"according to {self._outlet}"
        denials = ", ".join(dict.fromkeys(map(self.name, self.denied_by.get(found.id, ()))))
        return f"according to {self.name(found)} ({found.act})" + (f"; denied by {denials}" if denials else "")


def _joined(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.quote for span in spans)
