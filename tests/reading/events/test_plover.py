from __future__ import annotations

import pytest

from allegedly.lexicon import table
from allegedly.reading.events.patterns import verbs
from allegedly.reading.events.plover import QUAD_OF, TYPES, declared_type
from allegedly.records import Status


@pytest.mark.parametrize(
    ("kind", "status", "plain"),
    [
        ("AID", "occurred", "AID"),
        ("AID", "future", "AGREE"),
        ("AID", "negated", "REJECT"),
        ("ASSAULT", "future", "THREATEN"),
        ("ACCUSE", "future", "ACCUSE"),
    ],
)
def test_a_coding_without_status_codes_the_declared_intention(kind: str, status: Status, plain: str) -> None:
    assert declared_type(kind, status) == plain


def test_every_pattern_has_a_type_of_plover_and_a_cameo_root() -> None:
    for patterns in verbs().values():
        for pattern in patterns:
            assert pattern.type in TYPES | {"NONE"}
            assert pattern.cameo.isdigit()


def test_there_are_sixteen_types_in_four_quads() -> None:
    assert (len(TYPES), len(set(QUAD_OF.values()))) == (16, 4)


def test_needs_name_classes_that_exist() -> None:
    classes = {row["class"] for row in table("event_nouns")} | {
        "somebody",
        "state",
        "hostile",
        "cooperative",
        "publication",
    }
    for patterns in verbs().values():
        for pattern in patterns:
            assert {need.value for need in pattern.needs if need.kind == "class"} <= classes, pattern
