"""Events as a coding sees them that knows no status: POLECAT's, CAMEO's and PLOVER's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegedly.export.events.codes import declared
from allegedly.export.events.reported import Reported


@dataclass(frozen=True, slots=True)
class Plain:
    """An event with the type and the days that it has where no status is known."""

    event: Reported
    type: str
    day: str | None
    last_day: str | None

    @property
    def mode(self) -> str | None:
        """The event's mode, None where its type is another than the ledger's, to which the mode belongs."""
        return self.event.event.mode if self.type == self.event.event.type else None


def plain(events: Iterable[Reported], *, every_status: bool = False) -> Iterator[Plain]:
    """Yield the events that such a coding has, each with its type there (`codes.declared`).

    What is announced happens there on the day of the announcement, of which the day of publication is the best guess.
    What a person rejected is no event there either. With `every_status`, all events, each with the type and the days
    that the ledger has.
    """
    for event in events:
        if event.verdict == "reject" and not every_status:
            continue
        if every_status:
            yield Plain(event, event.event.type, event.day, event.last_day)
        elif kind := declared(event.event.type, event.event.status):
            announced = event.event.status == "future" and event.published_day
            yield Plain(event, kind, announced or event.day, announced or event.last_day)
