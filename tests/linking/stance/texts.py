"""Reports about one rumour that take each side, and readings of texts."""

from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document

BACKS = (
    "A dam near Velden burst on Friday night, flooding three villages.\n\n"
    "The water reached the first houses at midnight, and forty people were brought to safety. Residents had heard a "
    "loud crack before the flood came.\n\nThe dam was built in 1961."
)
DENIES = (
    "The story of a burst dam near Velden, which thousands shared at the weekend, is a hoax.\n\n"
    "The water authority denied that the dam had burst. “The dam is in good order and nobody was flooded,” its "
    "spokeswoman said. The pictures show a flood of 1998, so the story is false."
)
OPEN = (
    "A dam near Velden has reportedly burst, according to unconfirmed reports on social media.\n\n"
    "The Velden Post, citing a source in the fire service, said that three villages might be under water. The report "
    "could not be verified. The water authority did not answer questions."
)
OTHER = (
    "The football club of Orlin has signed a new goalkeeper.\n\n"
    "The 23-year-old comes from a club in Portugal and is to play on Sunday."
)


def read(text: str) -> Reading:
    """Return the reading of a text, as far as stances look at it."""
    layers = pick("furniture", "language", "moments", "places", "actors", "attribution", "verdicts", "sources", "acts")
    return read_document(make_document(text, language="en"), layers)
