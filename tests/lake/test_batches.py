"""Batches are cut where their contents say so."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.lake.batch import Options
from allegedly.lake.batches import MOST_BYTES, batches
from allegedly.sources import Input

INPUTS = [Input(f"{number}.txt", "text", b"words") for number in range(600)]


def names(items: list[Input], size: int = 16) -> list[str]:
    return [batch.name for batch in batches(items, Options(), size)]


def test_every_input_is_in_one_batch_in_order() -> None:
    found = list(batches(INPUTS, Options(), 16))
    assert [item for batch in found for item in batch.items] == INPUTS
    assert max(len(batch.items) for batch in found) <= 32
    assert 600 / 24 < len(found) < 600 / 8
    assert len({batch.name for batch in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 600), st.integers(0, 3), st.integers(0, 5))
def test_a_change_disturbs_the_batches_around_it_alone(place: int, gone: int, new: int) -> None:
    fresh = [Input(f"new {number}", "text", b"other words") for number in range(new)]
    changed = [*INPUTS[:place], *fresh, *INPUTS[place + gone :]]
    assert len({*names(changed)} - {*names(INPUTS)}) <= 5


def test_what_is_said_of_all_makes_other_batches() -> None:
    others = {batch.name for batch in batches(INPUTS, Options(language="en"), 16)}
    assert others.isdisjoint(names(INPUTS))


def test_large_inputs_make_small_batches() -> None:
    large = [Input(str(number), "text", bytes(MOST_BYTES // 2)) for number in range(4)]
    assert [len(batch.items) for batch in batches(large, Options(), 1000)] == [2, 2]
