"""A map of places: what is on it, what stands beside it, and where it is framed to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.web.maps import Located, Naming, drawn


def place(name: str, lat: float | None, lon: float | None, reports: int = 1, **more: str) -> Located:
    namings = tuple(Naming(f"d{n}", "p1", "The Quay") for n in range(reports))
    return Located(name, more.get("country"), lat, lon, more.get("feature", "PPL"), namings)


MINSK = place("Minsk", 53.9, 27.57, 9, country="BLR")
KYIV = place("Kyiv", 50.45, 30.52, 4, country="UKR")


def test_places_are_dots_sized_by_reports_where_they_are() -> None:
    found = drawn([KYIV, MINSK])
    assert found
    first, second = found.dots
    assert (first.place, second.place) == (MINSK, KYIV)
    assert first.radius > second.radius
    assert first.x < second.x
    assert first.y < second.y
    assert {name.text for name in found.names} >= {"Minsk", "Kyiv", "BELARUS"}
    assert dict(found.lands)["named"]


def test_what_has_no_point_or_is_wide_stands_beside_the_map() -> None:
    border = place("the border area", None, None)
    country = place("Belarus", 53.6, 27.8, country="BLR", feature="PCLI")
    odd = place("Odd", 1e300, float("nan"))
    found = drawn([MINSK, border, country, odd])
    assert found
    assert found.beside == (border, country, odd)
    assert [dot.place for dot in found.dots] == [MINSK]


def test_a_place_far_off_that_few_name_does_not_make_a_map_of_the_world() -> None:
    sydney = place("Sydney", -33.9, 151.2)
    found = drawn([MINSK, KYIV, sydney])
    assert found
    assert found.away == (sydney,)
    both = drawn([place("Minsk", 53.9, 27.57), sydney])
    assert both
    assert not both.away
    assert not both.inset


def test_a_country_is_shown_where_only_it_is_known() -> None:
    found = drawn([place("Belarus", None, None, country="BLR")])
    assert found
    assert not found.dots
    assert "BELARUS" in {name.text for name in found.names}


def test_nothing_known_makes_no_map() -> None:
    assert drawn([]) is None
    assert drawn([place("Ruritania", None, None, country="RUR")]) is None


def test_disputed_borders_in_sight_are_named() -> None:
    found = drawn([place("Kherson", 46.64, 32.62, country="UKR"), place("Simferopol", 44.95, 34.1)])
    assert found
    assert found.matters == ("Crimea",)
    assert found.disputed
    calm = drawn([place("Paris", 48.86, 2.35)])
    assert calm
    assert calm.matters == ()


def test_names_cover_neither_dots_nor_each_other() -> None:
    crowd = [place(f"Village {n}", 50 + n % 6 / 10, 30 + n // 6 / 10) for n in range(36)]
    found = drawn(crowd)
    assert found
    boxes = []
    for name in found.names:
        wide = len(name.text) * 5.5
        left = {"start": name.x, "end": name.x - wide, "middle": name.x - wide / 2}[name.anchor]
        boxes.append((left, name.y - 9, left + wide, name.y + 2))
    for n, one in enumerate(boxes):
        for two in boxes[n + 1 :]:
            assert not (one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3])
    assert all(box[0] >= 0 and box[2] <= found.width for box in boxes)


def test_the_scale_is_true() -> None:
    found = drawn([place("one", 50, 30), place("other", 52, 30)])
    assert found
    one, other = sorted(found.dots, key=lambda dot: dot.y)
    units, words = found.scale
    kilometres = float(re.sub(r"\D", "", words))
    assert (other.y - one.y) / units * kilometres == pytest.approx(222.4, rel=0.01)


anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 30))


@settings(max_examples=10, deadline=None)
@given(st.lists(anywhere, min_size=1, max_size=8))
def test_any_places_make_a_map_of_a_page_s_weight(places: list[tuple[float, float, int]]) -> None:
    found = drawn([place(f"p{n}", lat, lon, reports) for n, (lat, lon, reports) in enumerate(places)])
    assert found
    assert len(found.dots) + len(found.away) == len(places)
    assert all(-1 <= dot.x <= found.width + 1 and -1 <= dot.y <= found.height + 1 for dot in found.dots)
    assert found.weight <= 60_000
    assert "nan" not in found.coasts + found.borders + "".join(path for _, path in found.lands)
