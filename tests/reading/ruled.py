"""What the rules alone read, for their tests."""

from allegedly.reading.attribution import nesting
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.rules import find
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Span
from allegedly.sources.document import make_document


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    document = make_document(text, language="en", title=title)
    reading = read_document(document, pick("furniture", "language"))
    if reading.parse is None:
        return ()
    marked = quotations_of(reading)
    in_quotes = inside(len(reading.text), marked)
    found = find(reading, reading.parse, Quoted(reading.text, reading.parse, marked), in_quotes)
    return nesting.claims(reading, reading.parse, found, in_quotes)


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.quote for span in spans]


def only(text: str) -> tuple[list[str], list[str], list[str]]:
    (claim,) = claims(text)
    return words(claim.source), words(claim.cue), words(claim.content)
