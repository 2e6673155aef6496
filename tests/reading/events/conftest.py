"""Readings of single sentences for the tests of the events layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.reading import events
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Event, Reading
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "moments", "places", "actors", "attribution", "sources", "acts", "figures")
Code = Callable[[str], list[Event]]


def read_all(text: str) -> Reading:
    return events.read(read_document(make_document(text, language="en", published="2024-03-05"), LAYERS))


@pytest.fixture(scope="session")
def code() -> Code:
    """Return a function from a text to the events that the layer reads in it."""
    return lambda text: list(read_all(text).events)
