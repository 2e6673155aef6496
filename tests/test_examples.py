import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from allegedly.sources.document import make_document

EXAMPLES = Path(__file__).parent.parent / "examples"
PLANTED: dict[str, Any] = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = {document["id"]: document for document in PLANTED["documents"]}
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
INVENTED = "(invented outlet)"


def record(document: dict[str, Any]) -> dict[str, Any]:
    """Return the JSONL record of a document, or its file as the record of one text."""
    content = (EXAMPLES / document["file"]).read_text(encoding="utf-8")
    if document["line"] is None:
        return {"text": content}
    found: dict[str, Any] = json.loads(content.splitlines()[document["line"] - 1])
    return found


def content_of(document_id: str) -> str:
    found = record(DOCUMENTS[document_id])
    return str(found.get("text") or found["html"])


def quotes(part: Any) -> Iterator[tuple[str, str]]:
    """Yield every {document, quote} below a part of planted.json."""
    if isinstance(part, dict):
        if "document" in part and "quote" in part:
            yield part["document"], part["quote"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from quotes(inner)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_what_is_planted_stands_in_its_file(document_id: str) -> None:
    document, content = DOCUMENTS[document_id], content_of(document_id)
    assert document["title"] in (content + record(document).get("title", ""))
    for claim in document["claims"]:
        assert claim["source"] in content
        assert claim["quote"] in content
    for figure in document["figures"]:
        assert figure["quote"] in content
        assert figure["low"] is not None or figure["high"] is not None
    for line in document["furniture"]:
        assert line in content


def test_disputes_copies_undertakings_and_corrections_name_what_is_there() -> None:
    linked = [
        quote for key in ("disputes", "also_disputed", "undertakings", "corrections") for quote in quotes(PLANTED[key])
    ]
    assert len(linked) > 15
    for document_id, quote in linked:
        assert quote in content_of(document_id)
    for copy in PLANTED["copies"]:
        assert {copy["original"], copy["copy"]} <= set(DOCUMENTS)
    for correction in PLANTED["corrections"]:
        assert {correction["document"], correction["corrects"]} <= set(DOCUMENTS)


def test_the_copy_repeats_the_original_and_is_shorter() -> None:
    for copy in PLANTED["copies"]:
        original, repost = content_of(copy["original"]), content_of(copy["copy"])
        paragraphs = [line for line in repost.splitlines() if len(line) > 120]
        assert paragraphs
        assert all(paragraph in original for paragraph in paragraphs)
        assert len(repost) < len(original)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_report_says_that_its_outlet_is_invented(document_id: str) -> None:
    document, content = DOCUMENTS[document_id], content_of(document_id)
    assert document["outlet"].endswith(INVENTED)
    assert "is an invented outlet." in content
    assert "written as an example for Allegedly." in content
    assert make_document(content).text


def test_every_file_is_planted_and_in_the_readme() -> None:
    files = {f"corpus/{path.name}" for path in (EXAMPLES / "corpus").iterdir()}
    assert files == {document["file"] for document in DOCUMENTS.values()}
    assert len(DOCUMENTS) >= 10
    for file in files:
        assert f"`{file}`" in README
    for document_id in DOCUMENTS:
        assert document_id in README


def test_the_markup_parses() -> None:
    for document in DOCUMENTS.values():
        found = record(document)
        if "html" in found or document["file"].endswith(".html"):
            parser = HTMLParser()
            parser.feed(content_of(document["id"]))
            parser.close()


def test_the_jsonl_agrees_with_what_is_planted() -> None:
    for document in DOCUMENTS.values():
        if document["line"] is not None:
            found = record(document)
            assert (found["outlet"], found["published"], found["title"]) == (
                document["outlet"],
                document["published"],
                document["title"],
            )
            assert ("text" in found) != ("html" in found)
