"""Who is sent what, and how that ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.digest import by_token, end, subscribe, subscriptions, unsubscribe
from allegedly.digest.subscriptions import checked
from allegedly.errors import LedgerError, UsageError
from allegedly.ledger import Ledger, open_ledger
from allegedly.records import Reading
from tests.digest.wire import add, entries, fire, posted
from tests.ledger.links.simple import report
from tests.readings import reading

ANN = "ann@example.org"
HARBOUR = report("HARBOUR SHUT\npilot: it is shut for all", 9, title="Harbour shut")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.sqlite") as opened:
        yield opened


@pytest.mark.parametrize("given_", ["a@b", "first.last+tag@EXAMPLE.org", " a@b.example ", "o'brien@x-y.example"])
def test_plain_addresses_are_taken(given_: str) -> None:
    local, _, domain = given_.strip().partition("@")
    assert checked(given_) == f"{local}@{domain.lower()}"


@pytest.mark.parametrize(
    "given_",
    [
        "", "a", "@b", "a@", "a b@c", "a@b c", "a@b\r\nBcc: c@d", "a@b\n", "<a@b>", "a@b,c@d", "a@[127.0.0.1]",

        "é@b.example", ".a@b", "a..b@c", '"a b"@c', "a@-b", "a@b..c", "a@" + "b" * 64, "a" * 65 + "@b",
        "a\0@b", "Ann <a@b>", "a@b@c",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(given_: str) -> None:
    if given_ == "a@b\n":  # white space around is no harm
        assert checked(given_) == "a@b"
        return
    with pytest.raises(UsageError, match="mail cannot go to"):
        checked(given_)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_no_address_breaks_a_line(text: str) -> None:
    try:
        taken = checked(text)
    except UsageError:
        return
    assert taken.isascii()
    assert taken.isprintable()
    assert " " not in taken


def test_the_same_asked_twice_is_one_subscription(ledger: Ledger) -> None:
    first = subscribe(ledger, ANN, words="mill")
    assert subscribe(ledger, " ann@EXAMPLE.org", words=" mill ") == first
    assert subscribe(ledger, ANN).number != first.number
    assert len({one.token for one in subscriptions(ledger)}) == 2
    assert len(first.token) >= 22


@pytest.mark.parametrize("conditions", [{"words": "+++"}, {"words": " "}, {"actor": ""}, {"country": "x" * 300}])
def test_conditions_that_say_nothing_are_refused(ledger: Ledger, conditions: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        subscribe(ledger, ANN, **conditions)  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        subscribe(ledger, ANN, story="abc")


def told(ledger: Ledger, *readings: Reading, **conditions: str) -> list[tuple[str, str]]:
    """Return what one who asks for this is told of the readings."""
    subscribe(ledger, ANN, **conditions)  # type: ignore[arg-type]
    add(ledger, *readings)
    return entries(posted(ledger))


def test_by_words(ledger: Ledger) -> None:
    found = told(ledger, fire("mayor: the mill burns", "guard: they come"), HARBOUR, words="burning")
    assert found == [("mayor", "the mill burns")]


def test_by_actor_and_by_country(ledger: Ledger) -> None:
    made = reading()
    everything = told(ledger, made, HARBOUR)
    assert len(everything) > 2
    with open_ledger(ledger.path.parent / "actor.sqlite") as other:
        assert {who for who, _ in told(other, made, HARBOUR, actor="GRA")} <= {who for who, _ in everything} - {"pilot"}
    with open_ledger(ledger.path.parent / "country.sqlite") as other:
        found = told(other, made, HARBOUR, country="GRA")
        assert found
        assert "pilot" not in {who for who, _ in found}
    with open_ledger(ledger.path.parent / "none.sqlite") as other:
        assert told(other, made, HARBOUR, country="GRA", words="nothing") == []


def test_by_story_whose_id_changes(ledger: Ledger) -> None:
    first = fire("mayor: the mill burns")
    add(ledger, first, HARBOUR)
    subscribe(ledger, ANN, story=first.document.id[:8])
    earlier = fire("guard: they come tonight", outlet="The Bell", day=1)
    add(ledger, earlier, report("HARBOUR SHUT\npilot: it is open again", 9, outlet="The Bell"))
    assert entries(posted(ledger)) == [("guard", "they come tonight")]


def test_an_address_is_told_once_by_all_its_subscriptions(ledger: Ledger) -> None:
    subscribe(ledger, ANN, words="mill")
    subscribe(ledger, ANN)
    add(ledger, fire("mayor: the mill burns", "guard: they come"))
    one, other = posted(ledger)
    assert entries([one]) == [("mayor", "the mill burns")]
    assert entries([other]) == [("guard", "they come")]
    assert one["List-Unsubscribe"] != other["List-Unsubscribe"]


def test_what_an_ended_subscription_was_to_be_sent_goes_to_the_others_of_its_address(ledger: Ledger) -> None:
    from allegedly.digest import prepare
    from tests.digest.wire import HEAD

    first = subscribe(ledger, ANN, words="mill")
    subscribe(ledger, ANN)
    add(ledger, fire("mayor: the mill burns", "guard: they come"))
    prepare(ledger, HEAD)
    end(ledger, first, "unsubscribed")
    assert entries(posted(ledger)) == [("mayor", "the mill burns")]


def test_who_comes_back_is_not_told_again(ledger: Ledger) -> None:
    subscribe(ledger, ANN)
    add(ledger, fire("mayor: the mill burns"))
    posted(ledger)
    unsubscribe(ledger, ANN)
    subscribe(ledger, ANN, past=True)
    assert posted(ledger) == []


def test_ending_says_what_it_ends(ledger: Ledger) -> None:
    first, second = subscribe(ledger, ANN, country="BLR"), subscribe(ledger, ANN)
    assert [one.number for one in unsubscribe(ledger, ANN, first.number)] == [first.number]
    with pytest.raises(LedgerError, match="no such subscription"):
        unsubscribe(ledger, ANN, first.number)
    assert [one.number for one in subscriptions(ledger)] == [second.number]
    [ended, _] = subscriptions(ledger, ended=True)
    assert (ended.why, ended.asks) == ("unsubscribed", "the country BLR")
    assert by_token(ledger, ended.token) == ended
    assert by_token(ledger, "") is None
