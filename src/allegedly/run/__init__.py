"""A run: many inputs read into a ledger.

Worker processes load and read; this process alone writes, one transaction a document, in the order in which the
inputs were found, so that the ledger is the same with any number of jobs. Whatever ends a run, what was written is
there; the next run passes over it. What a document is linked by is worked out where it is read; this process joins it
to the others, while the workers read on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from allegedly.errors import DocumentError, LedgerError, Unforeseen, UsageError
from allegedly.ledger import Ledger, open_ledger
from allegedly.run.pool import Lost, Pool

if TYPE_CHECKING:
    from allegedly.run.one import Answer

State = Literal["new", "changed", "reread", "unchanged", "failed"]

TIME_LIMIT = 300.0
"""Seconds that one document may take: a million characters, the most that is read, take one processor about 60.

The first document of a worker has to wait for the model, too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input; `error` (its class) and `message` are set where it failed.

    `problems` are the layers that failed on a document that was read otherwise, with their messages.
    """

    origin: str
    state: State
    document: str | None = None
    error: str | None = None
    message: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all inputs.

    `read` were read for the first time, `changed` are new versions of documents that the ledger knew, `reread` were
    read again by newer layers, or thoroughly at last, `unchanged` were there already. `errors` are the inputs that
    failed, `problems` those of which only some layers failed. `linked` were joined to the others; `link_faults` say
    what linking failed on, and how. Nothing is linked where `links_are_outdated`: older rules made the ledger's links.
    """

    read: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[Outcome, ...] = ()
    problems: tuple[Outcome, ...] = ()
    linked: int = 0
    link_faults: tuple[str, ...] = ()
    links_are_outdated: bool = False

    @property
    def total(self) -> int:
        """The number of inputs."""
        return self.read + self.changed + self.reread + self.unchanged + self.failed


def read_into(
    ledger_path: str | Path,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    published: str | None = None,
    language: str | None = None,
    on_progress: Callable[[Outcome], None] | None = None,
    time_limit: float = TIME_LIMIT,
    link: bool = True,
    fast: bool = False,
) -> Summary:
    """Read all that is found at `paths` into the ledger, which is made if there is none.

    `paths` are files, folders, patterns and "-" (`sources.find`), `jobs` the number of worker processes, `published`
    and `language` what is to be taken as said of every document. `on_progress` is called once an input, in order, when
    what became of it is in the ledger. `fast` reads in less time and finds a little less; what was read thoroughly
    stays as it is, and what was read fast is read anew without it.

    A document that cannot be read, that takes longer than `time_limit` seconds, or on which a worker dies is kept as an
    error, and the run goes on. What was read, now or before, is linked, some documents at a time, unless `link` is
    False. Raises LedgerError if the ledger cannot be opened or written, RunError if no worker
    starts, UsageError for fewer than one job. KeyboardInterrupt stops the workers and comes through.
    """
    from allegedly.run.linking import Waiting
    from allegedly.run.one import Failed, Read, read_one
    from allegedly.sources import Failure, find

    if jobs < 1:
        raise UsageError(f"there are {jobs} jobs; give 1 or more")
    ledger_file = Path(ledger_path).absolute()
    work = partial(read_one, ledger=ledger_file, published=published, language=language, link=link, fast=fast)
    outcomes: list[Outcome] = []
    counts: dict[State, int] = dict.fromkeys(("new", "changed", "reread", "unchanged", "failed"), 0)
    with open_ledger(ledger_path) as ledger, Pool(work, jobs=jobs, time_limit=time_limit) as pool:
        waiting = Waiting(ledger) if link else None
        answers = pool.map(find(paths), lambda item: Failed(item.error) if isinstance(item, Failure) else None)
        for item, answer in answers:
            outcome = keep(ledger, item.origin, answer)
            counts[outcome.state] += 1
            if outcome.error or outcome.problems:
                outcomes.append(outcome)
            if waiting is not None and outcome.document and outcome.state != "failed":
                waiting.add(outcome.document, answer.profile if isinstance(answer, Read) else None)
            if on_progress is not None:
                on_progress(outcome)
        if waiting is not None:
            waiting.flush()
    return Summary(
        read=counts["new"],
        changed=counts["changed"],
        reread=counts["reread"],
        unchanged=counts["unchanged"],
        failed=counts["failed"],
        errors=tuple(outcome for outcome in outcomes if outcome.error),
        problems=tuple(outcome for outcome in outcomes if outcome.problems),
        linked=waiting.linked if waiting is not None else 0,
        link_faults=waiting.faults if waiting is not None else (),
        links_are_outdated=waiting is not None and waiting.is_outdated,
    )


def keep(ledger: Ledger, origin: str, answer: Answer | Lost) -> Outcome:
    """Write what became of an input, the reading or the error, and return it. LedgerError if it cannot be written."""
    from allegedly.run.one import Current, Failed

    if isinstance(answer, Lost):
        return _failed(ledger, origin, answer.error)
    if isinstance(answer, Failed):
        return _failed(ledger, origin, answer.error, answer.document)
    if isinstance(answer, Current):
        ledger.forget_error(answer.document)
        return Outcome(origin, "unchanged", answer.document.id)
    document = answer.reading.document.id
    try:
        state = ledger.add(answer.reading)
    except LedgerError:
        raise
    except DocumentError as error:
        return _failed(ledger, origin, error, document)
    except Exception as error:
        told = Unforeseen(f"{type(error).__name__}: {error}; a layer is broken, report it")
        return _failed(ledger, origin, told, document)
    problems = tuple(f"{problem.layer}: {problem.message}" for problem in answer.reading.problems)
    return Outcome(origin, state, document, problems=problems)


def _failed(ledger: Ledger, origin: str, error: DocumentError, document: str | None = None) -> Outcome:
    ledger.record_error(origin, error, document)
    return Outcome(origin, "failed", document, type(error).__name__, str(error))
