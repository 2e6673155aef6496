import io
from functools import partial

from hypothesis import given, settings

from allegedly.export.events import polecat, reported
from allegedly.records import Reading
from tests.export.events.examples import events, with_status, written
from tests.readings import readings


def test_the_first_columns_are_those_of_polecat_in_their_places() -> None:
    names = [column.name for column in polecat.POLECAT]
    assert len(names) == 40
    assert (names[1], names[2], names[7], names[15], names[23]) == (
        "Event Date",
        "Event Type",
        "Actor Name",
        "Recipient Name",
        "Placename",
    )
    assert names[-1] == "Version"
    assert len(set(names)) == 40


def test_an_event_in_polecats_values() -> None:
    alleged, plain = written(polecat.write, events(), "\t")
    assert alleged["Event ID"].endswith("_e1_ASSAULT")
    assert (alleged["Event Date"], alleged["Quad Code"]) == ("2021-03-02", "MATERIAL CONFLICT")
    assert (alleged["Actor Name"], alleged["Actor Country"]) == ("government of Graustark", "GRA")
    assert (alleged["Recipient Name"], alleged["Recipient Country"]) == ("40 barges", "None")
    assert (alleged["Intensity"], alleged["Wikipedia Actor ID"]) == ("None", "None")
    assert (alleged["According To"], alleged["Act"]) == ("Harbour Ministry of Ruritania", "accuse")
    assert (plain["Actor Name"], plain["Voice"], plain["Act"]) == ("None", "outlet", "None")


def test_what_did_not_happen_is_left_out_unless_asked_for() -> None:
    negated = [with_status("negated")]
    assert written(polecat.write, negated, "\t") == []
    [row] = written(partial(polecat.write, every_status=True), negated, "\t")
    assert (row["Event Type"], row["Status"]) == ("ASSAULT", "negated")


@settings(max_examples=50, deadline=None)
@given(drawn=readings())
def test_every_row_is_a_line_with_all_its_cells(drawn: Reading) -> None:
    file = io.StringIO()
    count = polecat.write(reported(drawn), file, every_status=True)
    assert count == len(drawn.events)
    assert len(file.getvalue().split("\n")) == count + 2
    assert all(all(row.values()) for row in written(partial(polecat.write, every_status=True), reported(drawn), "\t"))
