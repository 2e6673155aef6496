"""The outlines as data: sound, and of the right countries."""

from itertools import pairwise

import pytest

from allegedly.lexicon import table
from allegedly.web.maps.clipping import land
from allegedly.web.maps.outlines import extent, lines, rings


def inside(country: str, lon: float, lat: float) -> bool:
    crossings = 0
    for ring in rings():
        if ring.country == country:
            for a, b in zip(ring.points, [*ring.points[1:], ring.points[0]], strict=True):
                if (a[1] > lat) != (b[1] > lat) and lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
                    crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("country", "lon", "lat"),
    [("BLR", 27.57, 53.9), ("UKR", 30.52, 50.45), ("FRA", 2.35, 48.86), ("BRA", -47.9, -15.8), ("NZL", 175.3, -38.7)],
)
def test_capitals_are_in_their_countries(country: str, lon: float, lat: float) -> None:
    assert inside(country, lon, lat)
    assert not inside("USA", lon, lat)


def test_what_two_countries_claim_is_neither_s() -> None:
    assert not inside("UKR", 34.1, 45.1)
    assert not inside("RUS", 34.1, 45.1)
    assert inside("", 34.1, 45.1)


def test_an_enclave_is_a_hole_in_what_is_around_it() -> None:
    assert inside("LSO", 28.2, -29.6)
    assert not inside("ZAF", 28.2, -29.6)


def test_every_line_is_within_the_world_and_rings_close() -> None:
    for line in lines():
        assert len(line.points) > 1
        assert all(abs(a[0] - b[0]) < 30 for a, b in pairwise(line.points))
        assert all(-190 <= x <= 190 and -90 <= y <= 90 for x, y in line.points)
    for ring in rings():
        assert ring.points[0] == ring.points[-1]


def test_disputed_lines_are_borders_of_known_matters() -> None:
    matters = {row["matter"] for row in table("map_disputed")}
    found = {line.matter for line in lines() if line.matter}
    assert {"Crimea", "Kashmir", "Western Sahara", "Korea"} <= found <= matters
    assert all(line.border for line in lines() if line.matter)


def test_most_countries_have_an_outline() -> None:
    codes = {row["country"] for row in table("countries")}
    assert len(codes - {ring.country for ring in rings()}) <= 20
    assert {ring.country for ring in rings()} <= {*codes, ""}


def test_the_extent_of_a_country_is_that_of_its_largest_piece() -> None:
    box = extent("FRA")
    assert box
    assert box[0] > -6
    assert box[2] < 10
    assert extent("XXX") is None


def test_all_land_is_kept_by_a_box_around_the_world() -> None:
    for ring in rings()[:50]:
        assert set(land(ring.points, (-181, -91, 181, 91))) == set(ring.points)
