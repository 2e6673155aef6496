"""Linking as part of a run, and on its own for a ledger that was not linked, or by older rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from allegedly.errors import AllegedlyError
from allegedly.ledger import Ledger, Linker, open_ledger
from allegedly.linking.rules import Profile, Rules

BATCH = 20
"""Documents that are linked in one transaction; a run that is cut off links so many again at most."""


@dataclass(frozen=True, slots=True)
class Linked:
    """How many documents were linked, of how many that the ledger has; what the rules failed on, and how."""

    linked: int
    total: int
    faults: tuple[str, ...] = ()


def link_all(
    ledger_path: str | Path,
    *,
    rules: Rules | None = None,
    anew: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Linked:
    """Link all documents of a ledger that are not linked yet.

    Links that older rules made are dropped first, and so are all of them if `anew` holds. `on_progress` is called with
    the number of documents that are linked and of those that were to be, after each batch; each is one transaction, so
    the next call goes on where this one was cut off. Raises LedgerError if there is no ledger, it cannot be written, or
    later rules linked it.
    """
    with open_ledger(ledger_path, create=False) as ledger:
        linker = Linker(ledger, rules or standard())
        if linker.is_outdated() or anew:
            linker.start_over()
        waiting = linker.unlinked()
        done = 0
        # A batch more, which may be empty: there may be loose ends though nothing is new.
        for start in range(0, len(waiting) + 1, BATCH):
            done += len(linker.link(waiting[start : start + BATCH]))
            if on_progress is not None:
                on_progress(done, len(waiting))
        [row] = ledger.select("SELECT count(*) AS total FROM linked")
        return Linked(done, row["total"], tuple(linker.faults))


def standard() -> Rules:
    """Return the rules of this version."""
    from allegedly.linking.standard import StandardRules

    return StandardRules()


class Waiting:
    """The documents of a run that are still to be linked, a batch at a time.

    Where older rules made the ledger's links nothing is linked (`is_outdated`): that takes the whole ledger.
    """

    def __init__(self, ledger: Ledger, rules: Rules | None = None) -> None:
        self._linker = Linker(ledger, rules or standard())
        self._documents: dict[str, Profile | None] = {}
        self.is_outdated = self._linker.is_outdated()
        self.linked = 0

    @property
    def faults(self) -> tuple[str, ...]:
        """What the rules failed on, and how."""
        return tuple(self._linker.faults)

    def add(self, document: str, profile: Profile | None = None) -> None:
        """Take a document in, with its profile if that is known, and link those that wait if they are a batch."""
        self._documents[document] = profile
        if len(self._documents) >= BATCH:
            self.flush()

    def add_unlinked(self) -> None:
        """Take in what former runs left unlinked."""
        for document in [] if self.is_outdated else self._linker.unlinked():
            self.add(document)

    def __len__(self) -> int:
        return len(self._documents)

    def flush(self) -> None:
        """Link the documents that wait; a fault of the program is told, and leaves them to the next run."""
        documents, self._documents = self._documents, {}
        if self.is_outdated:
            return
        try:
            self.linked += len(self._linker.link(documents, documents))
        except AllegedlyError:
            raise
        except Exception as error:
            self._linker.faults.append(f"{len(documents)} documents: {type(error).__name__}: {error}")
