"""The filters, the same for every command that lists what is in the ledger."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args

import typer

from allegedly import lexicon
from allegedly.errors import UsageError
from allegedly.ledger import Filter
from allegedly.ledger.queries.conditions import country_of
from allegedly.records import ActorKind, PlaceKind, QuoteType

TABLE_LIMIT = 200
"""Rows of a table where no limit is given."""

_PANEL = "Filters"


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed list of values: what one of them is called, and the list, which is read when it is first asked for."""

    noun: str
    values: Callable[[], Sequence[str]]

    def check(self, given: str | None) -> None:
        """Raise UsageError for a value that is not in the list: it would find nothing without saying why."""
        if given is not None and given.casefold() not in map(str.casefold, self.values()):
            raise UsageError(f"there is no {self.noun} {given!r}; there are {', '.join(self.values())}")

    def complete(self, incomplete: str) -> list[str]:
        """Return the values that begin so, for the shell: in small letters where such are typed."""
        begun = (value for value in self.values() if value.casefold().startswith(incomplete.casefold()))
        return [value if value.startswith(incomplete) else value.lower() for value in begun]


ACTS = Closed("act", lambda: [row["act"] for row in lexicon.table("acts")])
EVENT_TYPES = Closed("event type", lambda: [row["type"] for row in lexicon.table("plover_types")])
QUOTE_TYPES = Closed("quotation type", lambda: get_args(QuoteType))
PLACE_KINDS = Closed("kind of place", lambda: get_args(PlaceKind))
ACTOR_KINDS = Closed("kind of actor", lambda: get_args(ActorKind))
TIMELINE_TYPES = Closed("type", lambda: [*EVENT_TYPES.values(), *QUOTE_TYPES.values()])


def filtered(
    type_help: str = "", only: Collection[str] = (), types: Closed | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command that takes `wanted`, a Filter, an option for each condition, or only for those named.

    `type_help` says what `--type` means to the command, and `types` which there are, if they are a closed list. The
    command's own parameters come before the filters.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        filters = [parameter for parameter in _parameters(type_help, types) if not only or parameter.name in only]
        own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "wanted"]

        def run(**values: Any) -> None:
            conditions = {parameter.name: values.pop(parameter.name) for parameter in filters}
            ACTS.check(conditions.get("act"))
            _check_country(conditions.get("country"))
            if types is not None:
                types.check(conditions.get("type"))
            command(wanted=Filter(**conditions), **values)

        parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *filters)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, command.__module__
        return run

    return decorate


def _check_country(given: str | None) -> None:
    """Raise UsageError for what is neither a code nor a name of a country: it would find nothing without saying why."""
    if given is not None and not re.fullmatch("[A-Za-z]{3}", given) and country_of(given) is None:
        raise UsageError(f"there is no country {given!r}; give its code (BLR) or its English name (Belarus)")


def _parameters(type_help: str, types: Closed | None) -> list[inspect.Parameter]:
    """Return one keyword parameter for each field of Filter, in the order in which the help shows them."""
    return [
        _parameter("by", "WHO", "Who says so: an actor's id (BLR takes BLR.GOV in), part of a name, or words."),
        _parameter("about", "WHO", "Whom it is about: target, party, or mentioned in what is said."),
        _parameter(
            "act",
            "ACT",
            "The act of the claim: assert, deny, accuse, promise, … (docs/acts.md lists them).",
            closed=ACTS,
        ),
        _parameter("since", "DATE", "Not before this year, month or day: 2022, 2022-10 or 2022-10-15."),
        _parameter("until", "DATE", "Not after this year, month or day."),
        _parameter("country", "CODE", "A country, by its ISO 3166-1 alpha-3 code (BLR) or its name."),
        _parameter("type", "TYPE", type_help, closed=types),
        _parameter("outlet", "NAME", "The outlet that reports it, or part of its name."),
        _parameter("document", "ID", "One document, by its id or the beginning of it.", "-d"),
        inspect.Parameter(
            "limit",
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                int | None,
                typer.Option(
                    "--limit",
                    "-n",
                    min=0,
                    metavar="N",
                    rich_help_panel=_PANEL,
                    help=f"At most so many; 0 for all. Without it, a table stops at {TABLE_LIMIT}.",
                ),
            ],
        ),
        inspect.Parameter(
            "superseded",
            inspect.Parameter.KEYWORD_ONLY,
            default=False,
            annotation=Annotated[
                bool,
                typer.Option("--superseded", rich_help_panel=_PANEL, help="Take in earlier versions of documents."),
            ],
        ),
    ]


def _parameter(name: str, metavar: str, text: str, *short: str, closed: Closed | None = None) -> inspect.Parameter:
    option = typer.Option(
        f"--{name}",
        *short,
        metavar=metavar,
        rich_help_panel=_PANEL,
        help=text,
        autocompletion=closed.complete if closed else None,
    )
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, option]
    )
