"""What stands in a digest: for each story with news, what is newly claimed, newly denied, and which figures moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from allegedly.digest.entries import Found, Stories
from allegedly.digest.scene import FORMER, Doc, Link, Scene, Statement, Value
from allegedly.digest.subscriptions import Subscription
from allegedly.digest.wanted import taken
from allegedly.ledger import Ledger, StoryRow, queries

MOST_ENTRIES = 60
"""Entries of one mail; with quotations cut, a mail of so many stays below the 100 KB at which readers cut mails."""
ANSWERS = frozenset({"denial", "figures", "happened"})


@dataclass(frozen=True, slots=True)
class Said:
    """A newly claimed or newly denied thing, in the words of the first report that has it.

    `reports` counts the independent reports that have it from this source. `denies` is whose words it denies, and
    these. `backed_by` are others who seem to say the like, `answered_by` those who seem to deny it or
    tell it otherwise.
    """

    entry: int
    identity: str
    act: str
    cue: str
    speaker: str
    words: str
    doc: Doc
    reports: int
    denies: tuple[str, str] | None
    backed_by: tuple[str, ...]
    answered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A new value for a thing that is counted; `before` is the one that reports gave before, None for the first."""

    entry: int
    identity: str
    thing: str
    low: float | None
    high: float | None
    words: str
    before: Value | None
    speakers: tuple[str, ...]
    doc: Doc
    reports: int


@dataclass(frozen=True, slots=True)
class Section:
    """The news of one story."""

    story: StoryRow
    claimed: tuple[Said, ...] = ()
    denied: tuple[Said, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def news(self) -> tuple[Said | Moved, ...]:
        """All entries of the story."""
        return (*self.claimed, *self.denied, *self.moved)


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail's worth of news; `part` of `parts`, and so many entries that wait for the next digest."""

    subscription: Subscription
    sections: tuple[Section, ...]
    part: int
    parts: int
    waiting: int

    @property
    def entries(self) -> tuple[Said | Moved, ...]:
        """All entries, each once."""
        return tuple(one for section in self.sections for one in section.news)


_WAITING = "SELECT entry FROM tellings WHERE subscription = ? AND mail IS NULL ORDER BY entry"


def compose(ledger: Ledger, subscription: Subscription, stories: Stories, mails: int) -> list[Digest]:
    """Return what waits to be told to a subscription, in so many digests at most; [] where nothing does.

    The stories that the most independent reports tell come first. What does not fit goes on waiting.
    """
    waiting = [row["entry"] for row in ledger.select(_WAITING, subscription.number)]
    sections = []
    for told, found in stories.of(waiting):
        wanted = taken(ledger, subscription, told, found)
        section = _section(ledger, told, [one for one in found if one.number in wanted])
        if section.news:
            sections.append(section)
    sections.sort(key=lambda section: (-section.story.reports, section.story.last or "", section.story.id))
    pages = list(_pages(sections))
    left = sum(len(section.news) for page in pages[mails:] for section in page)
    kept = pages[:mails]
    return [Digest(subscription, tuple(page), n, len(kept), left) for n, page in enumerate(kept, 1)]


def _pages(sections: Iterable[Section]) -> Iterator[list[Section]]:
    """Yield the sections mail by mail; a story that does not fit into what is left of one goes on in the next."""
    page: list[Section] = []
    room = MOST_ENTRIES
    for section in sections:
        rest = section
        while rest.news:
            if room == 0:
                yield page
                page, room = [], MOST_ENTRIES
            now, rest = _cut(rest, room)
            page.append(now)
            room -= len(now.news)
    if page:
        yield page


def _cut(section: Section, room: int) -> tuple[Section, Section]:
    """Return a section of so many entries at most, and one of the rest; what is denied comes before what is claimed."""
    denied = section.denied[:room]
    room -= len(denied)
    claimed = section.claimed[:room]
    moved = section.moved[: room - len(claimed)]
    now = replace(section, claimed=claimed, denied=denied, moved=moved)
    return now, replace(
        section,
        claimed=section.claimed[len(claimed) :],
        denied=section.denied[len(denied) :],
        moved=section.moved[len(moved) :],
    )


def _section(ledger: Ledger, told: Scene, found: Sequence[Found]) -> Section:
    said = _Saying(told)
    claimed: list[Said] = []
    denied: list[Said] = []
    moved: list[Moved] = []
    for one in found:
        if one.kind == "figure":
            moved.append(_moved(told, one))
        else:
            entry, is_denial = said.entry(one)
            (denied if is_denial else claimed).append(entry)
    return Section(
        queries.story(ledger, told.story),
        tuple(sorted(claimed, key=_weight)),
        tuple(sorted(denied, key=_weight)),
        tuple(sorted(moved, key=lambda one: (one.thing, one.doc.published or "", one.entry))),
    )


def _weight(one: Said) -> tuple[int, int]:
    return -(3 * len(one.answered_by) + 2 * len(one.backed_by) + one.reports), one.entry


class _Saying:
    """The statements of a story with what the links say of them."""

    def __init__(self, told: Scene) -> None:
        self._told = told
        self._numbers = {(one.place, one.claim): n for n, one in enumerate(told.statements)}
        self._links: dict[int, list[Link]] = {}
        for link in told.links:
            for n in {link.one_statement, link.other_statement} - {None}:
                self._links.setdefault(n, []).append(link)  # type: ignore[arg-type]

    def entry(self, found: Found) -> tuple[Said, bool]:
        """Return an entry of statements, and whether it is a denial."""
        members = found.statements
        shown = next(one for one in members if one.doc.id == one.doc.current)
        denies = self._denied(members)
        numbers = {self._numbers[one.place, one.claim] for one in members}
        backed, answered = [], []
        for n in sorted(numbers):
            for link in self._links.get(n, ()):
                if link.kind == "corroborates":
                    backed.append(self._speaker(link, other=link.one_statement == n))
                elif link.kind in ANSWERS and link.one_statement == n:
                    answered.append(self._speaker(link, other=True))
        own = speaker(shown)
        said = Said(
            entry=found.number,
            identity=found.identity,
            act=shown.act,
            cue=shown.cue,
            speaker=own,
            words=shown.content or shown.quote,
            doc=shown.doc,
            reports=len({one.doc.report for one in members}),
            denies=denies,
            backed_by=tuple(name for name in dict.fromkeys(backed) if name != own),
            answered_by=tuple(name for name in dict.fromkeys(answered) if name != own),
        )
        return said, denies is not None or shown.act == "deny"

    def _denied(self, members: Sequence[Statement]) -> tuple[str, str] | None:
        """Return who said what the statements deny: by a link, else by what their own report says they answer."""
        for one in members:
            n = self._numbers[one.place, one.claim]
            for link in self._links.get(n, ()):
                if link.kind == "denial" and link.other_statement == n:
                    return self._speaker(link, other=False), link.words[0]
        for one in members:
            for answered in self._told.statements if one.answers else ():
                if (answered.doc.id, answered.claim) == (one.doc.id, one.answers):
                    return speaker(answered), answered.content
        return None

    def _speaker(self, link: Link, *, other: bool) -> str:
        n = link.other_statement if other else link.one_statement
        if n is not None:
            return speaker(self._told.statements[n])
        place = link.other if other else link.one
        return self._told.docs[place[0]].outlet or "the outlet"


def speaker(one: Statement | Value) -> str:
    """Return who says it: a source, somebody whom the report does not name, or the outlet in its own voice."""
    return one.doc.outlet or "the outlet" if one.speaker is None else one.speaker or "somebody who is not named"


def _moved(told: Scene, found: Found) -> Moved:
    values = found.values
    shown = next(one for one in values if one.doc.id == one.doc.current)
    series = sorted((one for one in told.values if one.thing == shown.thing != FORMER), key=_when)
    first = min(map(_when, values))
    earlier = [one for one in series if _when(one) < first and (one.low, one.high) != (shown.low, shown.high)]
    return Moved(
        entry=found.number,
        identity=found.identity,
        thing=shown.thing,
        low=shown.low,
        high=shown.high,
        words=shown.quote,
        before=earlier[-1] if earlier else None,
        speakers=tuple(dict.fromkeys(map(speaker, values))),
        doc=shown.doc,
        reports=len({one.doc.report for one in values}),
    )


def _when(one: Value) -> tuple[str, int, int]:
    return one.doc.published or "9999", one.doc.arrival, one.place[1]
