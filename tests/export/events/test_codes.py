from typing import get_args

import pytest

from allegedly.export.events import codes
from allegedly.lexicon import table, words
from allegedly.reading.events import plover
from allegedly.records import Status


def test_the_quad_classes_have_the_order_of_their_numbers() -> None:
    assert tuple(dict.fromkeys(row["quad"] for row in table("plover_types"))) == codes.QUADS


@pytest.mark.parametrize("kind", sorted(plover.TYPES))
def test_a_type_without_status_is_what_the_reading_declares(kind: str) -> None:
    for status in ("occurred", "ongoing", "future"):
        assert codes.declared(kind, status) == plover.declared_type(kind, status)
    refused = plover.declared_type(kind, "negated")
    assert codes.declared(kind, "negated") == (refused if refused != kind else None)
    assert codes.declared(kind, "hypothetical") is None


def test_a_type_that_plover_has_not_is_left_alone() -> None:
    assert codes.declared("CRIME", "occurred") == "CRIME"
    assert all(codes.declared("CRIME", status) is None for status in get_args(Status)[2:])
    assert (codes.quad("CRIME"), codes.quad_number("CRIME"), codes.cameo("CRIME", None, "stole")) == (None, None, None)


@pytest.mark.parametrize("kind", sorted(plover.TYPES))
def test_every_type_has_a_root_of_its_quad_class(kind: str) -> None:
    root = codes.cameo(kind, None, "")
    assert root
    # CAMEO calls all yielding material, and an appeal cooperation; PLOVER does not.
    assert root.quad == codes.quad_number(kind) or kind in {"CONCEDE", "REQUEST"}


@pytest.mark.parametrize(
    ("kind", "mode", "trigger", "root"),
    [
        ("ASSAULT", None, "attacked", "19"),
        ("ASSAULT", "heavy-weapons", "shelled", "19"),
        ("ASSAULT", "torture", "tortured", "18"),
        ("ASSAULT", "crowd-control", "fired tear gas", "17"),
        ("ASSAULT", "cleansing", "massacred", "20"),
        ("ACCUSE", "investigate", "opened an inquiry", "09"),
        ("ACCUSE", None, "blamed", "11"),
        ("REQUEST", None, "appealed", "02"),
        ("REQUEST", None, "Demanded", "10"),
    ],
)
def test_modes_and_words_tell_roots_apart(kind: str, mode: str | None, trigger: str, root: str) -> None:
    found = codes.cameo(kind, mode, trigger)
    assert found
    assert found.code == root


def test_rules_name_modes_and_roots_that_there_are() -> None:
    assert {row["root"] for row in table("cameo")} <= {row["root"] for row in table("cameo_roots")}
    assert {row["type"] for row in table("cameo")} == plover.TYPES


def test_states_have_numbers_and_territories_none() -> None:
    assert (codes.cow("USA"), codes.cow("DEU"), codes.cow("RUS")) == ("2", "255", "365")
    assert codes.cow("GRL") is None
    assert codes.cow(None) is None
    assert words("cow", "country") <= words("countries", "country")
    assert len(words("cow", "cow")) == len(table("cow")) == 195
