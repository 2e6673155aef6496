from __future__ import annotations

import pytest

from tests.reading.events.conftest import Code


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Finland and Estonia agreed on Monday to share radar data.", "AGREE"),
        ("Libya is willing to reopen its embassy in Tunis.", "AGREE"),
        ("Moldova's foreign minister met his Romanian counterpart in Bucharest.", "CONSULT"),
        ("Turkey held talks with Greece in Ankara.", "CONSULT"),
        ("Sweden praised the efforts of Kenya in Somalia.", "SUPPORT"),
        ("Chad and Niger signed an agreement on Sunday.", "SUPPORT"),
        ("Japan and South Korea held joint naval exercises off Busan.", "COOPERATE"),
        ("Egypt allowed French ships to enter its waters.", "COOPERATE"),
        ("Norway gave 40 million dollars in aid to Malawi.", "AID"),
        ("Kuwait lifted the curfew on Sunday.", "CONCEDE"),
        ("Canada lifted its sanctions on Myanmar.", "CONCEDE"),
        ("Chad will resume its participation in the treaty.", "COOPERATE"),
        ("China's navy announced new exercises near Japan.", "MOBILIZE"),
        ("Ethiopia withdrew its troops from Eritrea.", "RETREAT"),
        ("Venezuela freed ten American prisoners.", "RETREAT"),
        ("The Lebanese prime minister resigned.", "RETREAT"),
        ("Egypt urged Ethiopia to resume the negotiations.", "REQUEST"),
        ("Chile said that Peru must return the vessel.", "REQUEST"),
        ("Chad accused Sudan of arming rebels.", "ACCUSE"),
        ("The Brazilian police opened an investigation into the mayor.", "ACCUSE"),
        ("Serbia rejected the proposal of Kosovo.", "REJECT"),
        ("Cyprus refused to open its ports.", "REJECT"),
        ("Iran threatened to close the strait.", "THREATEN"),
        ("China has vowed to attack Taiwan.", "THREATEN"),
        ("Thousands of Bulgarian farmers took to the streets of Sofia.", "PROTEST"),
        ("Georgian students went on strike.", "PROTEST"),
        ("Canada imposed sanctions on Myanmar.", "SANCTION"),
        ("Poland expelled two Belarusian diplomats.", "SANCTION"),
        ("Kenya is sending 1,000 police officers to Haiti.", "MOBILIZE"),
        ("A convoy of Ethiopian troops crossed into Somalia.", "MOBILIZE"),
        ("Georgian police arrested 40 protesters.", "COERCE"),
        ("Mali imposed a curfew in Bamako.", "COERCE"),
        ("Sudanese soldiers shelled a village in Chad.", "ASSAULT"),
        ("Rwanda carried out an attack on Burundi.", "ASSAULT"),
        ("Yemeni rebels shot down a Saudi helicopter.", "ASSAULT"),
    ],
)
def test_a_sentence_has_its_event(code: Code, sentence: str, kind: str) -> None:
    assert kind in [event.type for event in code(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bakery opened a new shop and sold bread to tourists.",
        "The weather was fine, and the children played football in the park.",
        "The film won three prizes in Venice.",
        "Her new album hit the market in March.",
        "The results demonstrated that the drug was safe.",
        "The candidate met the requirements of the university.",
        "Norway declined to comment.",
        "A former diplomat of Ghana who asked not to be identified spoke of the matter.",
        "A bank in Denmark claimed responsibility.",
    ],
)
def test_what_is_no_political_event_gives_none(code: Code, sentence: str) -> None:
    assert code(sentence) == []


def test_what_is_agreed_asked_or_threatened_is_no_event_of_its_own(code: Code) -> None:
    for sentence in (
        "Oman agreed to withdraw its troops from Yemen.",
        "Oman urged Iran to withdraw its troops from Yemen.",
        "Oman threatened to attack the port of Aden.",
    ):
        assert len(code(sentence)) == 1


def test_the_fighting_in_which_somebody_was_killed_is_not_counted_beside_it(code: Code) -> None:
    events = code("Nine Chadian soldiers were killed in three days of fighting along the border with Libya.")
    assert [event.trigger.quote for event in events] == ["killed"]


def test_what_was_done_to_those_concerned_is_an_event_beside_what_is_asked(code: Code) -> None:
    events = code("Peru called on Chile to free 12 sailors who were arrested at a port near Iquique.")
    assert [event.type for event in events] == ["REQUEST", "COERCE"]


def test_what_somebody_is_accused_of_is_an_event_too(code: Code) -> None:
    assert [event.type for event in code("Chad accused Sudan of arming rebels.")] == ["ACCUSE", "AID"]


def test_what_came_before_is_no_part_of_what_is_refused(code: Code) -> None:
    events = code("Chad pulled out of the treaty after accusing Sudan of attacking its fleet.")
    assert [event.type for event in events] == ["REJECT", "ACCUSE", "ASSAULT"]


def test_an_aim_is_not_counted_beside_what_is_done_for_it(code: Code) -> None:
    events = code("Farmers in Bulgaria blocked roads to protest against imports from Ukraine.")
    assert [event.type for event in events] == ["PROTEST"]


def test_the_trigger_is_the_verb_with_its_particle_and_object(code: Code) -> None:
    quotes = [event.trigger.quote for event in code("Rwanda carried out an attack on Burundi.")]
    assert quotes == ["carried out an attack"]


def test_coordinated_verbs_are_events_each(code: Code) -> None:
    events = code("Rebels in Mali captured a town and kidnapped 12 soldiers.")
    assert [event.type for event in events] == ["ASSAULT", "COERCE"]
    assert {event.actors[0].actor for event in events} == {"MLI.REB"}


def test_a_strike_that_forces_carry_out_is_an_attack(code: Code) -> None:
    assert [event.type for event in code("Chadian jets carried out a strike on a camp in Sudan.")] == ["ASSAULT"]


def test_only_the_arrival_of_forces_is_an_event(code: Code) -> None:
    assert [e.type for e in code("The arrival of Kenyan troops in Haiti was reported on Monday.")] == ["MOBILIZE"]
    assert code("The arrival of spring in Haiti was reported on Monday.") == []


def test_who_wins_a_match_assaults_nobody(code: Code) -> None:
    assert code("Ghana beat Nigeria 3-1 in the final on Sunday.") == []
    assert [event.type for event in code("Police in Togo beat three protesters.")] == ["ASSAULT"]
