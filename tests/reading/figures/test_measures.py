import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.lexicon import table
from allegedly.reading.figures import measures

SIZED = tuple(row["unit"] for row in table("units") if row["pint"])
LENGTHS = ("metre", "kilometre", "mile", "yard", "foot", "inch", "nautical mile", "millimetre")


@pytest.mark.parametrize("unit", SIZED)
def test_every_unit_with_a_size_is_one_that_pint_knows(unit: str) -> None:
    assert measures.base(1, unit) is not None


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1, "mile", (1609.344, "meter")),
        (2, "tonne", (2000, "kilogram")),
        (0, "celsius", (273.15, "kelvin")),
        (36, "kilometre per hour", (10, "meter / second")),
        (3, "litre per second", (0.003, "meter ** 3 / second")),
        (1, "hectare", (10_000, "meter ** 2")),
    ],
)
def test_base_units_are_those_of_the_si(value: float, unit: str, expected: tuple[float, str]) -> None:
    size = measures.base(value, unit)
    assert size is not None
    assert size[0] == pytest.approx(expected[0])
    assert size[1] == expected[1]


@pytest.mark.parametrize("unit", ["dollar", "dollar per barrel", "point", "times", "sheep", "litre per share", ""])
def test_money_and_counts_have_no_size(unit: str) -> None:
    assert measures.base(5, unit) is None


@pytest.mark.parametrize(
    ("first", "second", "whether"),
    [
        ((20, "mile"), (32, "kilometre"), True),
        ((20, "mile"), (50, "kilometre"), False),
        ((3, "hour"), (20, "minute"), False),
        ((5, "kilogram"), (5, "metre"), False),
        ((20, "celsius"), (68, "fahrenheit"), True),
        ((2, "celsius"), (3.6, "fahrenheit"), True),
        ((5, "dollar"), (4.6, "euro"), True),
        ((5, "dollar"), (4.6, "percent"), False),
        ((5, "point"), (5, "times"), False),
    ],
)
def test_which_measures_can_be_one(first: tuple[float, str], second: tuple[float, str], whether: bool) -> None:
    assert measures.agree(*first, *second) is whether
    assert measures.agree(*second, *first) is whether


@given(st.floats(1e-6, 1e9), st.sampled_from(LENGTHS), st.sampled_from(LENGTHS))
def test_a_length_agrees_with_itself_in_any_unit(value: float, unit: str, other: str) -> None:
    size, one = measures.base(value, unit), measures.base(1, other)
    assert size is not None
    assert one is not None
    assert measures.agree(value, unit, size[0] / one[0], other)


@given(st.floats(-1e6, 1e6), st.sampled_from(SIZED))
def test_any_measure_agrees_with_itself(value: float, unit: str) -> None:
    assert measures.agree(value, unit, value, unit)
