import multiprocessing
import sqlite3
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from allegedly.errors import BadReading, LedgerError, NotText
from allegedly.ledger.check import check
from allegedly.ledger.store import Ledger, lineage, open_ledger
from allegedly.records import Document, Mention, Problem, Reading, Span
from tests.readings import TEXT, VERSIONS, reading, readings

SERIAL = count()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "l.sqlite")


def content(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    tables = [row["name"] for row in ledger.select("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: [tuple(row) for row in ledger.select(f"SELECT * FROM {name}")] for name in tables}


def test_what_was_added_comes_back_equal(ledger: Ledger) -> None:
    added = reading(url="https://courier.example/barges", title="Barges", author="A. Nonymous", origin="a.html")
    assert ledger.add(added) == "new"
    assert ledger.reading(added.document.id) == added


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=readings())
def test_any_sound_reading_comes_back_equal(ledger: Ledger, drawn: Reading) -> None:
    # The same text comes with other records each time, so each is a document of its own.
    drawn = replace(drawn, document=replace(drawn.document, id=f"{next(SERIAL)}"))
    assert ledger.add(drawn) in {"new", "changed"}
    assert ledger.reading(drawn.document.id) == drawn


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add(reading())
    before, stamp = content(ledger), ledger.path.with_name("l.sqlite-wal").read_bytes()
    assert ledger.add(reading()) == "unchanged"
    assert content(ledger) == before
    assert ledger.path.with_name("l.sqlite-wal").read_bytes() == stamp


def test_newer_layers_replace_the_records_and_older_ones_do_not(ledger: Ledger) -> None:
    ledger.add(reading())
    newer = tuple((layer, version + (layer == "events")) for layer, version in VERSIONS)
    fewer = replace(reading(versions=newer), events=(), problems=())
    assert not ledger.is_current(fewer.document.id, newer)
    assert ledger.add(fewer) == "reread"
    assert ledger.is_current(fewer.document.id, newer)
    assert ledger.reading(fewer.document.id) == fewer
    assert ledger.add(reading()) == "unchanged"
    assert ledger.reading(fewer.document.id) == fewer


def test_rows_carry_the_version_of_their_layer(ledger: Ledger) -> None:
    ledger.add(reading())
    versions = dict(VERSIONS)
    makers = {"claims": "attribution", "claim_spans": "attribution", "event_parties": "events", "mentions": "actors"}
    for table, layer in makers.items():
        assert {row["version"] for row in ledger.select(f"SELECT version FROM {table}")} == {versions[layer]}


def test_another_text_under_the_same_url_is_a_new_version(ledger: Ledger) -> None:
    url = "https://courier.example/barges"
    texts = [TEXT, TEXT + " It added nothing.", TEXT + " It added much."]
    added = [reading(text, url=url) for text in texts]
    assert [ledger.add(one) for one in added] == ["new", "changed", "changed"]
    assert [ledger.add(one) for one in added] == ["unchanged"] * 3
    ids = [one.document.id for one in added]
    chain = [(row.id, row.supersedes, row.superseded_by) for row in ledger.documents()]
    assert chain == [(ids[0], None, ids[1]), (ids[1], ids[0], ids[2]), (ids[2], ids[1], None)]


@pytest.mark.parametrize(
    ("head", "versions"),
    [
        ({"url": "https://courier.example/a"}, True),
        ({"url": "https://courier.example/?p=7"}, True),
        ({"url": "https://courier.example/"}, False),
        ({"url": "https://courier.example"}, False),
        ({"origin": "a.txt"}, True),
        ({"origin": "-"}, False),
        ({"origin": "a.jsonl:17"}, False),
        ({}, False),
    ],
)
def test_what_has_versions(ledger: Ledger, head: dict[str, Any], versions: bool) -> None:
    first, second = reading(**head), reading(TEXT + " More.", **head)
    assert (lineage(first.document) is not None) == versions
    ledger.add(first)
    assert ledger.add(second) == ("changed" if versions else "new")


def test_other_metadata_are_taken_from_the_same_origin_or_when_given(ledger: Ledger) -> None:
    ledger.add(reading(origin="a.txt"))
    assert ledger.add(reading(origin="b.txt", published="1999")) == "unchanged"
    assert ledger.add(reading(origin="a.txt", published="2020")) == "reread"
    given = reading(origin="b.txt", published="2019", published_from="given")
    assert not ledger.is_current(given.document, VERSIONS)
    assert ledger.is_current(given.document.id, VERSIONS)
    assert ledger.add(given) == "reread"
    assert ledger.reading(given.document.id).document.published == "2019"
    assert ledger.add(given) == "unchanged"


def test_a_date_that_was_given_outlasts_readings_without_one(ledger: Ledger) -> None:
    ledger.add(reading(published="2019", published_from="given"))
    undated = reading(published="2022", published_from="dateline").document
    assert ledger.with_given_date(undated).published == "2019"
    other = reading(published="2020", published_from="given").document
    assert ledger.with_given_date(other) == other
    unknown = reading(TEXT + " More.").document
    assert ledger.with_given_date(unknown) == unknown


def test_a_layer_that_failed_is_tried_again(ledger: Ledger) -> None:
    failed = replace(reading(versions=VERSIONS[:-1]), events=(), problems=(Problem("events", "KeyError: 1"),))
    ledger.add(failed)
    assert [row.problems for row in ledger.documents()] == [("events: KeyError: 1",)]
    assert not ledger.is_current(failed.document.id, VERSIONS)
    assert ledger.add(reading()) == "reread"


def test_records_that_do_not_hold_are_left_out_and_told(ledger: Ledger) -> None:
    good = reading()
    bad = replace(
        good,
        mentions=(
            *good.mentions,
            Mention(Span(0, 3, "not"), "name", None),
            Mention(Span(3, 9**9, "far"), "name", None),
            Mention(good.mentions[0].span, "name", "nobody"),
        ),
        claims=(replace(good.claims[0], parent="c3"), *good.claims[1:], replace(good.claims[0], act="ask")),
        figures=(replace(good.figures[0], low=float("nan"), high=10**400, claim="c9"),),
        events=(replace(good.events[0], figures=("f1", "f2"), place="p0"),),
    )
    ledger.add(bad)
    kept = ledger.reading(bad.document.id)
    assert [mention.actor for mention in kept.mentions[4:]] == [None]
    assert [(claim.id, claim.act, claim.parent) for claim in kept.claims] == [
        ("c1", "accuse", "c3"), ("c2", "deny", None), ("c3", "assert", "c2"),
    ]  # fmt: skip
    assert (kept.figures[0].low, kept.figures[0].high, kept.figures[0].claim) == (None, None, None)
    assert (kept.events[0].figures, kept.events[0].place) == (("f1",), None)
    assert len(kept.problems) == len(good.problems) + 9
    assert ledger.add(bad) == "unchanged"


def test_a_claim_does_not_stand_inside_itself(ledger: Ledger) -> None:
    good = reading()
    first, second, third = good.claims
    round_about = (replace(first, parent="c2"), replace(second, parent="c1"), third)
    ledger.add(replace(good, claims=round_about))
    parents = {claim.id: claim.parent for claim in ledger.reading(good.document.id).claims}
    assert parents == {"c1": None, "c2": None, "c3": "c2"}


def test_what_no_file_can_hold_is_replaced(ledger: Ledger) -> None:
    ledger.add(reading(title="a\0b", origin="caf\udce9.txt"))
    document = next(ledger.documents())
    assert (document.title, document.origin) == ("a\ufffdb", "caf\ufffd.txt")
    assert ledger.is_current(reading(title="a\0b", origin="caf\udce9.txt").document, VERSIONS)


def test_a_broken_record_is_refused_and_leaves_nothing(ledger: Ledger) -> None:
    good = reading()
    broken = replace(good, events=(replace(good.events[1], type=None),))  # type: ignore[arg-type]
    with pytest.raises(BadReading, match="report it"):
        ledger.add(broken)
    assert not list(ledger.documents())
    assert ledger.add(good) == "new"


def test_errors_are_kept_until_the_document_is_read(ledger: Ledger) -> None:
    ledger.record_error("a.txt", NotText("no text"))
    ledger.record_error("a.txt", NotText("still \ud800 none"))
    ledger.record_error("b.txt", ValueError("x"), reading(origin="c.txt").document.id)
    assert [(row.origin, row.error, row.message) for row in ledger.errors()] == [
        ("a.txt", "NotText", "still \ufffd none"), ("b.txt", "ValueError", "x"),
    ]  # fmt: skip
    ledger.add(reading(origin="a.txt"))
    assert not list(ledger.errors())
    ledger.record_error("a.txt", NotText("no text"))
    assert ledger.add(reading(origin="a.txt")) == "unchanged"
    assert not list(ledger.errors())


def test_a_document_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    one, other = reading(), reading(TEXT + " More.")
    one = replace(one, document=replace(one.document, id="aab1"))
    other = replace(other, document=replace(other.document, id="aac1"))
    ledger.add(one)
    ledger.add(other)
    assert ledger.reading("AAB").document.id == "aab1"
    for wrong, message in {"aa": "could be aab1, aac1", "b": "there is no document 'b'", "": "no document"}.items():
        with pytest.raises(LedgerError, match=message):
            ledger.reading(wrong)


def test_actors_that_no_document_names_any_more_go(ledger: Ledger) -> None:
    ledger.add(reading())
    other = replace(reading(TEXT + " More."), actors=reading().actors[:2], claims=(), mentions=(), events=())
    ledger.add(other)
    newer = tuple((layer, version + 1) for layer, version in VERSIONS)
    ledger.add(replace(Reading(reading().document), versions=newer))
    assert [row["id"] for row in ledger.select("SELECT id FROM actors ORDER BY id")] == [
        "GRA.GOV", "RUR.harbour-ministry",
    ]  # fmt: skip


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    text, other, later = (tmp_path / name for name in ("a.txt", "other.sqlite", "later.sqlite"))
    text.write_text("A report is no ledger. " * 100)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    open_ledger(later).close()
    with sqlite3.connect(later) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path, message in {
        text: "no ledger, or a damaged one", other: "but no ledger", later: "update Allegedly", tmp_path: "is a folder",
    }.items():  # fmt: skip
        with pytest.raises(LedgerError, match=message):
            open_ledger(path)
    assert text.read_text().startswith("A report")


def test_no_ledger_is_made_unless_asked(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(LedgerError, match="there is no ledger at"):
            open_ledger(tmp_path / "none.sqlite", **options)
    with pytest.raises(LedgerError, match="its folder exist"):
        open_ledger(tmp_path / "no" / "such.sqlite")
    assert not list(tmp_path.iterdir())


def test_an_odd_name_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1?mode=ro é.sqlite"
    with open_ledger(path) as ledger:
        ledger.add(reading())
    assert path.exists()


def test_read_only_reads_only(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading())
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        assert ledger.reading(reading().document.id) == reading()
        with pytest.raises(LedgerError, match="readonly"):
            ledger.add(reading(TEXT + " More."))


def test_a_reader_reads_while_a_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "l"
    with open_ledger(path) as writer, open_ledger(path, read_only=True) as reader:
        writer.add(reading())
        writer._connection.execute("BEGIN IMMEDIATE")
        writer._connection.execute("DELETE FROM readings")
        assert len(list(reader.documents())) == 1
        writer._connection.execute("ROLLBACK")


def write_many(path: str, name: str) -> None:
    with open_ledger(path) as ledger:
        for n in range(20):
            ledger.add(reading(f"{TEXT} {name} {n}."))
            ledger.add(reading(f"{TEXT} both {n}."))


def test_two_processes_make_and_fill_one_ledger(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(str(tmp_path / "l"), name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with open_ledger(tmp_path / "l") as ledger:
        assert len(list(ledger.documents())) == 60
        assert not list(check(ledger))


def test_a_document_has_a_lineage_even_with_an_address_that_is_none() -> None:
    assert lineage(Document("x", "y", url="https://[oops")) == "https://[oops"
