"""Several documents read together are read as one by one."""

from __future__ import annotations

import numpy as np
import pytest

from allegedly.errors import DocumentError, NotEnglish
from allegedly.reading import language
from allegedly.reading.pipeline import Layer, pick, read_document, read_documents
from allegedly.records import Document, Reading
from allegedly.sources.document import make_document

TEXTS = (
    "The ministry denied on Monday that 40 crates had left the harbour.",
    "RUVA — “We saw nothing,” the pilot said.\n\nThe police  later accused him of lying.",
    "ok",
    "The envoy said that Tarn had promised to pay. Tarn’s office rejected that, and the envoy repeated it.",
)


def documents() -> list[Document]:
    return [make_document(text, language="en", published="2023-03-03") for text in TEXTS]


def test_documents_are_read_together_as_one_by_one() -> None:
    alone = [read_document(document) for document in documents()]
    together = read_documents(documents())
    assert together == alone
    for one, other in zip(alone, together, strict=True):
        assert isinstance(other, Reading)
        assert one.parse is not None
        assert other.parse is not None
        attributes: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "LEMMA", "ENT_TYPE"]
        assert (np.array(one.parse.to_array(attributes)) == other.parse.to_array(attributes)).all()


def test_parsing_in_step_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = read_documents(documents(), pick("furniture", "language", "attribution"))
    monkeypatch.setattr(language, "TOGETHER", 80)
    assert read_documents(documents(), pick("furniture", "language", "attribution")) == wide


def test_one_that_cannot_be_read_costs_no_other() -> None:
    french = "Le ministère a démenti lundi que quarante caisses aient quitté le port. " * 6
    first, other, last = read_documents([documents()[0], make_document(french), documents()[3]])
    assert isinstance(other, NotEnglish)
    assert (first, last) == (read_document(documents()[0]), read_document(documents()[3]))


def test_a_layer_that_fails_together_is_asked_one_by_one() -> None:
    def read(reading: Reading) -> Reading:
        if "crates" in reading.text:
            raise ZeroDivisionError("too many crates")
        return reading

    def read_all(_: object) -> list[Reading]:
        raise ZeroDivisionError("one of them")

    failed, *others = read_documents(documents(), [Layer("fragile", 1, read, read_all)])
    assert not isinstance(failed, DocumentError)
    assert [problem.message for problem in failed.problems] == ["ZeroDivisionError: too many crates"]
    assert all(isinstance(one, Reading) and one.versions == (("fragile", 1),) for one in others)


def test_no_documents_are_no_readings() -> None:
    assert read_documents([]) == []
