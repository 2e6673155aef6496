import pytest

from allegedly import read


@pytest.mark.parametrize(
    "text",
    [
        "The police have not said that Ivo Brandl killed the baker.",
        "Prosecutors did not accuse the rebels of attacking the ferry.",
        "The government has yet to say whether its soldiers shot the protesters.",
        "Nobody claimed that France had bombed the village.",
        "The general didn’t deny that his men had shelled the museum.",
    ],
)
def test_what_a_source_does_not_say_is_not_told_as_what_happened(text: str) -> None:
    reading = read(text, published="2022-10-17")
    inside = [event for event in reading.events if event.claim and event.type in {"ASSAULT", "COERCE"}]
    assert inside
    assert {event.status for event in inside} <= {"hypothetical", "negated"}


@pytest.mark.parametrize(
    "text",
    [
        "The police said that Ivo Brandl killed the baker.",
        "The army would not say why its soldiers shelled the port on Monday.",
        "The mayor, who had never left Streslau, said that rebels shelled the port.",
    ],
)
def test_what_is_said_or_taken_for_granted_is_told(text: str) -> None:
    events = [event for event in read(text, published="2022-10-17").events if event.type in {"ASSAULT", "COERCE"}]
    assert events
    assert {event.status for event in events} == {"occurred"}
