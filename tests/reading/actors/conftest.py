"""A reader of short texts up to the actors layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read() -> Read:
    def to_actors(text: str, published: str | None = None) -> Reading:
        document = make_document(text, language="en", published=published)
        return read_document(document, pick("language", "actors"))

    return to_actors
