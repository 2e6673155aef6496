from __future__ import annotations

import re

from allegedly.lexicon import table
from allegedly.reading.actors import leaders, names

SECTORS = {row["code"] for row in table("sectors")}


def countries() -> set[str]:
    return {row["country"] for row in table("countries")}


def test_every_country_is_a_code_of_its_own() -> None:
    codes = [row["country"] for row in table("countries")]
    assert len(codes) == len(set(codes)) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)


def test_every_table_names_known_countries() -> None:
    for name in ("capitals", "regions", "peoples", "organisations", "leaders"):
        assert {row["country"] for row in table(name)} - {""} <= countries(), name
    for row in table("members"):
        assert set(row["countries"].split()) <= countries()


def test_every_sector_is_known() -> None:
    for name in ("agents", "roles", "organisations", "leaders", "ministries"):
        for row in table(name):
            assert set(row["sectors"].split()) <= SECTORS, (name, row)


def test_no_word_has_two_rows() -> None:
    for name, key in (("agents", "word"), ("roles", "word"), ("organisations", "id")):
        rows = [row[key] for row in table(name)]
        assert len(rows) == len(set(rows)), name


def test_members_belong_to_known_organisations() -> None:
    assert set(names.memberships()) <= {row["id"] for row in table("organisations")}


def test_terms_of_office_end_after_they_begin() -> None:
    for row in table("leaders"):
        assert not row["until"] or row["since"] <= row["until"], row
    assert leaders.holder("USA", "president", "2003-05-01") is not None
    assert leaders.holder("USA", "president", "") is None


def test_folding_is_idempotent() -> None:
    for row in table("organisations"):
        once = names.folded(row["name"])
        assert names.folded(once) == once
