"""The layers, declared in one list, and the function that runs a document through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from allegedly.errors import DocumentError
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


LAYERS: tuple[Layer, ...] = (
    Layer("furniture", 2, furniture.read),
    Layer("language", 2, language.read),
    Layer("moments", 2, moments.read),
    Layer("places", 3, places.read),
    Layer("actors", 1, actors.read),
    Layer("attribution", 2, attribution.read),
    Layer("sources", 2, sources.read),
    Layer("acts", 2, acts.read),
    Layer("figures", 3, figures.read),
    Layer("events", 3, events.read),
)


def pick(*names: str) -> tuple[Layer, ...]:
    """Return the layers of these names, in the pipeline's order."""
    return tuple(layer for layer in LAYERS if layer.name in names)


def read_document(document: Document, layers: Sequence[Layer] = LAYERS) -> Reading:
    """Run a document through the layers.

    A layer that fails leaves a Problem and its records out; the other layers go on. Raises DocumentError where
    the document as a whole cannot be read (not English, too long).
    """
    reading = Reading(document=document)
    for layer in layers:
        try:
            reading = layer.read(reading)
        except DocumentError:
            raise
        except Exception as error:
            problem = Problem(layer.name, f"{type(error).__name__}: {error}")
            reading = replace(reading, problems=(*reading.problems, problem))
        else:
            reading = replace(reading, versions=(*reading.versions, (layer.name, layer.version)))
    return reading
