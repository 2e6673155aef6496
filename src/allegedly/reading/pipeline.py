"""The layers, declared in one list, and the function that runs a document through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from allegedly.errors import DocumentError
from allegedly.pace import FAST
from allegedly.reading import (
    actors,
    acts,
    attribution,
    events,
    figures,
    furniture,
    language,
    moments,
    places,
    sources,
    verdicts,
)
from allegedly.records import Document, Problem, Reading


@dataclass(frozen=True, slots=True)
class Layer:
    """A pure function from the reading so far to the reading with more records in it.

    Raise `version` whenever the layer's output changes: rows of the ledger carry it.
    """

    name: str
    version: int
    read: Callable[[Reading], Reading]
    read_all: Callable[[Sequence[Reading]], Sequence[Reading]] | None = None
    """The same for several documents in less time; if one of them fails, it fails, and they are read one by one."""


LAYERS: tuple[Layer, ...] = (
    Layer("furniture", 2, furniture.read),
    Layer("language", 2, language.read, language.read_all),
    Layer("moments", 3, moments.read),
    Layer("places", 3, places.read),
    Layer("actors", 2, actors.read),
    Layer("attribution", 4, attribution.read),
    Layer("verdicts", 1, verdicts.read),
    Layer("sources", 3, sources.read),
    Layer("acts", 4, acts.read),
    Layer("figures", 5, figures.read),
    Layer("events", 4, events.read),
)


_QUICK: Mapping[str, Callable[[Reading], Reading]] = {"attribution": partial(attribution.read, fast=True)}
"""The quick forms of layers (`pace.FAST`); they follow the same rules, so that their versions are the same."""


def layers(*, fast: bool = False) -> tuple[Layer, ...]:
    """Return all layers; the quick forms of those that have one where `fast` holds."""
    return tuple(_quick(layer) for layer in LAYERS) if fast else LAYERS


def pick(*names: str, fast: bool = False) -> tuple[Layer, ...]:
    """Return the layers of these names, in the pipeline's order, or their quick forms."""
    chosen = tuple(layer for layer in LAYERS if layer.name in names)
    return tuple(_quick(layer) for layer in chosen) if fast else chosen


def _quick(layer: Layer) -> Layer:
    if layer.name not in FAST:
        return layer
    return Layer(FAST[layer.name], layer.version, _QUICK[layer.name])


def read_document(document: Document, layers: Sequence[Layer] = LAYERS) -> Reading:
    """Run a document through the layers.

    A layer that fails leaves a Problem and its records out; the other layers go on. Raises DocumentError where
    the document as a whole cannot be read (not English, too long).
    """
    reading = Reading(document=document)
    for layer in layers:
        reading = _read_by(layer, reading)
    return reading


def read_documents(documents: Sequence[Document], layers: Sequence[Layer] = LAYERS) -> list[Reading | DocumentError]:
    """Run several documents through the layers in less time than one by one, and with the same result.

    For each document its reading, or the error that `read_document` raises. All readings with their parses are in
    memory at once: a few articles at a time are enough.
    """
    found: list[Reading | DocumentError] = [Reading(document=document) for document in documents]
    for layer in layers:
        going = [at for at, one in enumerate(found) if isinstance(one, Reading)]
        readings = _read_together(layer, [cast("Reading", found[at]) for at in going])
        for at, one in zip(going, readings, strict=True):
            found[at] = one
    return found


def _read_together(layer: Layer, readings: Sequence[Reading]) -> list[Reading | DocumentError]:
    if layer.read_all is not None and len(readings) > 1:
        with suppress(Exception):  # one of them fails: which, and how, is found out one by one
            return [_with_version(layer, reading) for reading in layer.read_all(readings)]
    return [_or_error(layer, reading) for reading in readings]


def _or_error(layer: Layer, reading: Reading) -> Reading | DocumentError:
    try:
        return _read_by(layer, reading)
    except DocumentError as error:
        return error


def _read_by(layer: Layer, reading: Reading) -> Reading:
    try:
        return _with_version(layer, layer.read(reading))
    except DocumentError:
        raise
    except Exception as error:
        problem = Problem(layer.name, f"{type(error).__name__}: {error}")
        return replace(reading, problems=(*reading.problems, problem))


def _with_version(layer: Layer, reading: Reading) -> Reading:
    return replace(reading, versions=(*reading.versions, (layer.name, layer.version)))
