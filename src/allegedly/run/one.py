"""One input read, in a worker: loaded, and run through the layers unless the ledger has it already."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allegedly.errors import DocumentError, Unforeseen
from allegedly.ledger import Ledger, open_ledger
from allegedly.ledger.soundness import sound
from allegedly.linking.rules import Profile
from allegedly.loading import uncollected
from allegedly.records import Document, Reading
from allegedly.sources import Failure, Input, load


@dataclass(frozen=True, slots=True)
class Current:
    """The ledger has what these layers read of the document."""

    document: Document


@dataclass(frozen=True, slots=True)
class Failed:
    """The document could not be read; its id is known if it could at least be loaded."""

    error: DocumentError
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a document, without the parse, and what it is linked by where that was asked for and found."""

    reading: Reading
    profile: Profile | None = None


Answer = Read | Current | Failed


def read_one(
    item: Input | Failure,
    *,
    ledger: Path,
    published: str | None,
    language: str | None,
    link: bool = False,
    fast: bool = False,
) -> Answer:
    """Return the reading of an input; `link` says that it is to be linked, `fast` how it is to be read."""
    with uncollected():
        from allegedly.reading.pipeline import layers, read_document

    if isinstance(item, Failure):
        return Failed(item.error)
    document: Document | None = None
    try:
        document = load(item, published=published, language=language)
        document = _opened(ledger).with_given_date(document)
        chosen = layers(fast=fast)
        if _opened(ledger).is_current(document, [(layer.name, layer.version) for layer in chosen]):
            return Current(document)
        load_model()
        reading = sound(read_document(document, chosen))
        return Read(reading, _profile(reading) if link else None)
    except DocumentError as error:
        return Failed(error, document.id if document else None)
    except Exception as error:
        told = Unforeseen(f"{type(error).__name__}: {error}; this is a fault of the program, report it")
        return Failed(told, document.id if document else None)


def _profile(reading: Reading) -> Profile | None:
    """Return what a document is linked by; None where the rules fail, which linking will tell when it tries itself."""
    from allegedly.run.linking import standard

    try:
        return standard().profile(reading)
    except Exception:
        return None


@cache
def load_model() -> None:
    """Load the parser, and keep all that there is by now from the garbage collector.

    It stays as long as the process, and each of the collector's full rounds would go through it in vain.
    """
    from allegedly.reading import language

    language.model()
    gc.freeze()


@cache
def _opened(ledger: Path) -> Ledger:
    return open_ledger(ledger, read_only=True)
