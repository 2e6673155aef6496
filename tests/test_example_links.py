"""The example corpus read and linked: what its authors put in is found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest

from allegedly.ledger import Filter, Ledger, LinkRow, SideRow, check, open_ledger, queries
from allegedly.run import read_into
from tests.test_examples import DOCUMENTS, EXAMPLES, PLANTED

FIGURES = {(name, figure["quote"]): figure for name, document in DOCUMENTS.items() for figure in document["figures"]}
SLACK = 0.1
"""An approximate number may be so much of itself off."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("examples") / "ledger.sqlite"
    summary = read_into(path, [str(EXAMPLES / "corpus")])
    assert (summary.read, summary.linked, summary.link_faults) == (len(DOCUMENTS), len(DOCUMENTS), ())
    with open_ledger(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def names(ledger: Ledger) -> dict[str, str]:
    """The ids of the documents in the ledger, with those in planted.json: by title and day."""
    found = {}
    for row in ledger.documents():
        text = f"{row.title}\n{ledger.reading(row.id).text}"
        [found[row.id]] = [
            name
            for name, document in DOCUMENTS.items()
            if document["published"] == (row.published or "")[:10] and document["title"] in text
        ]
    return found


@pytest.fixture(scope="module")
def disputes(ledger: Ledger) -> list[LinkRow]:
    return list(queries.disputes(ledger))


def meet(names: dict[str, str], side: SideRow, planted: dict[str, str]) -> bool:
    """Say whether the words of a side and planted ones are the same, or the ones are in the others."""
    one, other = (" ".join(words.split()) for words in (side.words, planted["quote"]))
    return names[side.document] == planted["document"] and (one in other or other in one)


def joined(names: dict[str, str], rows: list[Any], one: dict[str, str], other: dict[str, str]) -> list[Any]:
    return [row for row in rows if meet(names, row.one, one) and meet(names, row.other, other)]


def test_the_reports_are_one_story_and_the_copy_is_known(ledger: Ledger, names: dict[str, str]) -> None:
    [story] = queries.stories(ledger)
    assert (story.documents, story.reports) == (len(DOCUMENTS), len(DOCUMENTS) - len(PLANTED["copies"]))
    copies = [(names[row.first], names[row.copy]) for row in queries.copies(ledger)]
    assert copies == [(copy["original"], copy["copy"]) for copy in PLANTED["copies"]]
    assert list(check(ledger)) == []


@pytest.mark.parametrize("about", [dispute["about"] for dispute in PLANTED["disputes"] if "claim" in dispute])
def test_planted_denials_are_linked(about: str, names: dict[str, str], disputes: list[LinkRow]) -> None:
    [planted] = [dispute for dispute in PLANTED["disputes"] if dispute["about"] == about]
    missing = [denial for denial in planted["denials"] if not joined(names, disputes, planted["claim"], denial)]
    assert missing == []


def excluding() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Yield the pairs of planted figures of one dispute that cannot both be so."""
    for dispute in PLANTED["disputes"]:
        for a, b in combinations(dispute.get("figures", []), 2):
            (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
            if high_a < low_b or high_b < low_a:
                yield a, b


def bounds(place: dict[str, str]) -> tuple[float, float]:
    figure = next(
        figure
        for (name, quote), figure in FIGURES.items()
        if name == place["document"] and (quote in place["quote"] or place["quote"] in quote)
    )
    slack = SLACK if figure.get("approximate") else 0.0
    low, high = figure["low"], figure["high"]
    return (0.0 if low is None else low * (1 - slack)), (float("inf") if high is None else high * (1 + slack))


def test_planted_figures_that_exclude_each_other_are_in_dispute(names: dict[str, str], disputes: list[LinkRow]) -> None:
    figures = [row for row in disputes if row.kind == "figures"]
    pairs = list(excluding())
    assert len(pairs) > 5
    missing = [(a, b) for a, b in pairs if not joined(names, figures, a, b) + joined(names, figures, b, a)]
    assert missing == []


def test_no_other_figures_are_put_against_each_other(names: dict[str, str], disputes: list[LinkRow]) -> None:
    quoted = [place for dispute in PLANTED["disputes"] for place in dispute.get("figures", [])]
    told = {bounds(place) for place in quoted}
    planted = [{"document": name, "quote": quote} for name, quote in FIGURES]
    planted = [place for place in planted if bounds(place) in told]
    invented = [
        (row.one.words, row.other.words)
        for row in disputes
        if row.kind == "figures"
        and not all(any(meet(names, side, place) for place in planted) for side in (row.one, row.other))
    ]
    assert invented == []


def test_denials_join_what_any_reader_would_call_a_dispute(names: dict[str, str], disputes: list[LinkRow]) -> None:
    denials = [row for row in disputes if row.kind == "denial"]
    pairs = [pair for about in PLANTED["also_disputed"] for pair in product(about["claims"], about["denials"])]
    invented = [row for row in denials if not any(joined(names, [row], *pair) for pair in pairs)]
    assert [(row.one.words, row.other.words) for row in invented] == []


def test_a_correction_stands_against_what_it_corrects(names: dict[str, str], disputes: list[LinkRow]) -> None:
    for correction in PLANTED["corrections"]:
        told = [row for row in disputes if meet(names, row.one, correction["wrong"])]
        assert correction["document"] in {names[row.other.document] for row in told}


def test_undertakings_have_their_outcome_or_are_open(ledger: Ledger, names: dict[str, str]) -> None:
    told, open_ = list(queries.undertakings(ledger)), list(queries.open_undertakings(ledger))
    for planted in PLANTED["undertakings"]:
        if planted["reported"] is None:
            assert [row.result for row in open_ if meet(names, row.one, planted["promised"])] == ["open"]
            assert not [row for row in told if meet(names, row.one, planted["promised"])]
        else:
            found = joined(names, told, planted["promised"], planted["reported"])
            assert {row.result for row in found} == {"fulfilled"}


def test_open_undertakings_can_be_filtered(ledger: Ledger) -> None:
    everything = list(queries.open_undertakings(ledger))
    assert {row.one.act for row in everything} <= {"promise", "threaten", "announce", "assert", "agree"}
    threats = list(queries.open_undertakings(ledger, Filter(act="threaten")))
    assert threats == [row for row in everything if row.one.act == "threaten"]
    assert list(queries.open_undertakings(ledger, Filter(type="broken"))) == []
    assert list(queries.open_undertakings(ledger, Filter(limit=1))) == everything[:1]
