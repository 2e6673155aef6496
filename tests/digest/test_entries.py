"""What is news, and what is not: whatever is read or linked anew, copied or said again."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.digest import subscribe
from allegedly.ledger import Ledger, check, open_ledger
from allegedly.ledger.corrections import Correction, as_read, correct, stands_at
from allegedly.records import Claim, Reading, Span
from tests.digest.wire import add, entries, fire, identities, link, named, posted, read_anew
from tests.ledger.links.simple import report

BURNS, GUARDS = "mayor: the old mill burns since noon", "guard: all of us will come at once"
NOT = "clerk: not the old mill burns since noon"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.sqlite") as opened:
        subscribe(opened, "reader@example.org")
        yield opened


def said(line: str) -> tuple[str, str]:
    who, _, what = line.partition(": ")
    return who, what


def test_what_is_claimed_and_counted_is_news_once(ledger: Ledger) -> None:
    add(ledger, fire(BURNS, "3 killed"))
    assert entries(posted(ledger)) == [said(BURNS), ("killed: 3", "")]
    assert posted(ledger) == []


def test_what_was_there_before_is_no_news(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        add(ledger, fire(BURNS, "3 killed"))
        subscribe(ledger, "reader@example.org")
        subscribe(ledger, "historian@example.org", past=True)
        add(ledger, fire(BURNS, GUARDS, "3 killed", "4 killed", day=2, outlet="The Bell"))
        to = {str(mail["To"]): entries([mail]) for mail in posted(ledger)}
    assert to["reader@example.org"] == [said(GUARDS), ("killed: 4", "")]
    assert Counter(to["historian@example.org"]) == Counter(
        [said(BURNS), said(GUARDS), ("killed: 3", ""), ("killed: 4", "")]
    )


def test_copies_and_repetitions_are_no_news(ledger: Ledger) -> None:
    add(ledger, fire(BURNS, GUARDS, "3 killed"))
    assert len(entries(posted(ledger))) == 3
    for day in range(2, 6):
        add(ledger, fire(BURNS, GUARDS, "3 killed", day=day, outlet=f"Outlet {day}"))
        add(ledger, fire("pilot: the harbour was shut before", BURNS, day=day, outlet=f"Other {day}"))
    assert entries(posted(ledger)) == [said("pilot: the harbour was shut before")]


def test_an_earlier_original_is_no_news_after_its_copy(ledger: Ledger) -> None:
    add(ledger, fire(BURNS, GUARDS, day=3, outlet="The Mirror"))
    assert len(entries(posted(ledger))) == 2
    add(ledger, fire(BURNS, GUARDS, day=1, outlet="The Quay"))
    assert posted(ledger) == []


def test_what_a_copy_adds_is_news(ledger: Ledger) -> None:
    add(ledger, fire(BURNS, GUARDS))
    posted(ledger)
    add(ledger, fire(BURNS, GUARDS, "pilot: smoke lies over the harbour", day=2, outlet="The Mirror"))
    assert entries(posted(ledger)) == [said("pilot: smoke lies over the harbour")]


def test_a_later_version_brings_only_what_changed(ledger: Ledger) -> None:
    url = "https://quay.example/fire"
    add(ledger, fire(BURNS, "guard: three men came by boat", "3 killed", url=url))
    posted(ledger)
    add(ledger, fire(BURNS, "guard: four men came by boat", "3 killed", "5 killed", url=url))
    assert entries(posted(ledger)) == [said("guard: four men came by boat"), ("killed: 5", "")]


def test_two_versions_between_two_digests_lose_nothing(ledger: Ledger) -> None:
    url = "https://quay.example/fire"
    ledger.add(fire(BURNS, "3 killed", url=url))
    add(ledger, fire(BURNS, GUARDS, "3 killed", url=url))
    assert Counter(entries(posted(ledger))) == Counter([said(BURNS), said(GUARDS), ("killed: 3", "")])


def test_a_link_to_the_last_version_tells_what_the_first_one_said(ledger: Ledger) -> None:
    url = "https://quay.example/fire"
    last = fire(BURNS, "3 killed", "4 injured", url=url)
    others = (fire(BURNS, NOT, GUARDS, day=2, outlet=f"Outlet {n}") for n in range(99))
    ledger.add(fire(BURNS, "3 killed", url=url))
    ledger.add(next(one for one in others if one.document.id > last.document.id))  # or the simple rules join them not
    add(ledger, last)
    assert list(ledger.select("SELECT 1 FROM claim_links WHERE kind = 'same'"))
    assert Counter(entries(posted(ledger)))[said(BURNS)] == 1


def test_a_denial_is_told_with_what_it_denies(ledger: Ledger) -> None:
    add(ledger, fire(BURNS), fire(NOT, day=2, outlet="The Bell"))
    [mail] = posted(ledger)
    page = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert page.index("NEWLY CLAIMED") < page.index(">mayor<") < page.index("NEWLY DENIED") < page.index(">clerk<")
    assert "read as denying what <b>mayor</b> said: the old mill burns since noon" in page
    assert "read as answering it: clerk" in page


def test_figures_that_move_are_told_with_what_they_were(ledger: Ledger) -> None:
    add(ledger, fire("3 killed"))
    [mail] = posted(ledger)
    assert "the first figure" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    add(ledger, fire("5 killed", day=2, outlet="The Bell"), fire("5 killed", "one", day=3, outlet="The Moss"))
    [mail] = posted(ledger)
    plain = " ".join(mail.get_body(("plain",)).get_content().split())  # type: ignore[union-attr]
    assert "killed: 5, before 3 by The Quay" in plain
    assert "2 independent reports" in plain


def test_reading_and_linking_anew_is_no_news(ledger: Ledger) -> None:
    made = [fire(BURNS, "3 killed"), fire(NOT, GUARDS, day=2, outlet="The Bell")]
    add(ledger, *made)
    assert len(entries(posted(ledger))) == 4
    link(ledger, anew=True)
    assert posted(ledger) == []
    add(ledger, *(read_anew(shifted(one), 2) for one in made))
    assert posted(ledger) == []


def shifted(reading: Reading) -> Reading:
    """Return a reading whose claims have other ids, and begin elsewhere at the same words."""
    claims = []
    for number, one in enumerate(reversed(reading.claims), 7):
        content = one.content[0]
        rest = Span.of(reading.text, content.start + 1, content.end)
        claims.append(replace(one, id=f"c{number}", content=(rest,)))
    return replace(reading, claims=tuple(claims))


def test_what_a_layer_first_failed_on_is_news_when_it_is_read(ledger: Ledger) -> None:
    whole = fire(BURNS, "3 killed")
    add(ledger, replace(whole, claims=()))
    assert entries(posted(ledger)) == [("killed: 3", "")]
    add(ledger, read_anew(whole, 2))
    assert entries(posted(ledger)) == [said(BURNS)]


def test_a_longer_quotation_is_news_and_a_part_of_one_is_not(ledger: Ledger) -> None:
    long = "mayor: the old mill burns. Nobody was in it. The guard is at the gate"
    ledger.add(fire(long))
    ledger.add(fire("mayor: the old mill burns", "x", day=2, outlet="The Bell"))
    one, other = (row["id"] for row in ledger.select("SELECT id FROM documents ORDER BY number"))
    link(ledger)
    first = fire(long).text.index("the old mill burns")
    second = fire("mayor: the old mill burns", "x").text.index("the old mill burns")
    with ledger.writing() as connection:
        a, b = sorted((one, other))
        row = (a, b, 99, "same", one, first, first + 18, "the old mill burns", "c1", other, second, second + 18)
        values = (*row, "the old mill burns", "c1", "one source", 0)
        connection.execute(f"INSERT INTO claim_links VALUES ({', '.join('?' * len(values))})", values)
    assert entries(posted(ledger)) == [said(long)]


def test_what_people_reject_is_not_told_until_they_take_it_back(ledger: Ledger) -> None:
    one = fire(BURNS, GUARDS)
    add(ledger, one)
    rejected = correction(one.document.id, one.claims[0], "reject")
    correct(ledger, rejected)
    correct(ledger, replace(correction(one.document.id, one.claims[1], "amend"), amended={"act": "promise"}))
    mails = posted(ledger)
    assert entries(mails) == [said(GUARDS)]
    assert "(promise)" in str(mails[0].get_body(("html",)))
    correct(ledger, replace(rejected, verdict="withdraw"))
    assert entries(posted(ledger)) == [said(BURNS)]


def correction(document: str, claim: Claim, verdict: str) -> Correction:
    return Correction(document, "claim", stands_at(claim), verdict, as_read(claim), "Ann")  # type: ignore[arg-type]


def test_a_rejected_denial_is_a_claim(ledger: Ledger) -> None:
    one, other = fire(BURNS), fire(NOT, day=2, outlet="The Bell")
    add(ledger, one, other)
    [row] = ledger.select("SELECT * FROM claim_links WHERE kind = 'denial'")
    spans = [Span(row[f"{side}_start"], row[f"{side}_end"], row[f"{side}_quote"]) for side in ("one", "other")]
    machine = {"kind": "denial"}
    link_ = Correction(
        row["one_document"],
        "link",
        spans[0],
        "reject",
        machine,
        "Ann",
        other=(other.document.id, spans[1]),
        link="denial",
    )
    correct(ledger, link_)
    [mail] = posted(ledger)
    assert "NEWLY DENIED" not in str(mail)


def test_two_claims_of_one_cue_are_two_entries(ledger: Ledger) -> None:
    one = fire("mayor: the mill burns and the guard is at the gate")
    [claim] = one.claims
    at = claim.content[0].start
    halves = (Span.of(one.text, at, at + 14), Span.of(one.text, at + 19, claim.content[0].end))
    claims = tuple(replace(claim, id=f"c{n}", content=(half,)) for n, half in enumerate(halves, 1))
    ledger.add(replace(one, claims=claims))
    assert posted(ledger) == []  # nothing is told before it is linked
    link(ledger)
    assert Counter(entries(posted(ledger))) == Counter(("mayor", half.quote) for half in halves)
    add(ledger, replace(read_anew(one, 2), claims=tuple(replace(c, id=f"c{5 - n}") for n, c in enumerate(claims))))
    assert posted(ledger) == []


def test_stories_are_told_apart(ledger: Ledger) -> None:
    add(ledger, fire(BURNS), report("HARBOUR SHUT\npilot: it is shut", 9, title="Harbour shut"))
    [mail] = posted(ledger)
    assert str(mail["Subject"]) == "2 stories: 2 claims"


LINES = (
    BURNS,
    GUARDS,
    NOT,
    "pilot: smoke lies over the harbour",
    "owner: nothing at all was insured",
    "3 killed",
    "7 killed",
)
reports = st.builds(
    lambda lines, outlet, url: fire(*lines, outlet=outlet, **({"url": url} if url else {})),
    st.lists(st.sampled_from(LINES), min_size=1, max_size=4, unique=True),
    st.sampled_from(["The Quay", "The Bell", "The Moss"]),
    st.sampled_from([None, None, "https://quay.example/fire", "https://bell.example/fire"]),
)
steps = st.one_of(reports, st.sampled_from(["digest", "digest", "anew", "reread"]))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, min_size=3, max_size=8), st.booleans())
def test_each_entry_is_told_once_in_any_order_of_readings_and_digests(path: list[Reading | str], known: bool) -> None:
    read: list[Reading] = []
    mails = []
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "l.sqlite")) as ledger:
        list(ledger.select("PRAGMA synchronous = OFF"))
        subscribe(ledger, "reader@example.org")
        for version, step in enumerate([*path, "digest"], 2):
            if isinstance(step, Reading):
                read.append(named(step) if known else step)
                add(ledger, read[-1])
            elif step == "digest":
                mails += posted(ledger)
            elif step == "anew":
                link(ledger, anew=True)
            else:
                add(ledger, *(read_anew(one, version) for one in read))
        current = {row["id"] for row in ledger.select("SELECT document AS id FROM linked")}
        assert not list(check(ledger))
    told = entries(mails)
    assert len(set(identities(mails))) == len(identities(mails)) == len(told)
    # Who is known by a description alone is another source in each outlet, unless links say that it is the same; and a
    # link goes with the version of a report that it was made from.
    if known:
        assert max(Counter(told).values(), default=1) == 1
    standing = {line for one in read if one.document.id in current for line in one.text.splitlines()[1:]}
    assert {told_as(line) for line in standing} <= set(told) <= {told_as(line) for line in LINES}


def told_as(line: str) -> tuple[str, str]:
    number, _, what = line.partition(" ")
    return (f"{what}: {number}", "") if number.isdigit() else said(line)
