"""What is typed into the search field: words, and filters such as `by:Lukashenko` or `outlet:"The Courier"`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from allegedly.errors import UsageError
from allegedly.ledger import Filter

FILTERS = {
    "by": "who says so: a name, words, or an id",
    "about": "whom it is about",
    "act": "assert, deny, accuse, promise, …",
    "event": "a PLOVER type of event in it",
    "country": "of the source: a code or a name",
    "outlet": "the outlet, or part of its name",
    "since": "a day, month or year",
    "until": "a day, month or year",
    "quote": "direct, indirect or mixed",
    "report": "one report, by its id",
}
"""The filters, in the order in which the page explains them."""
_FIELDS = {"quote": "type", "report": "document"}
_TOKEN = re.compile(r'(?P<key>[a-z]+):(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*))|"[^"]*"|[^\s"]+|"')


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: the words to find, the filters by name, and what is wrong with it."""

    words: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    @property
    def wanted(self) -> Filter:
        """The filter for the ledger, without `event`."""
        return Filter(**{_FIELDS.get(key, key): value for key, value in self.filters.items() if key != "event"})  # type: ignore[arg-type]

    def typed(self, **changed: str | None) -> str:
        """Return the question as it would be typed, with these filters changed, and left out where None is given."""
        filters = {**self.filters, **changed}
        typed = [f"{key}:{_quoted(value)}" for key, value in filters.items() if value]
        return " ".join([*([self.words] if self.words else []), *typed])


def _quoted(value: str) -> str:
    bare = value.replace('"', "")
    return bare if re.fullmatch(r"[^\s]+", bare) else f'"{bare}"'


def asked(typed: str) -> Asked:
    """Take apart what was typed. A filter that cannot be understood is left out, and complained about."""
    words: list[str] = []
    filters: dict[str, str] = {}
    complaints: list[str] = []
    for token in _TOKEN.finditer(typed.replace("\0", " ")):
        key, value = token["key"], token["quoted"] if token["quoted"] is not None else token["bare"]
        if key not in FILTERS:
            words.append(token[0])
        elif not (value or "").strip():
            complaints.append(f"{key}: has nothing after it, and was left out.")
        else:
            filters[key] = str(value).strip()
    for key in ("since", "until"):
        try:
            Filter(**{one: filters.get(one) for one in ("since", key)})  # type: ignore[arg-type]
        except UsageError as error:
            complaints.append(f"{error}; it was left out.")
            filters.pop(key)
    return Asked(" ".join(words), filters, tuple(complaints))
