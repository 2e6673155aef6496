"""Who does something together with somebody else."""

from __future__ import annotations

import pytest

from tests.reading.events.conftest import Code


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Norway, together with Sweden, sent tents to Armenia.", ["NOR", "SWE"]),
        ("Along with Jordan, Kuwait condemned the raid by Iran.", ["KWT", "JOR"]),
        ("Together with Poland, Latvia has closed its border with Belarus.", ["LVA", "POL"]),
        ("Ottawa along with its partners demanded that Chad pay.", ["CAN.GOV"]),
        ("Oman expelled an envoy, and Jordan wept.", ["OMN"]),
    ],
)
def test_a_companion_acts_too(code: Code, sentence: str, actors: list[str]) -> None:
    assert [party.actor for party in code(sentence)[0].actors] == actors


def test_companions_who_attack_somebody_do_not_attack_each_other(code: Code) -> None:
    [event] = code("Syrian troops, alongside Russian soldiers, attacked a rebel base.")
    assert [party.span.quote for party in event.actors] == ["Syrian troops", "Russian soldiers"]
    assert [party.span.quote for party in event.recipients] == ["a rebel base"]
