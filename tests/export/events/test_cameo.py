from dataclasses import replace

from hypothesis import given, settings

from allegedly.export.events import cameo, reported
from allegedly.export.events.reported import Part
from allegedly.records import Actor, Reading, Span
from tests.export.events.examples import events, written
from tests.readings import readings


def part(actor: str, country: str | None, *sectors: str, start: int = 0) -> Part:
    return Part(Span(start, start + 1, "x"), Actor(actor, actor, "generic", country, sectors))


def test_the_first_columns_are_those_of_phoenix() -> None:
    names = [column.name for column in cameo.PHOENIX]
    assert len(names) == 26
    assert (names[0], names[5], names[13], names[25]) == ("EventID", "SourceActorFull", "EventCode", "NewsSources")


def test_an_event_in_phoenixs_values() -> None:
    alleged, plain = written(cameo.write, events(), "\t")
    assert (alleged["Date"], alleged["Year"], alleged["Month"], alleged["Day"]) == ("20210302", "2021", "03", "02")
    assert (alleged["SourceActorFull"], alleged["TargetActorFull"]) == ("GRAGOV", "")
    assert (alleged["EventCode"], alleged["EventRootCode"], alleged["QuadClass"]) == ("190", "19", "4")
    assert (alleged["GoldsteinScore"], alleged["Lon"]) == ("-10.0", "-3.25")
    assert (alleged["AccordingTo"], alleged["Act"]) == ("Harbour Ministry of Ruritania", "accuse")
    assert (plain["EventRootCode"], plain["SourceActorFull"], plain["Voice"]) == ("12", "", "outlet")


def test_every_source_with_every_target_but_nobody_with_himself() -> None:
    first = events()[0]
    a, b, c = part("A", "AAA", start=1), part("B", "BBB", start=2), part("C", "CCC", start=3)

    def pairs(actors: tuple[Part, ...], recipients: tuple[Part, ...]) -> list[str]:
        found = cameo.dyads([replace(first, actors=actors, recipients=recipients)])
        return [f"{d.source.name if d.source else '-'}>{d.target.name if d.target else '-'}" for d in found]

    assert pairs((a, b), (c,)) == ["A>C", "B>C"]
    assert pairs((a, b), (b, a)) == ["A>B", "B>A"]
    assert pairs((a,), ()) == ["A>-"]
    assert pairs((), (b,)) == ["->B"]


def test_actors_are_coded_by_country_role_and_the_rest() -> None:
    assert cameo.coded(part("x", "BLR", "GOV", "MIL")).full == "BLRGOVMIL"
    assert cameo.coded(part("x", None, "IGO", "MIL")) == cameo.Coded("IGO", "MIL", ())
    assert cameo.coded(part("x", "BLR", "REF", "GOV")) == cameo.Coded("BLR", "", ("REF", "GOV"))
    assert cameo.coded(None).full == ""


@settings(max_examples=50, deadline=None)
@given(drawn=readings())
def test_any_reading_can_be_written(drawn: Reading) -> None:
    written(cameo.write, list(reported(drawn)), "\t")
