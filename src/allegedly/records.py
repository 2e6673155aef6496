"""The records: what a reading is made of, frozen and slotted.

Offsets are Unicode code points, end exclusive, into the canonical text of the document. `text[start:end] == quote`
holds for every span (W3C Web Annotation calls the two a text position and a text quote selector). Countries are ISO
3166-1 alpha-3, sectors and event types PLOVER, moments TIMEX3 and ISO 8601.

Ids of claims, events, places, moments and figures ("c1", "e3") number the records of one document in the order of
the text; ids of actors are the same in every document (`Actor` says how they are made).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from allegedly.pace import is_fast

if TYPE_CHECKING:
    from spacy.tokens import Doc

BlockKind = Literal[
    "title", "deck", "dateline", "byline", "body",
    "repeated_title", "related", "read_more", "newsletter", "caption", "share", "navigation", "legal",
]  # fmt: skip
REPORT_KINDS: frozenset[BlockKind] = frozenset({"title", "deck", "dateline", "byline", "body"})

QuoteType = Literal["direct", "indirect", "mixed"]
ActorKind = Literal["state", "institution", "organisation", "alliance", "bloc", "person", "group", "generic"]
MentionKind = Literal["name", "metonym", "demonym", "description", "pronoun"]
SourceKind = Literal["named", "pronoun", "description", "unnamed", "outlet", "none"]
SourceClass = Literal[
    "official", "military", "police", "diplomat", "intelligence", "judiciary", "party", "armed group", "witness",
    "resident", "expert", "medic", "lawyer", "relative", "activist", "aide", "business", "media", "religious", "worker",
    "document", "public", "other",
]  # fmt: skip
PlaceKind = Literal["literal", "metonym", "organisation", "demonym", "region"]
Precision = Literal[
    "century", "decade", "year", "half-year", "season", "quarter", "month", "week", "weekend", "day", "part of day",
    "hour", "minute", "second",
]  # fmt: skip
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "possible"]
Status = Literal["occurred", "ongoing", "future", "hypothetical", "negated"]
Change = Literal["up", "down"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of the canonical text: `start` inclusive, `end` exclusive, and the `quote` that stands there."""

    start: int
    end: int
    quote: str = field(compare=False)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of text[start:end]; ValueError if that is empty or outside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether every character of the other is in this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read. `id` is a hash of text, URL and outlet; all offsets refer to `text`.

    `published` is ISO 8601 to the precision known ("2022-10-15", "2022-10-15T12:34", with an offset where one
    was given), and `published_from` says who said so: the caller, the document's metadata, its date line, or
    whoever archived it.
    `origin` is where the bytes came from (a path, "-", a path with a line number); it is not part of the id.
    """

    id: str
    text: str
    title: str | None = None
    deck: str | None = None
    published: str | None = None
    published_from: Literal["given", "metadata", "dateline", "archived"] | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the document and what it is; a kind outside `REPORT_KINDS` is furniture."""

    span: Span
    kind: BlockKind

    @property
    def is_furniture(self) -> bool:
        """Say whether the block is no part of the report."""
        return self.kind not in REPORT_KINDS


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: TIMEX3 type, value and mod, and the days it covers.

    `start` and `end` are ISO 8601 dates or times, both inclusive, None where the value names no point on the
    calendar (durations, sets, PRESENT_REF). `anchor` says what it was resolved against: the text alone
    ("text"), the publication time ("published"), or None for what could not be resolved.
    """

    id: str
    span: Span
    type: TimexType
    value: str
    mod: str | None = None
    start: str | None = None
    end: str | None = None
    anchor: Literal["text", "published"] | None = None

    @property
    def precision(self) -> Precision | None:
        """How closely the value names its time, None for durations, sets, references and what was not resolved."""
        if self.start is None:
            return None
        day, _, clock = self.value.partition("T")
        if clock:
            return _CLOCKS[clock.count(":")] if clock[:1].isdigit() else "part of day"
        return next((precision for shape, precision in _PRECISIONS if re.fullmatch(shape, day)), None)


_CLOCKS: tuple[Precision, ...] = ("hour", "minute", "second")
_PRECISIONS: tuple[tuple[str, Precision], ...] = (
    (r"\d{4}-\d\d-\d\d", "day"),
    (r"\d{4}-W\d\d", "week"),
    (r"\d{4}-W\d\d-WE", "weekend"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}-H\d", "half-year"),
    (r"\d{4}-(?:SP|SU|FA|WI)", "season"),
    (r"\d{4}", "year"),
    (r"\d{3}", "decade"),
    (r"\d{2}", "century"),
)


@dataclass(frozen=True, slots=True)
class Dating:
    """When a claim was made or an event took place, as far as the report says.

    `by` is "moment" where the text dates it, and then `moment` and its `precision` are set; it is "published" where
    only the date line does. `start` and `end` are ISO 8601, both inclusive.
    """

    start: str
    end: str
    by: Literal["moment", "published"]
    precision: Precision | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name. `geonameid`, `lat` and `lon` are None where it was not resolved or has no point.

    `reason` says why it was taken for that place; `candidates` are the GeoNames ids of the others of that name that
    came into question, the likeliest first.
    """

    id: str
    span: Span
    kind: PlaceKind
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    feature: str | None = None
    reason: str | None = None
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or group.

    The id is the same in every document: "BLR" for a state, "BLR.GOV" for its government, "BLR.MIL" for whoever
    is known by country and sector alone, and a key of the lexicon or a slug for what has a name
    ("alexander-lukashenko", "nato", "BLR.ministry-of-defence"). `sectors` are PLOVER codes, the primary one first.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor; `actor` is None where nobody could be found for them."""

    span: Span
    kind: MentionKind
    actor: str | None


@dataclass(frozen=True, slots=True)
class Relay:
    """Somebody who passed a claim on: the words that name the outlet or person, and the actor if one was found."""

    span: Span
    actor: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution relation: who (source), by which words (cue), says what (content).

    Content may be in pieces. `act` is a code of `lexicon/acts.tsv`. `parent` is the claim inside whose content this
    one stands, `answers` the claim of the same document that it denies, `target` the actor accused, threatened or
    asked. `hedges` are the outlet's words of doubt. `actor` is whom the source resolves to; `moment` when it was said.
    `polarity` is "negative" where the source says that it is not so or is not to be, `certainty` "possible" where the
    source itself leaves it open. `source_kind` is "outlet" for a verdict that the report gives in its own voice ("the
    story is a hoax"): its source is the outlet, and no words of the text.

    `named_by` is the mention that a pronoun or description goes back to. `source_class` is a code of
    `lexicon/source_classes.tsv` for a source that is not named, or that is left out where only one class does such
    things ("was charged"); `anonymity` are the words that say that it would not be named. `relays` passed the claim on
    before it came to this outlet, the nearest to the source first.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: QuoteType
    act: str = "assert"
    source_kind: SourceKind = "none"
    actor: str | None = None
    target: str | None = None
    parent: str | None = None
    answers: str | None = None
    moment: str | None = None
    hedges: tuple[Span, ...] = ()
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    named_by: Span | None = None
    source_class: SourceClass | None = None
    anonymity: Span | None = None
    relays: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: bounds, what is counted (the noun), whose, and the claim under which it stands.

    "more than 1,000" is low=1000 with `low_exclusive`, high=None. `unit` is a normalised unit or currency
    name; a thing counted has none. `change` is set for rises and falls. `whose` is an actor id.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    low_exclusive: bool = False
    high_exclusive: bool = False
    approximate: bool = False
    change: Change | None = None
    unit: str | None = None
    counted: str | None = None
    whose: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who does or suffers an event: the words, and the actor's id where one was found."""

    span: Span
    actor: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """PLOVER event. `claim` is the claim under which it is reported, None for the outlet's own voice."""

    id: str
    type: str
    trigger: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    status: Status = "occurred"
    claim: str | None = None
    place: str | None = None
    moment: str | None = None
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A layer that failed on this document, and why; the other layers' records stand."""

    layer: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and all that the layers read out of it.

    `parse` is spaCy's, and is not kept in the ledger.
    """

    document: Document
    blocks: tuple[Block, ...] = ()
    moments: tuple[Moment, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: tuple[tuple[str, int], ...] = ()
    parse: Doc | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The canonical text that all offsets refer to."""
        return self.document.text

    @property
    def is_fast(self) -> bool:
        """Whether it was read fast (`allegedly.pace`)."""
        return is_fast(layer for layer, _ in self.versions)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the canonical text from `start` to `end`."""
        return Span.of(self.document.text, start, end)

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return the actor of that id, None if the document has none."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def dating(self, record: Claim | Event) -> Dating | None:
        """Return when a claim was made or an event took place: its moment, else the day of publication.

        None where neither is known. A moment that names no day ("now", "recently") dates nothing.
        """
        moment = next((moment for moment in self.moments if moment.id == record.moment), None)
        if moment is not None and moment.start and moment.end:
            return Dating(moment.start, moment.end, "moment", moment.precision, moment)
        published = self.document.published
        return Dating(published, published, "published") if published else None

    def claim_around(self, span: Span) -> Claim | None:
        """Return the innermost claim in whose content the span stands, None for the outlet's own voice."""
        holding = [claim for claim in self.claims if any(part.contains(span) for part in claim.content)]
        return min(holding, key=lambda claim: sum(p.end - p.start for p in claim.content), default=None)
