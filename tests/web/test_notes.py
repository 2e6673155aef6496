"""What a note says of how sure the reading is."""

from dataclasses import replace

from allegedly.web.notes import uncertain
from tests.readings import reading


def test_a_claim_is_uncertain_where_something_was_not_found() -> None:
    claim = reading().claims[1]
    assert uncertain(claim) == ""
    assert "“Graustark” is" in uncertain(replace(claim, source_kind="pronoun", actor=None))
    assert uncertain(replace(claim, source_kind="pronoun")) == ""
    assert "nobody" in uncertain(replace(claim, source=(), actor=None))
    assert uncertain(replace(claim, source=(), quote="direct")) == ""
    assert "no words" in uncertain(replace(claim, content=()))
