"""What to leave out of an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from allegedly.errors import UsageError

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all must hold; None asks nothing.

    - `by`: who says so. An actor's id ("BLR" takes "BLR.GOV" in), or words of an actor's name or of the source,
      in any case of letters; the beginning of a word will do. What stands under no claim the outlet says itself.
    - `about`: whom it is about, in the same ways. The target of the claim or whoever is mentioned in its content; a
      party of the event; whose figure it is; the place.
    - `act`: the act of the claim, or of the claim under which an event, figure or place stands.
    - `since`, `until`: ISO days, months or years, both inclusive. Claims and events are taken by the day of their
      moment, and by the day of publication where they have none; all else by publication.
    - `country`: ISO 3166-1 alpha-3 code or name of a state: of the source, of a party or the place of an event, of the
      place, of whose figure it is or of who says it, of the actor.
    - `type`: an event's PLOVER type, a claim's quote type, a figure's unit or what it counts, a place's or an actor's
      kind.
    - `document`: a document's id or an unambiguous beginning of it.
    - `outlet`: words of the outlet's name.
    - `limit`: so many rows at most.
    - `superseded`: whether to take in documents of which the ledger has a later version; one that is named by
      `document` always is.

    Raises UsageError for a date that is none, for `since` after `until`, or a negative limit.
    """

    by: str | None = None
    about: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    country: str | None = None
    type: str | None = None
    document: str | None = None
    outlet: str | None = None
    limit: int | None = None
    superseded: bool = False

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            day = getattr(self, name)
            if day is not None and not _is_day(day):
                raise UsageError(f"{name} is {day!r}; give a day, month or year such as 2022-10-15, 2022-10 or 2022")
        if self.since and self.until and self.since[: len(self.until)] > self.until[: len(self.since)]:
            raise UsageError(f"since is {self.since}, which is after until, {self.until}; turn them round")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"the limit is {self.limit}; give a number of rows from 0 up")


def _is_day(text: str) -> bool:
    """Say whether it is an ISO day, month or year of the calendar."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
