"""The size of measures, so that 20 miles and 32 km are seen to be one; pint defines the units (`units.tsv`)."""

from __future__ import annotations

from functools import cache
from math import isclose, isfinite
from typing import TYPE_CHECKING, Any

from allegedly.lexicon import table
from allegedly.reading.figures import units

if TYPE_CHECKING:
    from pint import Quantity, UnitRegistry

ROUNDING = 0.15
"""By how much of its size a measure may differ from what it restates: "just over 6 miles (10 km)"."""


def base(value: float, unit: str) -> tuple[float, str] | None:
    """Return the value in SI base units, and their name; None for money, counts and what has no size.

    `unit` is a name of `lexicon/units.tsv`, or a rate of two ("litre per second"). Base units are written as pint
    writes them: base(1, "knot") is (0.5144…, "meter / second").
    """
    quantity = _quantity(value, unit)
    if quantity is None:
        return None
    converted = quantity.to_base_units()
    return (float(converted.magnitude), str(converted.units)) if isfinite(converted.magnitude) else None


def agree(value: float, unit: str, other: float, other_unit: str) -> bool:
    """Say whether two measures in different units can be one; money in two currencies always can.

    Temperatures agree also where they are differences ("1 °C (1.8 °F)").
    """
    if units.is_money(unit) or units.is_money(other_unit):
        return units.is_money(unit) and units.is_money(other_unit)
    for zero in (None, 0.0):
        first, second = _size(value, unit, zero), _size(other, other_unit, zero)
        if first and second and first[1] == second[1] and isclose(first[0], second[0], rel_tol=ROUNDING):
            return True
    return False


def _size(value: float, unit: str, zero: float | None) -> tuple[float, str] | None:
    """Return the value in base units; counted from `zero` in the same unit, where one is given."""
    size, start = base(value, unit), base(zero, unit) if zero is not None else None
    return (size[0] - start[0], size[1]) if size and start else size


def _quantity(value: float, unit: str) -> Quantity[Any] | None:
    """Return the value as pint has it, None for a unit that it does not have."""
    expressions = [_expressions().get(part) for part in (unit, *unit.split(" per "))]
    if expressions[0]:
        return _registry().Quantity(value, expressions[0])
    if len(expressions) != len(("rate", "of", "by")) or not all(expressions[1:]):
        return None
    return _registry().Quantity(value, f"({expressions[1]}) / ({expressions[2]})")


@cache
def _expressions() -> dict[str, str]:
    return {row["unit"]: row["pint"] for row in table("units") if row["pint"]}


@cache
def _registry() -> UnitRegistry[Any]:
    """Return pint's definitions: imported when first needed, since they take half a second to load."""
    import pint

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
