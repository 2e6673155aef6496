"""What people say of links, and what becomes of it when reports are read and linked anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from allegedly.errors import UsageError
from allegedly.ledger import Ledger, Linker, check, open_ledger, queries
from allegedly.ledger.corrections import Place, about, correct, find
from allegedly.records import Span
from tests.cli.linked import BELL, HARBOUR, MIRROR, MOSS, QUAY, REPORTS, make
from tests.ledger.corrections.saying import say, say_of_link
from tests.ledger.links.simple import SimpleRules, report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    make(tmp_path / "l.sqlite")
    with open_ledger(tmp_path / "l.sqlite") as opened:
        yield opened
        assert not list(check(opened))


def relink(ledger: Ledger, *, anew: bool = True) -> None:
    linker = Linker(ledger, SimpleRules())
    if anew:
        linker.start_over()
    linker.link(linker.unlinked())
    assert not linker.faults


def disputed(ledger: Ledger) -> dict[tuple[str, str], bool]:
    rows = queries.disputes(ledger)
    return {(row.one.document, row.other.document): row.counts for row in rows if row.kind == "denial"}


def test_a_rejected_dispute_is_shown_as_that_and_not_counted(ledger: Ledger) -> None:
    before = queries.story(ledger, QUAY).disputes
    say_of_link(ledger, "denial", f"{QUAY}:c1", f"{BELL}:c1", "reject")
    assert disputed(ledger) == {(QUAY, BELL): False, (MOSS, BELL): True}
    [said] = [row.verdict for row in queries.disputes(ledger) if row.verdict]
    assert (said.verdict, said.person, said.reason) == ("reject", "A. Reader", "two mills")
    assert queries.story(ledger, QUAY).disputes == before - 1
    say_of_link(ledger, "denial", f"{QUAY}:c1", f"{BELL}:c1", "withdraw")
    assert queries.story(ledger, QUAY).disputes == before


def test_what_is_said_of_links_survives_linking_from_nothing(ledger: Ledger) -> None:
    say_of_link(ledger, "denial", f"{BELL}:c1", f"{QUAY}:c1", "reject")  # the sides may be given the other way round
    say_of_link(ledger, "denial", f"{MOSS}:c1", f"{BELL}:c1", "confirm")
    say_of_link(ledger, "figures", QUAY, BELL, "reject")
    told = [(row.kind, row.verdict and row.verdict.verdict) for row in queries.disputes(ledger)]
    relink(ledger)
    assert [(row.kind, row.verdict and row.verdict.verdict) for row in queries.disputes(ledger)] == told
    assert sorted(verdict for _, verdict in told if verdict) == ["confirm", "reject", "reject"]


def test_it_survives_another_reading_of_other_words(ledger: Ledger) -> None:
    text = ledger.reading(QUAY).text
    made = about(find(ledger, "denial", Place(QUAY, claim="c1"), Place(BELL, claim="c1")))
    wider = Span.of(text, made.span.start - 3, made.span.end - 1)
    correct(ledger, replace(made, span=wider, verdict="reject", person="A. Reader"))
    [bell] = [one for one in REPORTS if one.document.id == BELL]
    ledger.add(replace(bell, versions=(("furniture", 2),)))
    relink(ledger, anew=False)
    assert disputed(ledger) == {(QUAY, BELL): False, (MOSS, BELL): True}


def test_corroboration_counts_unless_it_is_rejected(ledger: Ledger) -> None:
    both = report("BRIDGE OUT\npilot: it is out\ncook: it is out", 9)
    ledger.add(both)
    relink(ledger, anew=False)
    say_of_link(ledger, "corroborates", f"{both.document.id}:c2", f"{both.document.id}:c1", "reject")
    [row] = queries.agreements(ledger)
    assert not row.counts
    relink(ledger)
    assert [row.counts for row in queries.agreements(ledger)] == [False]


def test_an_undertaking_whose_outcome_is_rejected_is_open_again(ledger: Ledger) -> None:
    [done] = queries.undertakings(ledger)
    assert done.other
    ends = f"{done.one.document}:{done.one.claim}", f"{done.other.document}:{done.other.claim}"
    say_of_link(ledger, "undertaking", *ends, "reject")
    assert [row.counts for row in queries.undertakings(ledger)] == [False]
    assert queries.story(ledger, QUAY).undertakings == 0


def test_links_of_a_rejected_claim_do_not_count(ledger: Ledger) -> None:
    say(ledger, BELL, "c1", "reject")
    assert set(disputed(ledger).values()) == {False}
    assert [row.other.verdict.verdict for row in queries.disputes(ledger) if row.other.verdict] == ["reject"] * 2
    assert [row.claims for row in queries.told(ledger, QUAY) if row.document == BELL] == [1]


def test_copies_that_somebody_parts_are_two_reports(ledger: Ledger) -> None:
    assert queries.story(ledger, QUAY).reports == 3
    say_of_link(ledger, "copy", QUAY, MIRROR, "reject")
    for anew in (False, True):
        relink(ledger, anew=anew)
        assert queries.story(ledger, QUAY).reports == 4
        [copy] = queries.copies(ledger)
        assert copy.verdict
        assert copy.verdict.verdict == "reject"
    say_of_link(ledger, "copy", MIRROR, QUAY, "withdraw")
    relink(ledger, anew=False)
    assert queries.story(ledger, QUAY).reports == 3


def test_a_report_that_does_not_belong_tells_a_story_of_its_own(ledger: Ledger) -> None:
    say_of_link(ledger, "story", MOSS, QUAY, "reject")
    for anew in (False, True):
        relink(ledger, anew=anew)
        assert {row.document for row in queries.told(ledger, QUAY)} == {QUAY, MIRROR, BELL}
        assert [row.document for row in queries.told(ledger, MOSS)] == [MOSS]
        assert set(disputed(ledger)) == {(QUAY, BELL)}
    say_of_link(ledger, "story", MOSS, QUAY, "withdraw")
    relink(ledger, anew=False)
    assert queries.story(ledger, MOSS).id == QUAY


def test_copies_of_a_report_go_with_it(ledger: Ledger) -> None:
    say_of_link(ledger, "story", QUAY, BELL, "reject")
    relink(ledger, anew=False)
    assert {row.document for row in queries.told(ledger, QUAY)} == {QUAY, MIRROR}
    assert queries.story(ledger, BELL).reports == 2


def test_links_that_are_not_there_are_not_found(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no such link"):
        find(ledger, "denial", Place(QUAY), Place(HARBOUR))
    with pytest.raises(UsageError, match="no such link"):
        find(ledger, "copy", Place(QUAY), Place(HARBOUR))
    assert find(ledger, None, Place(QUAY), Place(MIRROR)).link == "copy"
    assert find(ledger, None, Place(QUAY), Place(BELL)).link == "story"
