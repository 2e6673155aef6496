"""The colours of the style sheet, against WCAG 2.2: text needs a contrast of 4.5 to its ground, in both themes."""

import re

import pytest

from allegedly.web.acts import FAMILIES
from allegedly.web.statics import files

SHEET = files()["room.css"].decode()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:2]
)
GROUPS = sorted(set(FAMILIES.values()))
GROUNDS = ["paper", *(f"{family}-band" for family in GROUPS)]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "faint", "link", "wrong", *GROUPS])
def test_text_can_be_read_on_paper_panels_and_bands(theme: dict[str, str], ink: str) -> None:
    grounds = ["paper", "panel"] if ink in {"soft", "faint", "link", "wrong"} else [*GROUNDS, "panel"]
    assert {
        ground: contrast(theme[ink], theme[ground]) for ground in grounds if contrast(theme[ink], theme[ground]) < 4.5
    } == {}


def test_both_themes_name_the_same_colours() -> None:
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("family", GROUPS)
def test_every_family_has_a_hue_a_band_and_a_stroke(family: str) -> None:
    rule = re.search(rf"^\.{family} \{{([^}}]*)\}}", SHEET, re.MULTILINE)
    assert rule
    assert all(name in rule[1] for name in ("--hue", "--band", "--stroke", "--weight"))


def test_acts_can_be_told_apart_without_colour() -> None:
    strokes = re.findall(r"^\.\w+ \{ --hue: .*?(--stroke: .*?;) (--weight: .*?;)", SHEET, re.MULTILINE)
    assert len(set(strokes)) == len(GROUPS)


def test_nothing_is_loaded_from_elsewhere() -> None:
    for name, content in files().items():
        text = content.decode().replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE), name
        assert "@import" not in text
