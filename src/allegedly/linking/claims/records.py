"""What is known of one statement of a report, and its figures."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.linking.claims.sources import Source

FEWEST = 4
"""A statement of fewer words names something and tells nothing of it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a statement: what is counted (a stem) and its bounds, both inclusive, None where open."""

    counted: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, or part of one, that a source states: offsets into the document's text, end exclusive.

    `claim` and `act` are None for the outlet's own voice. `negative` says that it denies or negates; `answers` are the
    numbers of the statements of the same report that it denies (places in the profile), `repeats` those of the denials
    that say what it denies. `open` marks what the source does not say is so ("did not say whether"). `pointer` marks
    content that only names what it denies ("the accusation"), `said` the words to compare where they are not all of
    `text`.
    `alleges` and `denies` are the log-odds, by the encoder of sentences, that the words lay something on somebody, and
    that they clear somebody of it.
    `deeds` are the PLOVER types of the events told.
    `countries` are those that the words name, in their order. `by` is the id of the actor whose name opens it, else of
    who states it; `due` the last ISO 8601 day or time, from publication on, that the words name.
    """

    start: int
    end: int
    text: str
    source: Source
    claim: str | None = None
    act: str | None = None
    negative: bool = False
    open: bool = False
    pointer: bool = False
    said: str = ""
    answers: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    figures: tuple[Number, ...] = ()
    deeds: tuple[str, ...] = ()
    by: str | None = None
    due: str | None = None
    alleges: float = 0.0
    denies: float = 0.0

    def __hash__(self) -> int:
        """Return a hash of where it stands and what it says, which is enough and is made at once."""
        return hash((self.start, self.end, self.text))

    @property
    def carries(self) -> tuple[int, ...]:
        """The statements of the same report whose words say what it denies: places in the profile."""
        return self.answers or self.repeats

    @property
    def is_slight(self) -> bool:
        """Say whether the words are too few to tell what is so: "as a shield", "the joint force"."""
        return len((self.said or self.text).split()) < FEWEST
