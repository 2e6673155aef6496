from __future__ import annotations

import pytest

from allegedly.records import Event
from tests.reading.events.conftest import Code


def sides(event: Event) -> tuple[list[str | None], list[str | None]]:
    return [party.actor for party in event.actors], [party.actor for party in event.recipients]


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("Chad accused Sudan of lying.", ["TCD"], ["SDN"]),
        ("Sudan was accused by Chad of lying.", ["TCD"], ["SDN"]),
        ("Norway gave Malawi 40 million dollars in aid.", ["NOR"], ["MWI"]),
        ("Norway sent food aid to Malawi.", ["NOR"], ["MWI"]),
        ("Canada imposed sanctions on Myanmar.", ["CAN"], ["MMR"]),
        ("Serbia rejected a Turkish proposal.", ["SRB"], ["TUR"]),
        ("Serbia, which borders Hungary, attacked Croatia.", ["SRB"], ["HRV"]),
        ("Egypt said that Sudan must leave the area.", ["EGY"], ["SDN"]),
        ("Qatar mediated between Chad and Sudan.", ["QAT"], ["TCD", "SDN"]),
    ],
)
def test_actor_and_recipient(code: Code, sentence: str, actors: list[str], recipients: list[str]) -> None:
    assert sides(code(sentence)[0]) == (actors, recipients)


def test_what_is_done_together_has_each_party_on_both_sides(code: Code) -> None:
    (event,) = code("Finland and Estonia agreed to share radar data.")
    assert sides(event) == (["FIN", "EST"], ["EST", "FIN"])


def test_each_of_several_nationalities_is_a_party(code: Code) -> None:
    (event,) = code("Slovak and Croatian ministers agreed in March to build a bridge.")
    assert [party.span.quote for party in event.actors] == ["Slovak", "Croatian"]


def test_a_pronoun_is_whom_it_stands_for(code: Code) -> None:
    events = code("Norway is a member of NATO. It attacked Iceland on Monday.")
    assert sides(events[-1]) == (["NOR"], ["ISL"])


def test_a_vehicle_stands_for_whom_it_carries(code: Code) -> None:
    events = code("Two trains carrying Polish soldiers arrived in Latvia.")
    assert [party.actor for party in events[0].actors] == ["POL.MIL"]


def test_a_host_state_arrests_whom_nobody_else_does(code: Code) -> None:
    (event,) = code("A French journalist was arrested in Eritrea.")
    assert [party.actor for party in event.actors] == ["ERI"]


def test_a_host_state_is_known_by_the_name_before_a_place_of_its_own(code: Code) -> None:
    (event,) = code("Three reporters were arrested at Lima airport on Friday.")
    assert [party.actor for party in event.actors] == ["PER.GOV"]
    (event,) = code("Three reporters were arrested in connection with a theft in May.")
    assert event.actors == ()


def test_who_speaks_by_telephone_does_so_with_whom_he_is_named_with(code: Code) -> None:
    spoken, agreed = code("Norway said Prime Minister Store and Lula had spoken by phone and had agreed to share data.")
    assert (spoken.type, agreed.type) == ("CONSULT", "AGREE")
    assert sides(spoken) == sides(agreed)
    assert len(set(sides(agreed)[0])) == 2


def test_nobody_demands_of_himself(code: Code) -> None:
    demanded = code("Peru accused Chile of lying and demanded that it return the vessel at once.")[-1]
    assert sides(demanded) == (["PER"], ["CHL"])


def test_the_forces_of_a_relative_clause_are_those_of_its_noun(code: Code) -> None:
    (event,) = code("Belgium, whose troops are leaving Niger, said nothing.")
    assert (event.type, event.status) == ("RETREAT", "ongoing")
    assert sides(event) == (["BEL.MIL"], ["NER"])


def test_a_date_line_does_nothing(code: Code) -> None:
    events = code("LIMA (Morning Wire) — Chile’s navy announced new drills on Monday, Peruvian officials said.")
    assert [party.actor for event in events for party in event.actors] == ["CHL.MIL"]


def test_what_is_answered_without_a_pronoun_is_the_noun_before(code: Code) -> None:
    (event,) = code("Togo said the vote was rigged, an allegation Ghana dismissed.")
    assert event.type == "REJECT"
    assert sides(event) == (["GHA"], ["TGO"])


def test_whoever_tells_it_does_not_suffer_it(code: Code) -> None:
    (event,) = code("Sudan fired six rockets into the desert, according to Chad.")
    assert sides(event) == (["SDN"], [])


def test_forces_withdraw_themselves(code: Code) -> None:
    (event,) = code("The withdrawal of Finnish forces from Mali was completed in May.")
    assert sides(event) == (["FIN.MIL"], ["MLI"])


def test_a_date_line_takes_no_part(code: Code) -> None:
    [event] = code("LIMA, Peru (Wire One) - Chilean troops crossed the border into Peru on Monday.")
    assert [party.span.quote for party in event.actors] == ["Chilean troops"]


def test_an_age_may_stand_for_who_has_it(code: Code) -> None:
    [event] = code("An 11-year-old was shot by a neighbour in Denver.")
    assert [party.span.quote for party in event.recipients] == ["An 11-year-old"]


def test_somebodys_relative_is_not_himself(code: Code) -> None:
    [event] = code("A Kenyan woman said her husband had been shot by their son.")
    assert [(party.span.quote, party.actor) for party in event.recipients] == [("her husband", None)]


def test_an_appeal_to_the_readers_is_no_event(code: Code) -> None:
    assert code("Anyone with information is urged to contact the Kenyan police.") == []
