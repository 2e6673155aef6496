"""What looks like an attribution and says nothing."""

import pytest

from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document

LAYERS = pick("furniture", "language", "moments", "places", "actors", "attribution")


def cues(text: str) -> list[str]:
    reading = read_document(make_document(text, language="en"), LAYERS)
    return [claim.cue[0].quote for claim in reading.claims if claim.cue]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the bombing.",
        "Anyone with information is asked to call the police.",
        "The brother called 911.",
        "Detectives arrested a boy from Tucson in connection to the shooting.",
    ],
)
def test_deeds_and_appeals_are_no_claims(text: str) -> None:
    assert cues(text) == []


def test_how_somebody_speaks_is_no_claim_however_long_the_reason() -> None:
    text = "Several clerks, who requested anonymity for fear of losing their jobs, said the pay was late."
    assert cues(text) == ["said"]


def test_who_is_named_owns_up() -> None:
    assert cues("The Taliban claimed responsibility for the bombing of the bank.")
